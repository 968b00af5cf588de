// A PIN while it is typed. How many characters there are is all that a screen knows of them.

import Foundation

public struct PadState: Hashable, Sendable {
  public var typed = 0
  /// A keyboard instead of ten digits.
  public var letters = false

  public init(typed: Int = 0, letters: Bool = false) {
    self.typed = typed
    self.letters = letters
  }
}

/// The state of a screen on which something is typed.
protocol HasPad {
  var pad: PadState { get set }
}

extension HasPad {
  @MainActor
  func with(_ pad: PadModel) -> Self {
    var state = self
    state.pad = pad.state
    return state
  }
}

@MainActor
public protocol PadIntents: AnyObject, Sendable {
  func digit(_ digit: Character)

  func erase()

  /// Changes between digits and letters, and begins anew.
  func letters(_ wanted: Bool)

  /// Everything that stands in the field for letters, in UTF-8.
  func passphrase(_ text: Data)
}
