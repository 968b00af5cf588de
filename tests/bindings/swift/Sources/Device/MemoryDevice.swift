// What a shell lends to the core, in memory.

import CountersignCore

/// A device of the class `Hardware`, with everything.
public final class MemoryDevice: Sendable {
  private let slotKeys: MemorySlotKeys
  private let anchor: MemoryAnchor
  private let signingKeys: MemorySigningKeys
  private let agreementKeys: MemoryAgreementKeys
  private let biometricKey: MemoryBiometricKey

  /// A new device.
  public init() {
    slotKeys = MemorySlotKeys()
    anchor = MemoryAnchor()
    signingKeys = MemorySigningKeys()
    agreementKeys = MemoryAgreementKeys()
    biometricKey = MemoryBiometricKey()
  }

  /// A device as another one is now: what happens to one of the two changes nothing in the other.
  public init(copying other: MemoryDevice) {
    slotKeys = MemorySlotKeys(copying: other.slotKeys)
    anchor = MemoryAnchor(copying: other.anchor)
    signingKeys = MemorySigningKeys(copying: other.signingKeys)
    agreementKeys = MemoryAgreementKeys(copying: other.agreementKeys)
    biometricKey = MemoryBiometricKey(copying: other.biometricKey)
  }

  public var ports: DevicePorts {
    DevicePorts(
      slotKeys: slotKeys, anchor: anchor, signingKeys: signingKeys, keyAttestation: signingKeys,
      agreementKeys: agreementKeys, biometricKey: biometricKey)
  }
}

extension DevicePorts {
  /// A new device, of the class `Hardware`.
  public static func inMemory() -> DevicePorts {
    MemoryDevice().ports
  }
}
