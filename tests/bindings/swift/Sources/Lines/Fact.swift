// What goes over a driver's input and output: facts with names, one JSON object on each line.

/// Texts, numbers, flags, lists of texts, and facts within facts.
public enum Fact: Hashable, Sendable {
  case flag(Bool)
  case number(Int64)
  case text(String)
  case texts([String])
  case facts(Facts)
}

public typealias Facts = [String: Fact]

extension Fact {
  public static func count(_ number: some BinaryInteger) -> Fact {
    .number(Int64(number))
  }
}

extension Fact: Codable {
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Int64.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let texts = try? value.decode([String].self) {
      self = .texts(texts)
    } else {
      self = .facts(try value.decode(Facts.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .flag(let flag): try value.encode(flag)
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    case .texts(let texts): try value.encode(texts)
    case .facts(let facts): try value.encode(facts)
    }
  }
}

extension Fact: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
  public init(stringLiteral text: String) {
    self = .text(text)
  }

  public init(booleanLiteral flag: Bool) {
    self = .flag(flag)
  }
}
