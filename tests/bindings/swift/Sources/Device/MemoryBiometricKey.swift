// A key behind a biometric prompt that is always answered with yes, in memory.

import CountersignCore
import Foundation
import Synchronization

/// Seals 32 bytes under a key of their own: a nonce, the secret under a one-time pad of the nonce, and a MAC over both.
/// A phone lets its hardware seal instead.
public final class MemoryBiometricKey: BiometricKey {
  private static let part = 32

  private let keys: Mutex<[DeviceKeyId: HmacKey]>

  public init() {
    keys = Mutex([:])
  }

  init(copying other: MemoryBiometricKey) {
    keys = Mutex(other.keys.withLock { keys in keys })
  }

  public func seal(id: DeviceKeyId, secret: Data) throws -> Data {
    let key = keys.withLock { keys in
      let key = keys[id] ?? HmacKey()
      keys[id] = key
      return key
    }
    let nonce = Data.random(count: Self.part)
    let hidden = masked(secret, key: key, nonce: nonce)
    return nonce + hidden + key.mac(nonce + hidden)
  }

  public func release(id: DeviceKeyId, sealed: Data) throws -> Data {
    guard let key = keys.withLock({ keys in keys[id] }) else {
      throw DeviceKeyError.Missing
    }
    let body = sealed.dropLast(Self.part)
    guard sealed.count == 3 * Self.part, key.mac(body) == sealed.suffix(Self.part) else {
      throw DeviceKeyError.Invalidated
    }
    return masked(body.suffix(Self.part), key: key, nonce: body.prefix(Self.part))
  }

  public func delete(id: DeviceKeyId) throws {
    keys.withLock { keys in keys[id] = nil }
  }

  private func masked(_ secret: Data, key: HmacKey, nonce: Data) -> Data {
    Data(zip(secret, key.mac(Data("pad".utf8) + nonce)).map { byte, pad in byte ^ pad })
  }
}
