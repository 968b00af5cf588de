// The whole app on the screen: the one screen that is there now, in the language and colours that the user chose.

import Client
import Models
import SwiftUI
import Texts

struct AppScreen: View {
  let model: AppModel

  var body: some View {
    Group {
      switch model.place {
      case .setup(let model): SetupScreen(state: model.state, intents: model)
      case .unlock(let model): UnlockScreen(state: model.state, intents: model)
      case .authenticators(let model): AuthenticatorsScreen(state: model.state, intents: model)
      case .add(let model): AddScreen(state: model.state, intents: model)
      case .requests(let model): RequestsScreen(state: model.state, intents: model)
      case .history(let model): HistoryScreen(state: model.state, intents: model)
      case .account(let model): AccountScreen(state: model.state, intents: model)
      case .devices(let model): DevicesScreen(state: model.state, intents: model)
      case .transfer(let model): TransferScreen(state: model.state, intents: model)
      case .settings(let model): SettingsScreen(state: model.state, intents: model)
      case .recovery(let model): RecoveryScreen(state: model.state, intents: model)
      case .about(let model): AboutScreen(state: model.state, intents: model)
      }
    }
    .tint(Tone.accent.ground)
    .environment(\.texts, Texts(CatalogueTexts(language: language)))
    .preferredColorScheme(colours)
    .simultaneousGesture(TapGesture().onEnded { model.touched() })
  }

  private var language: String? {
    switch model.appearance?.language {
    case .english: "en"
    case .german: "de"
    case nil: nil
    }
  }

  private var colours: ColorScheme? {
    switch model.appearance?.theme {
    case .light: .light
    case .dark: .dark
    case .system, nil: nil
    }
  }
}
