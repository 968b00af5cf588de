// Shows the secret of one account for a PIN, and forgets it when the screen is left.

import Client
import Observation
import Texts

@MainActor
@Observable
public final class TransferModel: TransferIntents {
  public var state: TransferState { shown.with(typed) }
  public var pad: any PadIntents { typed }

  private var shown: TransferState
  private let typed: PadModel
  private let app: Authenticator
  private let account: AccountId
  private let onDone: () -> Void

  init(_ app: Authenticator, _ account: AccountId, onDone: @escaping () -> Void) {
    self.app = app
    self.account = account
    self.onDone = onDone
    typed = PadModel(letters: app.takesPassphrase)
    let row = attempt(ignored) { try app.account(id: account).row }
    shown = TransferState(name: row?.name ?? "")
  }

  public func back() {
    shown.shown = nil
    onDone()
  }

  public func pinTyped() {
    shown.busy = true
    shown.problem = nil
    Task {
      let secret = await attempt({ shown.problem = $0 }) {
        try await typed.lend { try await app.exportKeyUri(id: account, pin: $0) }
      }
      shown.busy = false
      shown.shown = secret.flatMap(readOnce)
    }
  }
}
