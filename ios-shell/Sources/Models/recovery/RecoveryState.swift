// The recovery code: made for a PIN, shown this once.

import Texts

public struct RecoveryState: Hashable, Sendable, HasPad {
  public enum Step: Hashable, Sendable {
    case explained
    case pinToMake
    case pinToRemove
    /// The code, as long as the user has not said that it is written down.
    case shown(code: String)
  }

  /// There is a code already: a new one replaces it.
  public var exists: Bool
  public var step: Step
  public var pad = PadState()
  public var busy = false
  public var notice: Message?
  public var problem: Message?

  public init(
    exists: Bool, _ step: Step = .explained, pad: PadState = PadState(), notice: Message? = nil,
    problem: Message? = nil
  ) {
    self.exists = exists
    self.step = step
    self.pad = pad
    self.notice = notice
    self.problem = problem
  }
}

@MainActor
public protocol RecoveryIntents: AnyObject, Sendable {
  var pad: any PadIntents { get }

  func back()

  func make()

  func remove()

  func pinTyped()

  /// The user has written it down: it is shown no more.
  func noted()
}
