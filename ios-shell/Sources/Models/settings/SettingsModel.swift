// Settings: hands each choice to the core, and shows what it made of it.

import Client
import Observation
import Texts

@MainActor
@Observable
public final class SettingsModel: SettingsIntents {
  public var state: SettingsState {
    var state = shown
    state.pad = typed.state
    return state
  }
  public var pad: any PadIntents { typed }

  private var shown: SettingsState
  private let typed: PadModel
  private let app: Authenticator
  private let onAppearance: (Appearance) -> Void
  private let onDone: () -> Void
  @ObservationIgnored private var old: TypedPin?
  @ObservationIgnored private var new: TypedPin?

  init(_ app: Authenticator, onAppearance: @escaping (Appearance) -> Void, onDone: @escaping () -> Void) {
    self.app = app
    self.onAppearance = onAppearance
    self.onDone = onDone
    typed = PadModel(letters: app.takesPassphrase)
    shown = SettingsState(
      settings: attempt(ignored) { try app.settings() }, appearance: attempt(ignored) { try app.appearance() }
    )
  }

  public func back() {
    if shown.changing == nil { onDone() } else { endChange() }
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

  public func changePin() {
    step(.old)
  }

  public func pinTyped() {
    switch shown.changing {
    case .old:
      old = TypedPin(typed)
      step(.new)
    case .new:
      new = TypedPin(typed)
      step(.again)
    case .again: change()
    case nil: break
    }
  }

  private func change() {
    guard let old, let new else { return }
    shown.busy = true
    Task {
      var problem: Message?
      let changed: Void? = await attempt({ problem = $0 }) {
        try await old.lend { old in
          try await new.lend { new in
            try await typed.lend { again in try await app.changePin(old: old, new: new, again: again) }
          }
        }
      }
      endChange(notice: changed.map { .settingsPinChanged }, problem: problem)
    }
  }

  private func endChange(notice: Message? = nil, problem: Message? = nil) {
    old = nil
    new = nil
    typed.clear()
    shown.changing = nil
    shown.busy = false
    shown.notice = notice
    shown.problem = problem
  }

  private func step(_ step: SettingsState.Changing) {
    shown.changing = step
    shown.notice = nil
    shown.problem = nil
  }

  private func complain(_ problem: Message) {
    shown.problem = problem
  }
}
