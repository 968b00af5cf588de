// A text that can be looked for in memory, because it stands there only where somebody put it.

import CountersignCore
import Foundation

/// Random characters, kept under a mask.
struct Hidden {
  private static let mask: UInt8 = 0xA5
  private let masked: [UInt8]

  init(count: Int, from alphabet: StaticString) {
    let characters = UnsafeBufferPointer(start: alphabet.utf8Start, count: alphabet.utf8CodeUnitCount)
    masked = (0..<count).map { _ in characters[Int.random(in: 0..<characters.count)] ^ Self.mask }
  }

  var count: Int {
    masked.count
  }

  func reveal(into bytes: UnsafeMutableRawBufferPointer) {
    for (index, byte) in masked.enumerated() {
      bytes[index] = byte ^ Self.mask
    }
  }

  /// Lends the text to a call, and overwrites it afterwards, as an app does with what was typed.
  func lend<Result>(to call: (SecretBytes) async throws -> Result) async rethrows -> Result {
    var text = SecretBytes(count: count)
    text.withUnsafeMutableBytes(reveal)
    defer { text.wipe() }
    return try await call(text)
  }
}
