// This phone, as the models borrow it.

import Client
import Foundation
import Models
import UIKit

@MainActor
final class ThisPhone: Phone {
  let viewfinder = Camera()
  let pictures = PictureChoice()
  private let notifications: Notifications

  init(notifications: Notifications) {
    self.notifications = notifications
  }

  let clipboard: any Clipboard = Pasteboard()

  var name: String { UIDevice.current.name }

  var version: String {
    let version = Bundle.main.object(forInfoDictionaryKey: "CFBundleShortVersionString") as? String
    return "Countersign \(version ?? "")"
  }

  var cameraAllowed: Bool { Camera.allowed }

  var camera: AsyncStream<Frame> { viewfinder.frames }

  func choosePicture() async -> Data? {
    await pictures.ask()
  }

  func askForNotifications() {
    notifications.ask()
  }
}
