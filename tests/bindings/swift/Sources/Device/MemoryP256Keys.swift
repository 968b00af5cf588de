// Keys of push accounts, in memory.

import CountersignCore
import Foundation
import Synchronization

/// A P-256 key for each id.
private final class P256Keys: Sendable {
  private let keys: Mutex<[DeviceKeyId: P256Key]>

  init() {
    keys = Mutex([:])
  }

  init(copying other: P256Keys) {
    keys = Mutex(other.keys.withLock { keys in keys })
  }

  /// Makes a key, or leaves the one that is there, and gives its public half.
  func create(_ id: DeviceKeyId) -> Data {
    keys.withLock { keys in
      let key = keys[id] ?? P256Key()
      keys[id] = key
      return key.point
    }
  }

  func delete(_ id: DeviceKeyId) {
    keys.withLock { keys in keys[id] = nil }
  }

  func key(_ id: DeviceKeyId) throws -> P256Key {
    guard let key = keys.withLock({ keys in keys[id] }) else {
      throw DeviceKeyError.Missing
    }
    return key
  }
}

/// Keys that sign. A phone asks its Secure Enclave or Keystore instead. What they say of themselves where they are asked is no
/// certificate that anybody could verify.
public final class MemorySigningKeys: SigningKeys, KeyAttestation {
  private let keys: P256Keys
  private let said: Mutex<[DeviceKeyId: Data]>

  public init() {
    keys = P256Keys()
    said = Mutex([:])
  }

  init(copying other: MemorySigningKeys) {
    keys = P256Keys(copying: other.keys)
    said = Mutex(other.said.withLock { said in said })
  }

  public func create(id: DeviceKeyId, purpose: SigningKeyUse) throws -> Data {
    keys.create(id)
  }

  public func createAttested(id: DeviceKeyId, purpose: SigningKeyUse, challenge: Data) throws -> Data {
    let point = keys.create(id)
    // A sequence of two octet strings.
    let certificate = Data([0x30, 101, 4, 65]) + point + Data([4, 32]) + challenge
    said.withLock { said in said[id] = said[id] ?? certificate }
    return point
  }

  public func certificates(id: DeviceKeyId) throws -> [Data] {
    guard let certificate = said.withLock({ said in said[id] }) else {
      throw DeviceKeyError.Missing
    }
    return [certificate]
  }

  public func delete(id: DeviceKeyId) throws {
    keys.delete(id)
    said.withLock { said in said[id] = nil }
  }

  public func sign(id: DeviceKeyId, message: Data) throws -> Data {
    try keys.key(id).signature(of: message)
  }
}

/// Keys that receive. A phone asks its Secure Enclave or Keystore instead.
public final class MemoryAgreementKeys: AgreementKeys {
  private let keys: P256Keys

  public init() {
    keys = P256Keys()
  }

  init(copying other: MemoryAgreementKeys) {
    keys = P256Keys(copying: other.keys)
  }

  public func create(id: DeviceKeyId) throws -> Data {
    keys.create(id)
  }

  public func delete(id: DeviceKeyId) throws {
    keys.delete(id)
  }

  public func agree(id: DeviceKeyId, point: Data) throws -> Data {
    try keys.key(id).product(with: point)
  }
}
