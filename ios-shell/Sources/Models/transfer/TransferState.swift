// Handing out the secret of one account, for a PIN.

import Texts

public struct TransferState: Hashable, Sendable, HasPad {
  public var name: String
  public var pad = PadState()
  /// The key URI, while it is shown.
  public var shown: String?
  public var busy = false
  public var problem: Message?

  public init(name: String, pad: PadState = PadState(), shown: String? = nil, problem: Message? = nil) {
    self.name = name
    self.pad = pad
    self.shown = shown
    self.problem = problem
  }
}

@MainActor
public protocol TransferIntents: AnyObject, Sendable {
  var pad: any PadIntents { get }

  func back()

  func pinTyped()
}
