// What the system tells the app outside of its screens.

import Foundation
import UIKit

@MainActor
final class AppDelegate: NSObject, UIApplicationDelegate {
  private var kept: Opened?

  /// The core, opened at first use: a wake-up may start the app without a screen. What fails is tried anew the next time,
  /// because a phone that is locked opens none of its files.
  var opened: Result<Opened, Closed> {
    if let kept { return .success(kept) }
    let opened = Opened.now()
    kept = try? opened.get()
    return opened
  }

  /// The token by which Apple's service knows this phone.
  func application(
    _ application: UIApplication, didRegisterForRemoteNotificationsWithDeviceToken deviceToken: Data
  ) {
    guard case .success(let opened) = opened else { return }
    opened.wakeUps.registered(deviceToken)
  }

  /// A wake-up: the app may be in the background, and its vault locked.
  func application(
    _ application: UIApplication, didReceiveRemoteNotification userInfo: [AnyHashable: Any]
  ) async -> UIBackgroundFetchResult {
    guard case .success(let opened) = opened, let message = wakeUp(in: userInfo) else { return .noData }
    return await opened.notifications.woken(by: message) ? .newData : .noData
  }
}

/// The opaque message of a wake-up, as text. It is a hint, and nothing in it is shown.
private func wakeUp(in userInfo: [AnyHashable: Any]) -> Data? {
  (userInfo["countersign"] as? String).map { Data($0.utf8) }
}
