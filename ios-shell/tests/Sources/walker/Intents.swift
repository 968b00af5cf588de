// Every intent of every screen by its name.

import Client
import Foundation
import Lines
import Models

@MainActor
func carryOut(_ intent: String, _ asked: Asked, on place: Place) throws {
  switch place {
  case .setup(let model): try setup(intent, asked, model)
  case .unlock(let model): try unlock(intent, asked, model)
  case .authenticators(let model): try authenticators(intent, asked, model)
  case .add(let model): try add(intent, asked, model)
  case .requests(let model): try requests(intent, asked, model)
  case .history(let model): try history(intent, asked, model)
  case .account(let model): try account(intent, asked, model)
  case .devices(let model): try devices(intent, model)
  case .transfer(let model): try transfer(intent, model)
  case .settings(let model): try settings(intent, asked, model)
  case .recovery(let model): try recovery(intent, model)
  case .about(let model): model.back()
  }
}

/// The pad of a screen that has one.
@MainActor
func pad(of place: Place) throws -> any PadIntents {
  switch place {
  case .setup(let model): model.pad
  case .unlock(let model): model.pad
  case .requests(let model): model.pad
  case .devices(let model): model.pad
  case .transfer(let model): model.pad
  case .settings(let model): model.pad
  case .recovery(let model): model.pad
  case .authenticators, .add, .history, .account, .about: throw Misunderstood(name: "a pad")
  }
}

@MainActor
private func setup(_ intent: String, _ asked: Asked, _ screen: any SetupIntents) throws {
  switch intent {
  case "acceptLicense": screen.acceptLicense()
  case "pinTyped": screen.pinTyped()
  case "chooseAnother": screen.chooseAnother()
  case "notifications": screen.notifications(try asked.flag("with"))
  default: throw Misunderstood(name: intent)
  }
}

@MainActor
private func unlock(_ intent: String, _ asked: Asked, _ screen: any UnlockIntents) throws {
  switch intent {
  case "typed": screen.typed()
  case "biometrics": screen.biometrics()
  case "recovery": screen.recovery(try asked.flag("with"))
  case "acceptOlder": screen.acceptOlder(try asked.flag("with"))
  case "requests": screen.requests()
  case "startOver": screen.startOver()
  default: throw Misunderstood(name: intent)
  }
}

/// Accounts are named as the list names them.
@MainActor
private func authenticators(_ intent: String, _ asked: Asked, _ screen: AuthenticatorsModel) throws {
  func id(_ name: String) throws -> AccountId {
    guard let row = screen.state.rows.first(where: { $0.account.account == name }) else {
      throw Misunderstood(name: name)
    }
    return row.id
  }
  switch intent {
  case "add": screen.add()
  case "open": screen.open(try id(asked.text("with")))
  case "copy": screen.copy(try id(asked.text("with")))
  case "reveal": screen.reveal(try id(asked.text("with")))
  case "search": screen.search(try asked.text("with"))
  case "tag": screen.tag(try asked.text("with"))
  case "favouritesOnly": screen.favouritesOnly(try asked.flag("with"))
  case "showAll": screen.showAll()
  case "visible": screen.visible(try asked.texts("with").map(id))
  case "undo": screen.undo()
  case "requests": screen.requests()
  case "history": screen.history()
  case "settings": screen.settings()
  case "about": screen.about()
  case "lock": screen.lock()
  default: throw Misunderstood(name: intent)
  }
}

@MainActor
private func add(_ intent: String, _ asked: Asked, _ screen: any AddIntents) throws {
  switch intent {
  case "back": screen.back()
  case "picture": screen.picture()
  case "link": screen.link()
  case "linkText": screen.linkText(try asked.text("with"))
  case "readLink": screen.readLink()
  case "manual": screen.manual()
  case "issuer": screen.issuer(try asked.text("with"))
  case "account": screen.account(try asked.text("with"))
  case "addByHand": screen.addByHand(Data(try asked.text("with").utf8))
  case "information": screen.information(try asked.text("with"))
  case "secondTime": screen.secondTime(try asked.flag("with"))
  case "privateNetwork": screen.privateNetwork(try asked.flag("with"))
  case "confirm": screen.confirm()
  case "dismiss": screen.dismiss()
  default: throw Misunderstood(name: intent)
  }
}

