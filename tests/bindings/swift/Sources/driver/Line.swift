// What goes over the driver's input and output: one JSON object on each line.

import CountersignCore
import Foundation

/// A text, a number, or true and false.
enum Fact: Sendable {
  case flag(Bool)
  case number(Int64)
  case text(String)
}

typealias Facts = [String: Fact]

/// A call that the conductor asks for: `do`, and its arguments beside it.
struct Asked: Decodable {
  let call: String
  private let arguments: Facts

  init(from decoder: any Decoder) throws {
    arguments = try Facts(from: decoder)
    guard case .text(let call) = arguments["do"] else {
      throw Misunderstood(name: "do")
    }
    self.call = call
  }

  func text(_ name: String) throws -> String {
    guard case .text(let text) = arguments[name] else { throw Misunderstood(name: name) }
    return text
  }

  func number<Number: BinaryInteger>(_ name: String) throws -> Number {
    guard case .number(let number) = arguments[name], let number = Number(exactly: number) else {
      throw Misunderstood(name: name)
    }
    return number
  }

  func flag(_ name: String) throws -> Bool {
    guard case .flag(let flag) = arguments[name] else { throw Misunderstood(name: name) }
    return flag
  }

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

/// The answer: facts, and the error that the library threw, if any.
struct Answer: Encodable {
  var error: String?
  let ok: Facts
}

/// The conductor and this driver do not speak the same language.
struct Misunderstood: Error {
  let name: String
}

extension Fact: Codable {
  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Int64.self) {
      self = .number(number)
    } else {
      self = .text(try value.decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .flag(let flag): try value.encode(flag)
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    }
  }
}

extension Fact: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
  init(stringLiteral text: String) {
    self = .text(text)
  }

  init(booleanLiteral flag: Bool) {
    self = .flag(flag)
  }

  static func count(_ number: some BinaryInteger) -> Fact {
    .number(Int64(number))
  }

  static func seconds(_ time: TimeInterval) -> Fact {
    .number(Int64(time.rounded()))
  }
}
