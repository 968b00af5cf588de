// What a shell lends to the core, in memory.

import CountersignCore

extension DevicePorts {
  /// A new device, of the class `Hardware`.
  public static func inMemory() -> DevicePorts {
    DevicePorts(
      slotKeys: MemorySlotKeys(), anchor: MemoryAnchor(), signingKeys: MemorySigningKeys(),
      agreementKeys: MemoryAgreementKeys(), biometricKey: MemoryBiometricKey())
  }
}
