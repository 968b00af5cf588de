// The recovery code: makes one or removes it, for a PIN.

import Client
import Observation
import Texts

@MainActor
@Observable
public final class RecoveryModel: RecoveryIntents {
  public var state: RecoveryState { shown.with(typed) }
  public var pad: any PadIntents { typed }

  private var shown: RecoveryState
  private let typed: PadModel
  private let app: Authenticator
  private let onDone: () -> Void

  init(_ app: Authenticator, onDone: @escaping () -> Void) {
    self.app = app
    self.onDone = onDone
    typed = PadModel(letters: app.takesPassphrase)
    shown = RecoveryState(exists: app.guarded?.recoveryCode ?? false)
  }

  public func back() {
    switch shown.step {
    case .explained: onDone()
    case .pinToMake, .pinToRemove: show(.explained)
    case .shown: noted()
    }
  }

  public func make() {
    show(.pinToMake)
  }

  public func remove() {
    show(.pinToRemove)
  }

  public func pinTyped() {
    switch shown.step {
    case .pinToMake:
      carryOut { [app] pin in
        if let code = readOnce(try await app.makeRecoveryCode(pin: pin)) { self.show(.shown(code: code)) }
      }
    case .pinToRemove:
      carryOut { [app] pin in
        try await app.removeRecoveryCode(pin: pin)
        self.show(.explained, notice: .recoveryRemoved)
      }
    case .explained, .shown: break
    }
  }

  public func noted() {
    show(.explained, notice: .recoveryMade)
  }

  private func carryOut(_ call: @escaping @MainActor (SecretBytes) async throws -> Void) {
    shown.busy = true
    shown.problem = nil
    Task {
      await attempt({ shown.problem = $0 }) { try await typed.lend(call) }
      shown.busy = false
    }
  }

  private func show(_ step: RecoveryState.Step, notice: Message? = nil) {
    typed.clear()
    shown.exists = app.guarded?.recoveryCode ?? false
    shown.step = step
    shown.notice = notice
    shown.problem = nil
  }
}
