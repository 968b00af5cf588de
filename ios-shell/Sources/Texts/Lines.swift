// Names that no dictionary can divide.

/// A server's or an account's name, which may go to another line after each of its dots.
public func inLines(_ name: String) -> String {
  name.replacing(".", with: ".\u{200B}")
}
