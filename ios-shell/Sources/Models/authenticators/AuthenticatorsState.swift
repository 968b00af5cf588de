// The list: push and one-time codes together.

import Client
import Texts

public struct AuthenticatorsState: Hashable, Sendable {
  public struct Row: Hashable, Sendable, Identifiable {
    public var account: AccountRow
    public var code: Code
    public var id: AccountId { account.id }

    public init(_ account: AccountRow, _ code: Code) {
      self.account = account
      self.code = code
    }
  }

  public enum Code: Hashable, Sendable {
    case shown(CodeView)
    /// There is one, and it shows when it is touched.
    case hidden
    /// There is one as soon as it is asked for: each is used once.
    case onRequest
    /// The server asks instead.
    case push
    /// Not looked up yet: the row was not on the screen.
    case unread
    case refused(why: Message)
  }

  public struct Undo: Hashable, Sendable {
    public var account: AccountId
    public var name: String

    public init(account: AccountId, name: String) {
      self.account = account
      self.name = name
    }
  }

  public var rows: [Row] = []
  public var search = ""
  public var tags: [String] = []
  public var tag: String?
  public var favouritesOnly = false
  /// Codes show only where they are touched.
  public var hidden = false
  /// Open requests.
  public var waiting = 0
  /// The account whose code was copied last.
  public var copied: AccountId?
  /// An account that was just deleted, while that can be undone.
  public var undo: Undo?
  public var notice: Message?
  public var problem: Message?

  public init(rows: [Row] = []) {
    self.rows = rows
  }

  public var filtered: Bool {
    !search.isEmpty || tag != nil || favouritesOnly
  }
}

@MainActor
public protocol AuthenticatorsIntents: AnyObject, Sendable {
  func add()

  func open(_ account: AccountId)

  func copy(_ account: AccountId)

  /// Shows a hidden code, or gets the next one of a counter.
  func reveal(_ account: AccountId)

  func search(_ text: String)

  func tag(_ tag: String?)

  func favouritesOnly(_ wanted: Bool)

  func showAll()

  /// These rows are on the screen: only their codes are read.
  func visible(_ accounts: [AccountId])

  func undo()

  func requests()

  func history()

  func settings()

  func about()

  func lock()
}
