// Settings in groups: what guards the vault, what the app does by itself, how it looks; and the PIN where one needs it.

import Client
import Foundation
import Models
import SwiftUI
import Texts

struct SettingsScreen: View {
  let state: SettingsState
  let intents: any SettingsIntents

  var body: some View {
    if let asking = state.asking { pin(asking) } else { choices }
  }

  private var choices: some View {
    Page(.settingsTitle, back: intents.back) {
      Said(problem: state.problem, notice: state.notice)
      if let protection = state.protection { Protection(protection: protection, intents: intents) }
      if let settings = state.settings { Security(settings: settings, onChange: intents.settings) }
      if let appearance = state.appearance { Looks(appearance: appearance, onChange: intents.appearance) }
    }
  }

  private func pin(_ asking: SettingsState.Asking) -> some View {
    Page(title(asking), back: intents.back) {
      if let explanation = explanation(asking) { Explanation(explanation) }
      Said(busy: state.busy ? .commonWorking : nil)
    } foot: {
      Pad(state: state.pad, intents: intents.pad, done: .commonNext, onDone: intents.pinTyped).disabled(
        state.busy)
    }
  }

  private func title(_ asking: SettingsState.Asking) -> Message {
    switch asking {
    case .oldPin: .settingsOldPin
    case .newPin: .settingsNewPin
    case .newPinAgain: .settingsNewPinAgain
    case .biometricsOn, .biometricsOff: .settingsBiometrics
    }
  }

  private func explanation(_ asking: SettingsState.Asking) -> Message? {
    switch asking {
    case .newPin: state.protection.map { Message($0.rules) }
    case .biometricsOn: .settingsBiometricsAdd
    case .biometricsOff: .settingsBiometricsRemove
    case .oldPin, .newPinAgain: nil
    }
  }
}

/// What opens the app. What a server holds is there to be seen, and locked.
private struct Protection: View {
  let protection: ProtectionView
  let intents: any SettingsIntents

  var body: some View {
    SectionTitle(.settingsProtection)
    OtherButton(.settingsChangePin, sign: "key", action: intents.changePin)
    if !protection.rulesHeldBy.isEmpty {
      Held(what: .settingsPinHeld(minimum: "\(protection.rules.minimumLength)"), by: protection.rulesHeldBy)
    }
    OtherButton(.recoveryTitle, sign: "checkmark.shield", action: intents.recovery)
    if protection.biometrics != .notAvailable {
      Card {
        Question(
          .settingsBiometrics, protection.biometrics != .off, explanation: .settingsBiometricsExplained,
          onAnswer: intents.biometrics
        )
        .disabled(protection.biometrics == .held)
      }
    }
    if !protection.biometricsHeldBy.isEmpty {
      Held(what: .settingsBiometricsHeld, by: protection.biometricsHeldBy)
    }
  }
}

/// What is locked, and by whom.
private struct Held: View {
  let what: Message
  let by: [HolderView]

  var body: some View {
    HStack(spacing: 12) {
      Image(systemName: "lock").accessibilityHidden(true)
      VStack(alignment: .leading, spacing: 2) {
        Words(what).font(.subheadline)
        ForEach(by, id: \.self) { Text(inLines($0.server ?? $0.issuer)).font(.subheadline.bold()) }
      }
      Spacer(minLength: 0)
    }
    .padding(14)
    .foregroundStyle(Tone.quiet.ink)
    .background(Tone.quiet.ground, in: Corners.small)
    .accessibilityElement(children: .combine)
  }
}

private struct Security: View {
  let settings: Client.Settings
  let onChange: @MainActor (Client.Settings) -> Void

  var body: some View {
    SectionTitle(.settingsSecurity)
    Card {
      Choice(.settingsAutoLock, among: times([0, 60, 300, 900], set: settings.autoLock), settings.autoLock) {
        $0 == 0 ? .timeAtOnce : .duration($0)
      } onChoice: { time in
        change { $0.autoLock = time }
      }
      Choice(
        .settingsClipboard, among: times([0, 30, 60], set: settings.clearClipboardAfter),
        settings.clearClipboardAfter
      ) {
        $0 == 0 ? .timeNever : .duration($0)
      } onChoice: { time in
        change { $0.clearClipboardAfter = time }
      }
      Question(.settingsHideCodes, settings.hideCodes, explanation: .settingsHideCodesExplained) { hide in
        change { $0.hideCodes = hide }
      }
      Question(
        .settingsNotifications, settings.notifications, explanation: .settingsNotificationsExplained
      ) { wanted in
        change { $0.notifications = wanted }
      }
    }
  }

  private func change(_ change: (inout Client.Settings) -> Void) {
    var changed = settings
    change(&changed)
    onChange(changed)
  }

  /// What is set is always among what can be chosen.
  private func times(_ usual: [TimeInterval], set: TimeInterval) -> [TimeInterval] {
    Set(usual + [set]).sorted()
  }
}

private struct Looks: View {
  let appearance: Appearance
  let onChange: @MainActor (Appearance) -> Void

  var body: some View {
    SectionTitle(.settingsAppearance)
    Card {
      Choice(.settingsTheme, among: [.system, .light, .dark], appearance.theme, inWords: words) {
        onChange(Appearance(language: appearance.language, theme: $0))
      }
      Choice(.settingsLanguage, among: [nil, .english, .german], appearance.language, inWords: words) {
        onChange(Appearance(language: $0, theme: appearance.theme))
      }
    }
  }

  private func words(_ theme: Theme) -> Message {
    switch theme {
    case .system: .settingsThemeSystem
    case .light: .settingsThemeLight
    case .dark: .settingsThemeDark
    }
  }

  private func words(_ language: Language?) -> Message {
    switch language {
    case nil: .settingsLanguageSystem
    case .english: .settingsLanguageEnglish
    case .german: .settingsLanguageGerman
    }
  }
}

/// One of a few values. They stand below each other where they do not fit beside each other.
private struct Choice<Value: Hashable>: View {
  private let label: Message
  private let values: [Value]
  private let chosen: Value
  private let inWords: (Value) -> Message
  private let onChoice: @MainActor (Value) -> Void

  @Environment(\.texts) private var texts

  init(
    _ label: Message,
    among values: [Value],
    _ chosen: Value,
    inWords: @escaping (Value) -> Message,
    onChoice: @escaping @MainActor (Value) -> Void
  ) {
    self.label = label
    self.values = values
    self.chosen = chosen
    self.inWords = inWords
    self.onChoice = onChoice
  }

  var body: some View {
    VStack(alignment: .leading, spacing: 8) {
      Words(label).font(.subheadline.bold())
      ViewThatFits(in: .horizontal) {
        HStack(spacing: 8) { chips }
        VStack(alignment: .leading, spacing: 8) { chips }
      }
    }
  }

  private var chips: some View {
    ForEach(values, id: \.self) { value in
      Chip(label: texts(inWords(value)), chosen: value == chosen) { onChoice(value) }
    }
  }
}

#if !os(Linux)
  #Preview { Gallery(settingsSamples()) { SettingsScreen(state: $0, intents: PreviewIntents()) } }
#endif
