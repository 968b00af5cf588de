// The first launch, step by step.

import Client
import Texts

public struct SetupState: Hashable, Sendable, HasPad {
  public enum Step: Hashable, Sendable {
    case license(text: String)
    case choosePin(PinRules)
    case confirmPin
    case notifications
  }

  public var step: Step
  public var pad = PadState()
  /// The vault is being made, which takes a moment on purpose.
  public var busy = false
  public var problem: Message?

  public init(_ step: Step, pad: PadState = PadState(), busy: Bool = false, problem: Message? = nil) {
    self.step = step
    self.pad = pad
    self.busy = busy
    self.problem = problem
  }
}

@MainActor
public protocol SetupIntents: AnyObject, Sendable {
  var pad: any PadIntents { get }

  func acceptLicense()

  /// What was typed is the PIN, or the same once more.
  func pinTyped()

  /// Back from the confirmation: another PIN.
  func chooseAnother()

  func notifications(_ wanted: Bool)
}
