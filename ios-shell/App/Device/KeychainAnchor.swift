// The record that notices old files. No backup has it, and it cannot be set back with the files.

import Client
import CryptoKit
import Foundation

final class KeychainAnchor: Anchor {
  private static let longest = 512
  private static let record = "record"
  private static let key = "key"

  private let keychain = Keychain(service: "countersign.anchor")
  private let keys = EnclaveKeys<SecureEnclave.P256.KeyAgreement.PrivateKey>(
    keychain: Keychain(service: "countersign.anchor.key"))

  func load() throws -> Data? {
    try available { try keychain.read(Self.record) }
  }

  func store(record: Data) throws {
    guard record.count <= Self.longest else { throw AnchorError.Unavailable }
    try available { try keychain.write(Self.record, record) }
  }

  /// As the keys behind the PIN answer: the enclave's product with a point that is hashed from the message.
  func mac(message: Data) throws -> Data {
    let point = try available { try hashedPoint(input: Data(SHA256.hash(data: message))) }
    if let key = try available({ try keys.find(Self.key) }) {
      return try available { try key.product(with: point) }
    }
    // Made at first use. Beside a record its absence means that somebody took it away.
    guard try load() == nil else { throw AnchorError.KeyMissing }
    return try available { try keys.create(Self.key).product(with: point) }
  }

  private func available<Answer>(_ ask: () throws -> Answer) throws -> Answer {
    do {
      return try ask()
    } catch {
      throw AnchorError.Unavailable
    }
  }
}
