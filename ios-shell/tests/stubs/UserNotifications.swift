// A stub for type-checking on Linux. See README.md.
// swift-format-ignore-file

import Foundation

public final class UNUserNotificationCenter: NSObject, @unchecked Sendable {
  public static func current() -> UNUserNotificationCenter { fatalError() }
  public weak var delegate: (any UNUserNotificationCenterDelegate)?
  public func setNotificationCategories(_ categories: Set<UNNotificationCategory>) {}
  public func requestAuthorization(options: UNAuthorizationOptions = []) async throws -> Bool { false }
  public func add(_ request: UNNotificationRequest) async throws {}
  public func removeDeliveredNotifications(withIdentifiers identifiers: [String]) {}
}

public protocol UNUserNotificationCenterDelegate: AnyObject {
  func userNotificationCenter(_ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse)
    async
  func userNotificationCenter(
    _ center: UNUserNotificationCenter, willPresent notification: UNNotification
  ) async -> UNNotificationPresentationOptions
}

public struct UNAuthorizationOptions: OptionSet, Sendable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
  public static let sound = Self(rawValue: 2)
  public static let alert = Self(rawValue: 4)
}

public struct UNNotificationPresentationOptions: OptionSet, Sendable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
}

public struct UNNotificationActionOptions: OptionSet, Sendable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
  public static let destructive = Self(rawValue: 2)
  public static let foreground = Self(rawValue: 4)
}

public struct UNNotificationCategoryOptions: OptionSet, Sendable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
}

public final class UNNotificationAction: NSObject {
  public init(identifier: String, title: String, options: UNNotificationActionOptions = []) {}
}

public final class UNNotificationCategory: NSObject {
  public init(
    identifier: String, actions: [UNNotificationAction], intentIdentifiers: [String],
    options: UNNotificationCategoryOptions = []
  ) {}
}

open class UNNotificationContent: NSObject {
  public var userInfo: [AnyHashable: Any] { [:] }
}

public final class UNMutableNotificationContent: UNNotificationContent {
  public var title = ""
  public var body = ""
  public var categoryIdentifier = ""
  public var interruptionLevel = UNNotificationInterruptionLevel.active
  public var sound: UNNotificationSound?
  public override var userInfo: [AnyHashable: Any] {
    get { [:] }
    set {}
  }
}

public final class UNNotificationSound: NSObject {
  public static var `default`: UNNotificationSound { fatalError() }
}

public enum UNNotificationInterruptionLevel: Sendable {
  case passive, active, timeSensitive, critical
}

public class UNNotificationTrigger: NSObject {}

public final class UNNotificationRequest: NSObject {
  public let identifier: String
  public let content: UNNotificationContent
  public init(identifier: String, content: UNNotificationContent, trigger: UNNotificationTrigger?) {
    self.identifier = identifier
    self.content = content
  }
}

public final class UNNotification: NSObject {
  public var request: UNNotificationRequest { fatalError() }
}

public final class UNNotificationResponse: NSObject {
  public var actionIdentifier: String { "" }
  public var notification: UNNotification { fatalError() }
}

open class UNNotificationServiceExtension: NSObject {
  open func didReceive(
    _ request: UNNotificationRequest,
    withContentHandler contentHandler: @escaping (UNNotificationContent) -> Void
  ) {}
  open func serviceExtensionTimeWillExpire() {}
}
