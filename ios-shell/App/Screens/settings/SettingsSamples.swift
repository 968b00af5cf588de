// States of the settings worth seeing.

import Client
import Models
import Texts

private let usual = SettingsState(
  settings: Settings(autoLock: 300, hideCodes: false, clearClipboardAfter: 30, notifications: true),
  appearance: Appearance(language: nil, theme: .system))

func settingsSamples() -> [Sample<SettingsState>] {
  [
    Sample("choices", usual),
    settings("pin-changed") { $0.notice = .settingsPinChanged },
    settings("pin-refused") { $0.problem = .padWrong(attempts: 9) },
    settings("old-pin") { $0.changing = .old },
    settings("new-pin") {
      $0.changing = .new
      $0.pad = PadState(typed: 5)
    },
  ]
}

private func settings(_ name: String, _ change: (inout SettingsState) -> Void) -> Sample<SettingsState> {
  var state = usual
  change(&state)
  return Sample(name, state)
}
