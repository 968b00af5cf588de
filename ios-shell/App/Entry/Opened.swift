// The core, opened on this phone, and everything that lives as long as it.

import Client
import Foundation
import Models
import Texts

@MainActor
final class Opened {
  let model: AppModel
  let phone: ThisPhone
  let notifications: Notifications
  let wakeUps: WakeUps
  let seconds = Seconds()

  private init(_ app: Authenticator) {
    notifications = Notifications(app, texts: Texts(CatalogueTexts()))
    wakeUps = WakeUps(app)
    phone = ThisPhone(notifications: notifications)
    model = AppModel(app, phone: phone, ticks: seconds.ticks, pollWait: longPoll())
    notifications.onReview = { [model] in model.review($0) }
  }

  /// Opens the vault's folder with the keys of this phone.
  static func now() -> Result<Opened, Closed> {
    guard let folder = try? VaultFolder.open() else { return .failure(Closed(why: .storageFailed)) }
    do {
      let reason: @Sendable () -> String = { Texts(CatalogueTexts())(.deviceRecognise) }
      let app = try Authenticator.open(
        surroundings: Surroundings(
          folder: folder.path(percentEncoded: false), roots: .platform(more: []), developmentHttp: .off),
        device: try DevicePorts.ofThisPhone(folder: folder, reason: reason))
      return .success(Opened(app))
    } catch {
      return .failure(Closed(why: Message(failed: error)))
    }
  }
}

/// The app could not be opened.
struct Closed: Error {
  let why: Message
}
