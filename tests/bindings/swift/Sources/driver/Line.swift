// What the scenario's lines hold beside plain facts: moments, files, PINs, and the errors of the library.

import CountersignCore
import Foundation
import Lines

/// The answer: facts, and the error that the library threw, if any.
struct Answer: Encodable, Sendable {
  var error: String?
  let ok: Facts
}

extension Asked {
  func moment(_ name: String) throws -> Date {
    Date(timeIntervalSince1970: TimeInterval(try number(name) as Int64))
  }

  func data(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: text(name)))
  }

  /// Lends the PIN to a call, as bytes, and overwrites them afterwards.
  func withPin<Result: Sendable>(
    isolation: isolated (any Actor)? = #isolation, _ call: (SecretBytes) async throws -> Result
  ) async throws -> Result {
    var pin = SecretBytes(try text("pin").utf8)
    defer { pin.wipe() }
    return try await call(pin)
  }
}

extension Fact {
  static func seconds(_ time: TimeInterval) -> Fact {
    .number(Int64(time.rounded()))
  }
}
