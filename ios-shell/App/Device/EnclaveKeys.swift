// Keys of the Secure Enclave by their names. The enclave gives each key out as bytes that only itself can use; those lie
// in the keychain, and a key is gone when they are.

import Client
import CryptoKit
import Foundation
import Security

/// A key of the enclave that can be stored and found again.
protocol EnclaveKey {
  init(accessControl: SecAccessControl) throws
  init(dataRepresentation: Data) throws
  var dataRepresentation: Data { get }
}

extension SecureEnclave.P256.Signing.PrivateKey: EnclaveKey {
  init(accessControl: SecAccessControl) throws {
    try self.init(compactRepresentable: true, accessControl: accessControl, authenticationContext: nil)
  }

  init(dataRepresentation: Data) throws {
    try self.init(dataRepresentation: dataRepresentation, authenticationContext: nil)
  }
}

extension SecureEnclave.P256.KeyAgreement.PrivateKey: EnclaveKey {
  init(accessControl: SecAccessControl) throws {
    try self.init(compactRepresentable: true, accessControl: accessControl, authenticationContext: nil)
  }

  init(dataRepresentation: Data) throws {
    try self.init(dataRepresentation: dataRepresentation, authenticationContext: nil)
  }
}

/// The keys of one purpose.
struct EnclaveKeys<Key: EnclaveKey>: Sendable {
  let keychain: Keychain

  /// The key, made where there is none.
  func create(_ id: DeviceKeyId) throws -> Key {
    if let key = try find(id) { return key }
    let key = try Key(accessControl: access())
    try keychain.write(id, key.dataRepresentation)
    return key
  }

  func find(_ id: DeviceKeyId) throws -> Key? {
    try keychain.read(id).map { try Key(dataRepresentation: $0) }
  }

  func delete(_ id: DeviceKeyId) throws {
    try keychain.delete(id)
  }
}

/// Who may use a key of the enclave: this phone, unlocked, while it has a passcode; and what else is asked for.
func access(_ more: SecAccessControlCreateFlags = []) throws -> SecAccessControl {
  let protection = kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly
  guard let access = SecAccessControlCreateWithFlags(nil, protection, more.union(.privateKeyUsage), nil)
  else {
    throw KeychainError.unavailable
  }
  return access
}

/// What a key answers, or why it does not, in the words of the core.
func answered<Answer>(_ ask: () throws -> Answer?) throws -> Answer {
  let answer: Answer?
  do {
    answer = try ask()
  } catch {
    throw DeviceKeyError.Unavailable
  }
  guard let answer else { throw DeviceKeyError.Missing }
  return answer
}
