// The list of accounts, and the codes of those that are on the screen.

import Client
import Observation
import Texts

@MainActor
@Observable
public final class AuthenticatorsModel: AuthenticatorsIntents {
  public private(set) var state = AuthenticatorsState()

  private let app: Authenticator
  private let clipboard: any Clipboard
  private let go: (Destination) -> Void
  private let onLock: () -> Void
  @ObservationIgnored private var onScreen: Set<AccountId> = []
  @ObservationIgnored private var revealed: [AccountId: AuthenticatorsState.Code] = [:]

  init(
    _ app: Authenticator,
    _ clipboard: any Clipboard,
    go: @escaping (Destination) -> Void,
    onLock: @escaping () -> Void,
    notice: Message? = nil,
    undo: AuthenticatorsState.Undo? = nil
  ) {
    self.app = app
    self.clipboard = clipboard
    self.go = go
    self.onLock = onLock
    state.notice = notice
    state.undo = undo
    refresh()
  }

  /// Reads everything anew: after a change, and each second.
  func refresh() {
    var now = state
    let read: Void? = attempt(complain) {
      let filter = AccountFilter(search: now.search, tag: now.tag, favouritesOnly: now.favouritesOnly)
      now.hidden = try app.settings().hideCodes
      now.rows = try app.accounts(filter: filter).map { .init($0, code(of: $0, hidden: now.hidden)) }
      now.tags = try app.tags()
      now.waiting = try app.requests().requests.count
    }
    if read != nil && now != state { state = now }
  }

  private func code(of account: AccountRow, hidden: Bool) -> AuthenticatorsState.Code {
    guard onScreen.contains(account.id) else { return .unread }
    switch seen(account.kind) {
    case .byTime where hidden && revealed[account.id] == nil: return .hidden
    case .byTime: return timed(account.id)
    case .byCounter: return revealed[account.id] ?? .onRequest
    case .byServer: return .push
    }
  }

  private func timed(_ account: AccountId) -> AuthenticatorsState.Code {
    do {
      return .shown(try app.code(id: account))
    } catch {
      return .refused(why: Message(failed: error))
    }
  }

  public func add() {
    go(.add)
  }

  public func open(_ account: AccountId) {
    go(.account(account))
  }

  public func copy(_ account: AccountId) {
    guard case .shown(let code) = row(account)?.code else { return }
    attempt(complain) {
      clipboard.copySecret(code.code, clearAfter: try app.settings().clearClipboardAfter)
      state.copied = account
    }
  }

  public func reveal(_ account: AccountId) {
    guard let row = row(account)?.account else { return }
    attempt(complain) {
      revealed[account] = seen(row.kind) == .byCounter ? .shown(try app.nextCode(id: account)) : .hidden
      refresh()
    }
  }

  private func row(_ account: AccountId) -> AuthenticatorsState.Row? {
    state.rows.first { $0.id == account }
  }

  public func search(_ text: String) {
    filter { $0.search = text }
  }

  public func tag(_ tag: String?) {
    filter { $0.tag = tag }
  }

  public func favouritesOnly(_ wanted: Bool) {
    filter { $0.favouritesOnly = wanted }
  }

  public func showAll() {
    filter {
      $0.search = ""
      $0.tag = nil
      $0.favouritesOnly = false
    }
  }

  private func filter(_ change: (inout AuthenticatorsState) -> Void) {
    change(&state)
    refresh()
  }

  public func visible(_ accounts: [AccountId]) {
    guard onScreen != Set(accounts) else { return }
    onScreen = Set(accounts)
    refresh()
  }

  public func undo() {
    guard let undo = state.undo else { return }
    state.undo = nil
    attempt(complain) { try app.undoDelete(id: undo.account) }
    refresh()
  }

  public func requests() {
    go(.requests)
  }

  public func history() {
    go(.history)
  }

  public func settings() {
    go(.settings)
  }

  public func about() {
    go(.about)
  }

  public func lock() {
    attempt(complain) { try app.lock() }
    onLock()
  }

  private func complain(_ problem: Message) {
    state.problem = problem
  }
}
