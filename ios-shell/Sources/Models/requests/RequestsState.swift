// Requests: what waits, the one that is being judged, and what became of it.

import Client
import Texts

public struct RequestsState: Hashable, Sendable, HasPad {
  public enum Face: Hashable, Sendable {
    case waiting(Waiting)
    /// One request fills the screen.
    case judging(RequestView, Step)
    case over(Over)
  }

  public struct Waiting: Hashable, Sendable {
    public var requests: [RequestView] = []
    /// How servers stand, where that is worth a word.
    public var notes: [Note] = []
    public var accounts = true
    public var asking = false

    public init(requests: [RequestView] = [], notes: [Note] = [], accounts: Bool = true) {
      self.requests = requests
      self.notes = notes
      self.accounts = accounts
    }
  }

  public struct Note: Hashable, Sendable {
    public var said: Message
    /// The account whose server asks for more than before: the user may agree.
    public var agree: AccountId?

    public init(_ said: Message, agree: AccountId? = nil) {
      self.said = said
      self.agree = agree
    }
  }

  public enum Step: Hashable, Sendable {
    case facts
    case number(typed: String, digits: Int)
    case scan
    case pin
    case rejecting
    case telling
  }

  public struct Over: Hashable, Sendable {
    public var ending: Ending
    public var said: Message
    /// A code that the user types into the login page now.
    public var code: String?

    public init(_ ending: Ending, _ said: Message, code: String? = nil) {
      self.ending = ending
      self.said = said
      self.code = code
    }
  }

  public var face: Face
  /// Biometrics may stand in for the PIN.
  public var biometrics = false
  public var pad = PadState()
  public var problem: Message?

  public init(_ face: Face = .waiting(Waiting()), pad: PadState = PadState(), problem: Message? = nil) {
    self.face = face
    self.pad = pad
    self.problem = problem
  }
}

@MainActor
public protocol RequestsIntents: AnyObject, Sendable {
  var pad: any PadIntents { get }

  func ask()

  func open(_ request: RequestId)

  func agree(_ account: AccountId)

  /// Towards accepting: first what is compared with the login page, then the PIN.
  func accept()

  func digit(_ digit: Character)

  func eraseDigit()

  func numberTyped()

  func pinTyped()

  /// Instead of the PIN.
  func biometrics()

  func reject()

  func rejected(notMe: Bool)

  func back()
}
