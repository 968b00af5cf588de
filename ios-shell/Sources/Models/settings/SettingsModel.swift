// Settings: hands each choice to the core, and shows what it made of it.

import Client
import Observation
import Texts

@MainActor
@Observable
public final class SettingsModel: SettingsIntents {
  public var state: SettingsState { shown.with(typed) }
  public var pad: any PadIntents { typed }

  private var shown: SettingsState
  private let typed: PadModel
  private let app: Authenticator
  private let go: (Destination) -> Void
  private let onAppearance: (Appearance) -> Void
  private let onDone: () -> Void
  @ObservationIgnored private var old: TypedPin?
  @ObservationIgnored private var new: TypedPin?

  init(
    _ app: Authenticator,
    go: @escaping (Destination) -> Void,
    onAppearance: @escaping (Appearance) -> Void,
    onDone: @escaping () -> Void
  ) {
    self.app = app
    self.go = go
    self.onAppearance = onAppearance
    self.onDone = onDone
    let guarded = app.guarded
    typed = PadModel(letters: guarded?.rules.passphrase ?? false)
    shown = SettingsState(
      settings: attempt(ignored) { try app.settings() },
      appearance: attempt(ignored) { try app.appearance() },
      protection: guarded)
  }

  public func back() {
    if shown.asking == nil { onDone() } else { end() }
  }

  public func settings(_ settings: Settings) {
    attempt(complain) { try app.changeSettings(settings: settings) }
    if let kept = attempt(complain, { try app.settings() }) { shown.settings = kept }
  }

  public func appearance(_ appearance: Appearance) {
    guard attempt(complain, { try app.changeAppearance(appearance: appearance) }) != nil else { return }
    shown.appearance = appearance
    onAppearance(appearance)
  }

  public func recovery() {
    go(.recovery)
  }

  public func changePin() {
    ask(.oldPin)
  }

  public func biometrics(_ wanted: Bool) {
    ask(wanted ? .biometricsOn : .biometricsOff)
  }

  public func pinTyped() {
    switch shown.asking {
    case .oldPin:
      old = TypedPin(typed)
      ask(.newPin)
    case .newPin:
      new = TypedPin(typed)
      ask(.newPinAgain)
    case .newPinAgain: changed()
    case .biometricsOn:
      carryOut(.settingsBiometricsAdded) { [app] in try await app.enableBiometrics(pin: $0) }
    case .biometricsOff:
      carryOut(.settingsBiometricsRemoved) { [app] in try await app.disableBiometrics(pin: $0) }
    case nil: break
    }
  }

  private func changed() {
    guard let old, let new else { return }
    carryOut(.settingsPinChanged) { [app] again in
      try await old.lend { old in
        try await new.lend { new in try await app.changePin(old: old, new: new, again: again) }
      }
    }
  }

  private func carryOut(_ notice: Message, _ call: @escaping @MainActor (SecretBytes) async throws -> Void) {
    shown.busy = true
    Task {
      var problem: Message?
      let done: Void? = await attempt({ problem = $0 }) { try await typed.lend(call) }
      end(notice: done.map { notice }, problem: problem)
    }
  }

  private func end(notice: Message? = nil, problem: Message? = nil) {
    old = nil
    new = nil
    typed.clear()
    shown.protection = app.guarded
    shown.asking = nil
    shown.busy = false
    shown.notice = notice
    shown.problem = problem
  }

  private func ask(_ asking: SettingsState.Asking) {
    shown.asking = asking
    shown.notice = nil
    shown.problem = nil
  }

  private func complain(_ problem: Message) {
    shown.problem = problem
  }
}
