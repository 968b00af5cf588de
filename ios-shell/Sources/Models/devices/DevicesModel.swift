// Asks a server for the devices of its user, and replaces this phone's keys there.

import Client
import Observation
import Texts

@MainActor
@Observable
public final class DevicesModel: DevicesIntents {
  public var state: DevicesState { shown.with(typed) }
  public var pad: any PadIntents { typed }

  private var shown: DevicesState
  private let typed: PadModel
  private let app: Authenticator
  private let account: AccountId
  private let onDone: () -> Void

  init(_ app: Authenticator, _ account: AccountId, onDone: @escaping () -> Void) {
    self.app = app
    self.account = account
    self.onDone = onDone
    typed = PadModel(letters: app.takesPassphrase)
    shown = DevicesState(server: attempt(ignored) { try app.account(id: account) }?.server ?? "")
    ask()
  }

  public func back() {
    if shown.replacing { replacing(false) } else { onDone() }
  }

  public func ask() {
    wait { [app, account] in
      let devices = try await app.devices(account: account, cancellation: Cancellation())
      self.shown.devices = devices
    }
  }

  public func replaceKeys() {
    replacing(true)
  }

  public func pinTyped() {
    wait { [app, account, typed] in
      try await typed.lend {
        try await app.rotateKeys(account: account, pin: $0, cancellation: Cancellation())
      }
      self.shown.replacing = false
      self.shown.notice = .devicesReplaced
    }
  }

  private func wait(for call: @escaping @MainActor () async throws -> Void) {
    shown.busy = true
    shown.notice = nil
    shown.problem = nil
    Task {
      await attempt({ shown.problem = $0 }, call)
      shown.busy = false
      shown.pending = attempt(ignored) { try app.account(id: account) }?.push?.rotationPending ?? false
    }
  }

  private func replacing(_ wanted: Bool) {
    typed.clear()
    shown.replacing = wanted
    shown.notice = nil
    shown.problem = nil
  }
}
