// What a conductor asks for: `do`, and its arguments beside it.

public typealias Asked = Facts

/// The conductor and its driver do not speak the same language.
public struct Misunderstood: Error {
  public let name: String

  public init(name: String) {
    self.name = name
  }
}

extension Facts {
  public var call: String {
    get throws { try text("do") }
  }

  public func text(_ name: String) throws -> String {
    guard case .text(let text) = self[name] else { throw Misunderstood(name: name) }
    return text
  }

  public func number<Number: BinaryInteger>(_ name: String) throws -> Number {
    guard case .number(let number) = self[name], let number = Number(exactly: number) else {
      throw Misunderstood(name: name)
    }
    return number
  }

  public func flag(_ name: String) throws -> Bool {
    guard case .flag(let flag) = self[name] else { throw Misunderstood(name: name) }
    return flag
  }

  public func texts(_ name: String) throws -> [String] {
    guard case .texts(let texts) = self[name] else { throw Misunderstood(name: name) }
    return texts
  }

  public func facts(_ name: String) throws -> Facts {
    guard case .facts(let facts) = self[name] else { throw Misunderstood(name: name) }
    return facts
  }
}
