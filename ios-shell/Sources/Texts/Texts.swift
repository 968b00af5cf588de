// Messages in a language.

import Foundation

/// Where texts come from: the app's String Catalog on a phone, the same file elsewhere.
public protocol TextSource: Sendable {
  /// The language of the texts, and how it writes times.
  var locale: Locale { get }

  /// The text of this name, with the form that a number among the arguments asks for.
  func text(_ name: String, _ arguments: [TextArgument]) -> String
}

/// What is put into a text, once it is in words.
public enum TextArgument: Hashable, Sendable {
  case number(Int)
  case word(String)
}

/// Says messages: `texts(.unlockTitle)`.
public struct Texts: Sendable {
  private let source: any TextSource

  public init(_ source: any TextSource) {
    self.source = source
  }

  public var locale: Locale { source.locale }

  public func callAsFunction(_ message: Message) -> String {
    switch message {
    case .text(let name, let arguments): source.text(name, arguments.map(inWords))
    case .sentences(let sentences): sentences.map { self($0) }.joined(separator: " ")
    }
  }

  private func inWords(_ argument: Message.Argument) -> TextArgument {
    switch argument {
    case .number(let number): .number(number)
    case .word(let word): .word(word)
    case .message(let message): .word(self(message))
    }
  }

  /// A moment as the language writes it, in the phone's time zone.
  public func moment(_ time: Date) -> String {
    time.formatted(Date.FormatStyle(date: .abbreviated, time: .shortened, locale: locale))
  }
}
