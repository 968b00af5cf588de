// What to say, before it is known in which language.

/// A sentence for the user. State holds it, and the screen says it in the language of its texts.
///
/// Each text of the catalogue is one by its name: `.unlockTitle`, `.padWrong(attempts: 9)`.
public enum Message: Hashable, Sendable {
  /// A text of the catalogue, and what is put into it.
  case text(name: String, arguments: [Argument])
  /// One after the other.
  case sentences([Message])

  /// What is put into a text.
  public enum Argument: Hashable, Sendable {
    /// Decides the form, where a text has several.
    case number(Int)
    /// A name, or anything else that is the same in every language.
    case word(String)
    case message(Message)
  }
}

/// What can be put into a text, beside the number that decides its form.
public protocol Sayable {
  var argument: Message.Argument { get }
}

extension String: Sayable {
  public var argument: Message.Argument { .word(self) }
}

extension Message: Sayable {
  public var argument: Argument { .message(self) }
}
