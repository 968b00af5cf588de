// What the app borrows of the phone.

import Client
import Foundation

/// The phone's clipboard.
@MainActor
public protocol Clipboard: AnyObject, Sendable {
  /// Copies what other devices must not get, and clears it after a while, in seconds; never where it is 0.
  func copySecret(_ text: String, clearAfter: TimeInterval)
}

@MainActor
public protocol Phone: AnyObject, Sendable {
  var clipboard: any Clipboard { get }

  /// How this phone is called on a server's page.
  var name: String { get }

  /// Name and version of the app, for servers and for the page about it.
  var version: String { get }

  /// Whether the camera may be used.
  var cameraAllowed: Bool { get }

  /// What the camera sees while this is waited for; the newest picture wins.
  var camera: AsyncStream<Frame> { get }

  /// The bytes of a picture that the user chooses, or nothing.
  func choosePicture() async -> Data?

  func askForNotifications()
}
