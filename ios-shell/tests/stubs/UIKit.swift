// A stub for type-checking on Linux. See README.md.
// swift-format-ignore-file

@_exported import Foundation

@MainActor
open class UIView: NSObject {
  public override init() {}
  open class var layerClass: AnyClass { CALayer.self }
  public var layer: CALayer { fatalError() }
}

open class CALayer: NSObject {}

@MainActor
public final class UIApplication: NSObject {
  public static var shared: UIApplication { fatalError() }
  public func registerForRemoteNotifications() {}
}

@MainActor
public protocol UIApplicationDelegate: AnyObject {
  func application(
    _ application: UIApplication, didRegisterForRemoteNotificationsWithDeviceToken deviceToken: Data)
  func application(
    _ application: UIApplication, didReceiveRemoteNotification userInfo: [AnyHashable: Any]
  ) async -> UIBackgroundFetchResult
}

public enum UIBackgroundFetchResult: Sendable {
  case newData, noData, failed
}

@MainActor
public final class UIDevice {
  public static var current: UIDevice { fatalError() }
  public var name: String { "" }
}

@MainActor
public final class UIPasteboard {
  public static var general: UIPasteboard { fatalError() }
  public func setItems(_ items: [[String: Any]], options: [OptionsKey: Any] = [:]) {}

  public struct OptionsKey: Hashable, Sendable {
    public static let localOnly = OptionsKey()
    public static let expirationDate = OptionsKey()
  }
}

/// Foundation has it on Apple's systems.
public final class NSUserActivity: NSObject {
  public var webpageURL: URL?
}

public let NSUserActivityTypeBrowsingWeb = "NSUserActivityTypeBrowsingWeb"
