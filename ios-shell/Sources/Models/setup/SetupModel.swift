// The first launch: asks the core which step comes, and hands it the answers.

import Client
import Observation
import Texts

@MainActor
@Observable
public final class SetupModel: SetupIntents {
  public var state: SetupState { shown.with(typed) }
  public var pad: any PadIntents { typed }

  private var shown: SetupState
  private let typed: PadModel
  private let app: Authenticator
  private let askForNotifications: () -> Void
  private let onStage: () -> Void

  /// `askForNotifications`: the user wants the phone to tell them of logins, and the phone asks for its permission.
  init(
    _ app: Authenticator,
    at step: SetupStep,
    askForNotifications: @escaping () -> Void,
    onStage: @escaping () -> Void
  ) {
    self.app = app
    self.askForNotifications = askForNotifications
    self.onStage = onStage
    shown = SetupState(stepOf(step))
    typed = PadModel(letters: wantsLetters(step))
  }

  public func acceptLicense() {
    answer { [app] in try app.acceptLicense(version: licenseVersion()) }
  }

  public func pinTyped() {
    answer { [app, typed, step = shown.step] in
      try await typed.lend { pin in
        if case .choosePin = step { try app.choosePin(pin: pin) } else { try await app.confirmPin(pin: pin) }
      }
    }
  }

  /// The core keeps a first PIN only for its confirmation: an empty one sends back to the choice.
  public func chooseAnother() {
    answer(quietly: true) { [app] in try await app.confirmPin(pin: SecretBytes()) }
  }

  public func notifications(_ wanted: Bool) {
    if wanted { askForNotifications() }
    answer { [app] in try app.chooseNotifications(wanted: wanted) }
  }

  private func answer(quietly: Bool = false, _ call: @escaping @MainActor () async throws -> Stage) {
    shown.busy = true
    shown.problem = nil
    Task {
      var problem: Message?
      let stage = await attempt({ problem = $0 }, call) ?? app.standing
      show(stage, quietly ? nil : problem)
    }
  }

  private func show(_ stage: Stage, _ problem: Message?) {
    if case .setup(let step) = stage {
      shown = SetupState(stepOf(step), problem: problem)
    } else {
      onStage()
    }
  }
}

private func wantsLetters(_ step: SetupStep) -> Bool {
  guard case .choosePin(let rules) = step else { return false }
  return rules.passphrase
}

private func stepOf(_ step: SetupStep) -> SetupState.Step {
  switch step {
  case .license: .license(text: licenseText())
  case .choosePin(let rules): .choosePin(rules)
  case .confirmPin: .confirmPin
  case .notifications: .notifications
  }
}
