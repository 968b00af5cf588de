// What this phone lends to the core.

import Client
import CryptoKit
import Foundation
import LocalAuthentication

extension DevicePorts {
  /// The keys of the Secure Enclave. A machine without one, such as the simulator, has files that protect little; the core
  /// is told so, asks for a passphrase, and says it to the user.
  static func ofThisPhone(folder: URL, reason: @escaping @Sendable () -> String) throws -> DevicePorts {
    guard SecureEnclave.isAvailable else {
      return try fileKeys(folder: folder.appending(path: "device").path(percentEncoded: false))
    }
    return DevicePorts(
      slotKeys: EnclaveSlotKeys(),
      anchor: KeychainAnchor(),
      signingKeys: EnclaveSigningKeys(),
      agreementKeys: EnclaveAgreementKeys(),
      biometricKey: hasBiometrics ? EnclaveBiometricKey(reason: reason) : nil)
  }

  private static var hasBiometrics: Bool {
    LAContext().canEvaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, error: nil)
  }
}
