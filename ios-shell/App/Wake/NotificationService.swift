// The notification service extension: says that something waits, in the words of the phone's language, and no more.
//
// It knows no vault, no key and no server, and what a wake-up carries is for the app alone.

import Foundation
import UserNotifications

final class NotificationService: UNNotificationServiceExtension {
  private var waiting: (UNNotificationRequest, (UNNotificationContent) -> Void)?

  override func didReceive(
    _ request: UNNotificationRequest,
    withContentHandler contentHandler: @escaping (UNNotificationContent) -> Void
  ) {
    waiting = (request, contentHandler)
    finish()
  }

  override func serviceExtensionTimeWillExpire() {
    finish()
  }

  private func finish() {
    guard let (request, deliver) = waiting else { return }
    waiting = nil
    let content = UNMutableNotificationContent()
    content.userInfo = request.content.userInfo
    content.title = Bundle.main.localizedString(forKey: "notifications.waiting", value: nil, table: nil)
    content.body = Bundle.main.localizedString(forKey: "requests.judge", value: nil, table: nil)
    content.categoryIdentifier = "wake"
    // A login waits for two minutes.
    content.sound = .default
    content.interruptionLevel = .timeSensitive
    deliver(content)
  }
}
