// What goes over the walker's input and output: one JSON object on each line.

import Foundation

/// What the conductor asks for. Which members there are depends on `do`.
struct Asked: Decodable {
  let call: String
  let folder: String?
  let intent: String?
  let with: Value?
  let text: String?
  let seconds: Double?
  let frame: RawFrame?
  let facts: Facts?

  private enum CodingKeys: String, CodingKey {
    case call = "do"
    case folder, intent, with, text, seconds, frame, facts
  }
}

/// A camera frame in a file.
struct RawFrame: Decodable {
  let file: String
  let width: Int
  let height: Int
  let stride: Int
}

typealias Facts = [String: Value]

/// A text, a number, true and false, or texts.
enum Value: Codable, Hashable, Sendable {
  case flag(Bool)
  case number(Int)
  case text(String)
  case texts([String])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Int.self) {
      self = .number(number)
    } else if let texts = try? value.decode([String].self) {
      self = .texts(texts)
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
    case .texts(let texts): try value.encode(texts)
    }
  }
}

/// The conductor and this walker do not speak the same language.
struct Misunderstood: Error {
  let name: String
}

extension Value? {
  var flag: Bool {
    get throws {
      guard case .flag(let flag) = self else { throw Misunderstood(name: "a flag") }
      return flag
    }
  }

  var text: String {
    get throws {
      guard case .text(let text) = self else { throw Misunderstood(name: "a text") }
      return text
    }
  }

  var texts: [String] {
    get throws {
      guard case .texts(let texts) = self else { throw Misunderstood(name: "texts") }
      return texts
    }
  }
}
