// Keys behind the PIN, in memory.

import CountersignCore
import Foundation
import Synchronization

/// An HMAC key for each id. A phone asks its Secure Enclave or Keystore instead.
public final class MemorySlotKeys: SlotKeys {
  private let keys: Mutex<[DeviceKeyId: HmacKey]>

  public init() {
    keys = Mutex([:])
  }

  init(copying other: MemorySlotKeys) {
    keys = Mutex(other.keys.withLock { keys in keys })
  }

  public func assurance() throws -> AssuranceClass {
    .hardware
  }

  public func create(id: DeviceKeyId) throws {
    keys.withLock { keys in
      if keys[id] == nil {
        keys[id] = HmacKey()
      }
    }
  }

  public func delete(id: DeviceKeyId) throws {
    keys.withLock { keys in keys[id] = nil }
  }

  public func prf(id: DeviceKeyId, input: Data) throws -> Data {
    guard let key = keys.withLock({ keys in keys[id] }) else {
      throw DeviceKeyError.Missing
    }
    return key.mac(input)
  }
}
