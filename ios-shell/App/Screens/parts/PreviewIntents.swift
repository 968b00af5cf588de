// Every intent of every screen, for previews: nothing happens.

import Client
import Foundation
import Models

@MainActor
final class PreviewIntents {
  let pad: any PadIntents = PadModel()

  func back() {}
  func pinTyped() {}
  func requests() {}
  func history() {}
  func ask() {}
}

extension PreviewIntents: SetupIntents {
  func acceptLicense() {}
  func chooseAnother() {}
  func notifications(_ wanted: Bool) {}
}

extension PreviewIntents: UnlockIntents {
  func typed() {}
  func biometrics() {}
  func recovery(_ wanted: Bool) {}
  func acceptOlder(_ accepted: Bool) {}
  func startOver() {}
}

extension PreviewIntents: AuthenticatorsIntents {
  func add() {}
  func open(_ account: AccountId) {}
  func copy(_ account: AccountId) {}
  func reveal(_ account: AccountId) {}
  func search(_ text: String) {}
  func tag(_ tag: String?) {}
  func favouritesOnly(_ wanted: Bool) {}
  func showAll() {}
  func visible(_ accounts: [AccountId]) {}
  func undo() {}
  func settings() {}
  func about() {}
  func lock() {}
}

extension PreviewIntents: AddIntents {
  func picture() {}
  func link() {}
  func linkText(_ text: String) {}
  func readLink() {}
  func manual() {}
  func issuer(_ text: String) {}
  func account(_ text: String) {}
  func addByHand(_ secret: Data) {}
  func information(_ text: String) {}
  func secondTime(_ wanted: Bool) {}
  func privateNetwork(_ known: Bool) {}
  func confirm() {}
  func dismiss() {}
}

extension PreviewIntents: RequestsIntents {
  func agree(_ account: AccountId) {}
  func accept() {}
  func digit(_ digit: Character) {}
  func eraseDigit() {}
  func numberTyped() {}
  func reject() {}
  func rejected(notMe: Bool) {}
}

extension PreviewIntents: HistoryIntents {
  func report(_ line: HistoryId) {}
  func reportConfirmed(_ wanted: Bool) {}
}

extension PreviewIntents: AccountIntents {
  func draft(_ draft: AccountState.Draft) {}
  func save() {}
  func favourite(_ wanted: Bool) {}
  func showOfflineCode() {}
  func export() {}
  func devices() {}
  func delete() {}
  func deleteConfirmed(_ wanted: Bool) {}
  func deleteLater() {}
  func keep() {}
}

extension PreviewIntents: DevicesIntents {
  func replaceKeys() {}
}

extension PreviewIntents: TransferIntents {}

extension PreviewIntents: SettingsIntents {
  func settings(_ settings: Settings) {}
  func appearance(_ appearance: Appearance) {}
  func changePin() {}
  func biometrics(_ wanted: Bool) {}
  func recovery() {}
}

extension PreviewIntents: RecoveryIntents {
  func make() {}
  func remove() {}
  func noted() {}
}

extension PreviewIntents: AboutIntents {}
