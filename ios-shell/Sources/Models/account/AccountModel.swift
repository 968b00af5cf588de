// One account: renames it, shows its offline code, ends it.

import Client
import Foundation
import Observation
import Texts

@MainActor
@Observable
public final class AccountModel: AccountIntents {
  public private(set) var state = AccountState(detail: nil)

  private let app: Authenticator
  private let account: AccountId
  private let go: (Destination) -> Void
  private let onDone: (AuthenticatorsState.Undo?) -> Void

  /// `onDone`: back to the list; with what was deleted, where that can be undone.
  init(
    _ app: Authenticator,
    _ account: AccountId,
    go: @escaping (Destination) -> Void,
    onDone: @escaping (AuthenticatorsState.Undo?) -> Void
  ) {
    self.app = app
    self.account = account
    self.go = go
    self.onDone = onDone
    if let detail = read() { state = AccountState(detail: detail, draft: AccountState.Draft(detail.row)) }
  }

  private func read() -> AccountDetail? {
    attempt(complain) { try app.account(id: account) }
  }

  /// The offline code goes on.
  func tick() {
    guard let shown = state.offlineCode, let code = attempt(complain, { try app.code(id: account) }) else {
      return
    }
    if code != shown { state.offlineCode = code }
  }

  public func back() {
    onDone(nil)
  }

  public func draft(_ draft: AccountState.Draft) {
    state.draft = draft
    state.notice = nil
    state.problem = nil
  }

  public func save() {
    let draft = state.draft
    let tags = draft.tags.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let change = AccountChange(
      issuer: draft.issuer, account: draft.account, information: draft.information,
      tags: tags.filter { !$0.isEmpty })
    self.change(change, notice: .accountSaved)
  }

  public func favourite(_ wanted: Bool) {
    change(AccountChange(favourite: wanted), notice: nil)
  }

  private func change(_ change: AccountChange, notice: Message?) {
    guard attempt(complain, { try app.changeAccount(id: account, change: change) }) != nil else { return }
    state.detail = read()
    state.notice = notice
    state.problem = nil
  }

  public func showOfflineCode() {
    state.offlineCode = attempt(complain) { try app.code(id: account) }
  }

  public func export() {
    go(.transfer(account))
  }

  public func devices() {
    go(.devices(account))
  }

  public func delete() {
    state.deleting = true
  }

  public func deleteConfirmed(_ wanted: Bool) {
    state.deleting = false
    guard wanted, let detail = state.detail else { return }
    if detail.push == nil { deleteHere(detail.row) } else { endAtServer() }
  }

  private func deleteHere(_ row: AccountRow) {
    guard attempt(complain, { try app.deleteAccount(id: account) }) != nil else { return }
    onDone(AuthenticatorsState.Undo(account: account, name: row.name))
  }

  private func endAtServer() {
    state.busy = true
    state.problem = nil
    Task {
      let ended: Void? = await attempt(complain) {
        try await app.endAccount(account: account, cancellation: Cancellation())
      }
      state.busy = false
      state.untold = ended == nil
      if ended != nil { onDone(nil) }
    }
  }

  public func deleteLater() {
    guard attempt(complain, { try app.endAccountLater(account: account) }) != nil else { return }
    onDone(nil)
  }

  public func keep() {
    guard attempt(complain, { try app.keepAccount(account: account) }) != nil else { return }
    state.detail = read()
  }

  private func complain(_ problem: Message) {
    state.problem = problem
  }
}

extension AccountState.Draft {
  /// The names as they are.
  init(_ row: AccountRow) {
    self.init(
      issuer: row.issuer,
      account: row.account,
      information: row.information,
      tags: row.tags.joined(separator: ", "))
  }
}
