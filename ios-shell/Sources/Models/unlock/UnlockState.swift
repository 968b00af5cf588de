// The app while its vault is closed.

import Client
import Texts

public struct UnlockState: Hashable, Sendable, HasPad {
  public enum Face: Hashable, Sendable {
    /// `recovery`: a recovery code instead of the PIN.
    case locked(LockView, recovery: Bool = false)
    /// The files are older than this phone remembers, and the user decides.
    case older(Message)
    /// The recovery code opened the vault.
    case newPin(PinRules, again: Bool)
    case erased
    case broken(Unusable)
  }

  public var face: Face
  public var pad = PadState()
  public var busy = false
  public var problem: Message?

  public init(_ face: Face, pad: PadState = PadState(), busy: Bool = false, problem: Message? = nil) {
    self.face = face
    self.pad = pad
    self.busy = busy
    self.problem = problem
  }
}

@MainActor
public protocol UnlockIntents: AnyObject, Sendable {
  var pad: any PadIntents { get }

  /// What was typed is the PIN, the recovery code, or the new PIN.
  func typed()

  func biometrics()

  /// To the recovery code, or back to the PIN.
  func recovery(_ wanted: Bool)

  /// The user goes on with the older files: the next attempt opens them.
  func acceptOlder(_ accepted: Bool)

  func requests()

  func startOver()
}
