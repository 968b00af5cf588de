// Keys behind the PIN: every guess of it has to ask the Secure Enclave.

import Client
import CryptoKit
import Foundation

/// The enclave has no HMAC, but one Diffie-Hellman: multiplied with a point that the core hashes to the curve, a key of it
/// answers each input with 32 bytes that nobody else can compute.
final class EnclaveSlotKeys: SlotKeys {
  private let keys = EnclaveKeys<SecureEnclave.P256.KeyAgreement.PrivateKey>(
    keychain: Keychain(service: "countersign.slot"))

  func assurance() throws -> AssuranceClass {
    .hardware
  }

  func create(id: DeviceKeyId) throws {
    _ = try answered { try keys.create(id) }
  }

  func delete(id: DeviceKeyId) throws {
    try answered { try keys.delete(id) }
  }

  func prf(id: DeviceKeyId, input: Data) throws -> Data {
    let point = try hashedPoint(input: input)
    return try answered { try keys.find(id)?.product(with: point) }
  }
}

extension SecureEnclave.P256.KeyAgreement.PrivateKey {
  /// The x coordinate of the key's product with a point: ECDH without any derivation.
  func product(with point: Data) throws -> Data {
    let shared = try sharedSecretFromKeyAgreement(
      with: P256.KeyAgreement.PublicKey(x963Representation: point))
    return shared.withUnsafeBytes { Data($0) }
  }
}
