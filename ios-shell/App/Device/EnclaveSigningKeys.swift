// The keys of push accounts that sign and receive, in the Secure Enclave.

import Client
import CryptoKit
import Foundation

final class EnclaveSigningKeys: SigningKeys {
  private let keys = EnclaveKeys<SecureEnclave.P256.Signing.PrivateKey>(
    keychain: Keychain(service: "countersign.signing"))

  /// Both uses are guarded alike: before an approval the core has verified the user for that very message.
  func create(id: DeviceKeyId, purpose: SigningKeyUse) throws -> Data {
    try answered { try keys.create(id).publicKey.x963Representation }
  }

  func delete(id: DeviceKeyId) throws {
    try answered { try keys.delete(id) }
  }

  func sign(id: DeviceKeyId, message: Data) throws -> Data {
    try answered { try keys.find(id)?.signature(for: message).rawRepresentation }
  }
}

final class EnclaveAgreementKeys: AgreementKeys {
  private let keys = EnclaveKeys<SecureEnclave.P256.KeyAgreement.PrivateKey>(
    keychain: Keychain(service: "countersign.agreement"))

  func create(id: DeviceKeyId) throws -> Data {
    try answered { try keys.create(id).publicKey.x963Representation }
  }

  func delete(id: DeviceKeyId) throws {
    try answered { try keys.delete(id) }
  }

  func agree(id: DeviceKeyId, point: Data) throws -> Data {
    try answered { try keys.find(id)?.product(with: point) }
  }
}
