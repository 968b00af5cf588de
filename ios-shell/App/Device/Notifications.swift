// Notifications: they say that somebody waits, nothing secret; *deny* answers straight from there, *review* opens the app.

import Client
import Foundation
import Models
import Texts
import UIKit
import UserNotifications

@MainActor
final class Notifications: NSObject {
  private static let category = "request"
  private static let deny = "deny"
  private static let review = "review"
  private static let request = "request"

  private let app: Authenticator
  private let texts: Texts
  /// The user wants to look at a request.
  var onReview: (RequestId) -> Void = { _ in }

  init(_ app: Authenticator, texts: Texts) {
    self.app = app
    self.texts = texts
    super.init()
    let center = UNUserNotificationCenter.current()
    center.delegate = self
    center.setNotificationCategories([category])
  }

  private var category: UNNotificationCategory {
    UNNotificationCategory(
      identifier: Self.category,
      actions: [
        // Rejecting needs no PIN, and can never become an approval.
        UNNotificationAction(identifier: Self.deny, title: texts(.requestsReject), options: [.destructive]),
        UNNotificationAction(
          identifier: Self.review, title: texts(.notificationsReview), options: [.foreground]),
      ],
      intentIdentifiers: [], options: [])
  }

  /// The user wants to be told of logins: the phone asks for its permission, and may be woken from then on.
  func ask() {
    Task {
      let center = UNUserNotificationCenter.current()
      guard (try? await center.requestAuthorization(options: [.alert, .sound])) == true else { return }
      UIApplication.shared.registerForRemoteNotifications()
    }
  }

  /// A wake-up has come: asks the server that it names, and tells of what that has. Whether there was anything.
  func woken(by message: Data) async -> Bool {
    guard let account = attempt(ignored, { try app.wakeUp(message: message) }).flatMap({ $0 }) else {
      return false
    }
    let poll = await attempt(ignored) {
      try await app.poll(account: account, wait: 0, cancellation: Cancellation())
    }
    guard let poll else { return false }
    forget(poll.ended)
    guard let prompt = poll.prompt else { return false }
    await tell(prompt)
    return true
  }

  private func tell(_ request: RequestView) async {
    await say(
      .notificationsWaiting, .notificationsWhere(endpoint: request.endpoint, server: request.server),
      request.id)
  }

  private func say(_ title: Message, _ body: Message, _ request: RequestId) async {
    let content = UNMutableNotificationContent()
    content.title = texts(title)
    content.body = texts(body)
    content.categoryIdentifier = Self.category
    content.userInfo = [Self.request: request]
    content.interruptionLevel = .timeSensitive
    try? await UNUserNotificationCenter.current().add(
      UNNotificationRequest(identifier: request, content: content, trigger: nil))
  }

  /// What was answered elsewhere, or whose time is over, is told of no longer.
  private func forget(_ requests: [RequestId]) {
    UNUserNotificationCenter.current().removeDeliveredNotifications(withIdentifiers: requests)
  }

  private func answer(_ action: String, _ request: RequestId) async {
    forget([request])
    guard action == Self.deny else { return onReview(request) }
    // Whether somebody else was it, the user says in the app: a report can follow from the history.
    let rejected = await attempt(ignored) {
      _ = try app.openRequest(request: request)
      // The core takes no tap in the first moment of a request on the screen; this one came before it was there.
      try? await Task.sleep(for: .seconds(1))
      return try await app.deny(request: request, reason: .cancelled, cancellation: Cancellation())
    }
    if rejected == nil { await say(.notificationsWaiting, .notificationsNotRejected, request) }
  }
}

extension Notifications: UNUserNotificationCenterDelegate {
  nonisolated func userNotificationCenter(
    _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse
  ) async {
    let action = response.actionIdentifier
    guard let request = response.notification.request.content.userInfo["request"] as? RequestId else {
      return
    }
    await answer(action, request)
  }

  /// The open app shows the request itself.
  nonisolated func userNotificationCenter(
    _ center: UNUserNotificationCenter, willPresent notification: UNNotification
  ) async -> UNNotificationPresentationOptions {
    []
  }
}
