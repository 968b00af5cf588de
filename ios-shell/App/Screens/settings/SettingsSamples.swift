// States of the settings worth seeing.

import Client
import Models
import Texts

private let holder = HolderView(
  account: "1", issuer: "Example Hosting", accountName: "c12345.web", server: "portal.example.com")

private func protection(
  minimum: UInt32 = 4, _ biometrics: BiometricsState = .off, heldBy holders: [HolderView] = []
) -> ProtectionView {
  ProtectionView(
    rules: PinRules(minimumLength: minimum, maximumLength: 64, passphrase: false, assurance: .hardware),
    rulesHeldBy: holders, biometrics: biometrics, biometricsHeldBy: holders, recoveryCode: false)
}

private let usual = SettingsState(
  settings: Settings(autoLock: 300, hideCodes: false, clearClipboardAfter: 30, notifications: true),
  appearance: Appearance(language: nil, theme: .system),
  protection: protection())

func settingsSamples() -> [Sample<SettingsState>] {
  [
    Sample("choices", usual),
    settings("held") { $0.protection = protection(minimum: 8, .held, heldBy: [holder]) },
    settings("pin-changed") { $0.notice = .settingsPinChanged },
    settings("pin-refused") { $0.problem = .padWrong(attempts: 9) },
    settings("old-pin") { $0.asking = .oldPin },
    settings("new-pin") {
      $0.asking = .newPin
      $0.pad = PadState(typed: 5)
    },
    settings("biometrics") { $0.asking = .biometricsOn },
  ]
}

private func settings(_ name: String, _ change: (inout SettingsState) -> Void) -> Sample<SettingsState> {
  var state = usual
  change(&state)
  return Sample(name, state)
}