/// The request that is meant is the first of the list.
@MainActor
private func requests(_ intent: String, _ asked: Asked, _ screen: RequestsModel) throws {
  switch intent {
  case "ask": screen.ask()
  case "open":
    guard case .waiting(let waiting) = screen.state.face, let first = waiting.requests.first else {
      throw Misunderstood(name: intent)
    }
    screen.open(first.id)
  case "accept": screen.accept()
  case "digit": for digit in try asked.text("with") { screen.digit(digit) }
  case "eraseDigit": screen.eraseDigit()
  case "numberTyped": screen.numberTyped()
  case "pinTyped": screen.pinTyped()
  case "biometrics": screen.biometrics()
  case "reject": screen.reject()
  case "rejected": screen.rejected(notMe: try asked.flag("with"))
  case "back": screen.back()
  default: throw Misunderstood(name: intent)
  }
}

/// The line that is reported is the first that can be.
@MainActor
private func history(_ intent: String, _ asked: Asked, _ screen: HistoryModel) throws {
  switch intent {
  case "back": screen.back()
  case "report":
    guard let line = screen.state.rows.first(where: \.canBeReported) else {
      throw Misunderstood(name: intent)
    }
    screen.report(line.id)
  case "reportConfirmed": screen.reportConfirmed(try asked.flag("with"))
  default: throw Misunderstood(name: intent)
  }
}

/// `draft` gives it another issuer, and leaves the rest.
@MainActor
private func account(_ intent: String, _ asked: Asked, _ screen: AccountModel) throws {
  switch intent {
  case "back": screen.back()
  case "draft":
    var draft = screen.state.draft
    draft.issuer = try asked.text("with")
    screen.draft(draft)
  case "save": screen.save()
  case "favourite": screen.favourite(try asked.flag("with"))
  case "showOfflineCode": screen.showOfflineCode()
  case "export": screen.export()
  case "devices": screen.devices()
  case "delete": screen.delete()
  case "deleteConfirmed": screen.deleteConfirmed(try asked.flag("with"))
  case "deleteLater": screen.deleteLater()
  case "keep": screen.keep()
  default: throw Misunderstood(name: intent)
  }
}

@MainActor
private func transfer(_ intent: String, _ screen: any TransferIntents) throws {
  switch intent {
  case "back": screen.back()
  case "pinTyped": screen.pinTyped()
  default: throw Misunderstood(name: intent)
  }
}

/// `settings` hides the codes or not, or takes the seconds until the app locks; `appearance` takes the name of a theme.
@MainActor
private func settings(_ intent: String, _ asked: Asked, _ screen: SettingsModel) throws {
  switch intent {
  case "back": screen.back()
  case "settings":
    guard var settings = screen.state.settings else { throw Misunderstood(name: intent) }
    if case .number(let seconds) = asked["with"] {
      settings.autoLock = TimeInterval(seconds)
    } else {
      settings.hideCodes = try asked.flag("with")
    }
    screen.settings(settings)
  case "appearance":
    guard var appearance = screen.state.appearance else { throw Misunderstood(name: intent) }
    appearance.theme = try asked.text("with") == "dark" ? .dark : .light
    screen.appearance(appearance)
  case "changePin": screen.changePin()
  case "biometrics": screen.biometrics(try asked.flag("with"))
  case "recovery": screen.recovery()
  case "pinTyped": screen.pinTyped()
  default: throw Misunderstood(name: intent)
  }
}

@MainActor
private func devices(_ intent: String, _ screen: any DevicesIntents) throws {
  switch intent {
  case "back": screen.back()
  case "ask": screen.ask()
  case "replaceKeys": screen.replaceKeys()
  case "pinTyped": screen.pinTyped()
  default: throw Misunderstood(name: intent)
  }
}

@MainActor
private func recovery(_ intent: String, _ screen: any RecoveryIntents) throws {
  switch intent {
  case "back": screen.back()
  case "make": screen.make()
  case "remove": screen.remove()
  case "pinTyped": screen.pinTyped()
  case "noted": screen.noted()
  default: throw Misunderstood(name: intent)
  }
}
