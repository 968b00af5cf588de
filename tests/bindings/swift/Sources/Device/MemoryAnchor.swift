// The record that notices old files, in memory.

import CountersignCore
import Foundation
import Synchronization

/// A record, and a key for its MAC. A phone keeps both where no backup copies them.
public final class MemoryAnchor: Anchor {
  private static let longest = 512

  private let record: Mutex<Data?>
  private let key: HmacKey

  public init() {
    record = Mutex(nil)
    key = HmacKey()
  }

  init(copying other: MemoryAnchor) {
    record = Mutex(other.record.withLock { record in record })
    key = other.key
  }

  public func load() throws -> Data? {
    record.withLock { record in record }
  }

  public func store(record new: Data) throws {
    guard new.count <= Self.longest else {
      throw AnchorError.Unavailable
    }
    record.withLock { record in record = new }
  }

  public func mac(message: Data) throws -> Data {
    key.mac(message)
  }
}
