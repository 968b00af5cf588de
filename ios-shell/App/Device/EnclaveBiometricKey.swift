// A key that works only behind a face or a finger that was enrolled when it was made. It releases a key, never a yes or no.

import Client
import CryptoKit
import Foundation
import LocalAuthentication
import Security

/// Seals to the public half of a key of the Secure Enclave (HPKE, RFC 9180); only the enclave opens it, behind its own prompt.
final class EnclaveBiometricKey: BiometricKey {
  private typealias Key = SecureEnclave.P256.KeyAgreement.PrivateKey

  /// Bytes of the encapsulated key, before what was sealed.
  private static let encapsulated = 65

  private let keychain = Keychain(service: "countersign.biometric")
  private let suite = HPKE.Ciphersuite.P256_SHA256_AES_GCM_256
  /// What the prompt says, in the phone's language.
  private let reason: @Sendable () -> String

  init(reason: @escaping @Sendable () -> String) {
    self.reason = reason
  }

  func seal(id: DeviceKeyId, secret: Data) throws -> Data {
    try answered {
      // Made void by the system when another face or finger is enrolled.
      let key = try Key(accessControl: access(.biometryCurrentSet))
      try keychain.write(id, key.dataRepresentation)
      var sender = try HPKE.Sender(recipientKey: key.publicKey, ciphersuite: suite, info: Data(id.utf8))
      return sender.encapsulatedKey + (try sender.seal(secret))
    }
  }

  func release(id: DeviceKeyId, sealed: Data) throws -> Data {
    guard let stored = try answered({ .some(try keychain.read(id)) }) else { throw DeviceKeyError.Missing }
    guard sealed.count > Self.encapsulated else { throw DeviceKeyError.Invalidated }
    let prompt = LAContext()
    prompt.localizedReason = reason()
    // The PIN of the app is the other way; the phone's passcode is none.
    prompt.localizedFallbackTitle = ""
    do {
      let key = try Key(dataRepresentation: stored, authenticationContext: prompt)
      var recipient = try HPKE.Recipient(
        privateKey: key, ciphersuite: suite, info: Data(id.utf8),
        encapsulatedKey: Data(sealed.prefix(Self.encapsulated)))
      return try recipient.open(Data(sealed.dropFirst(Self.encapsulated)))
    } catch {
      throw refusal(error)
    }
  }

  func delete(id: DeviceKeyId) throws {
    try answered { try keychain.delete(id) }
  }

  private func refusal(_ error: any Error) -> DeviceKeyError {
    switch (error as? LAError)?.code {
    case .userCancel, .systemCancel, .appCancel, .userFallback: .Cancelled
    case .biometryLockout, .notInteractive: .Unavailable
    case .biometryNotEnrolled, .biometryNotAvailable, .passcodeNotSet: .Invalidated
    // The enclave itself refuses: the key was made for other faces or fingers.
    default: .Invalidated
    }
  }
}
