// The devices that a server knows of its user, and new keys for this one.

import Client
import Texts

public struct DevicesState: Hashable, Sendable, HasPad {
  public var server: String
  /// Nothing until the server has told them.
  public var devices: [DeviceView]?
  /// New keys were signed for, and the server has not acknowledged them yet.
  public var pending = false
  /// The PIN is typed that replaces the keys.
  public var replacing = false
  public var pad = PadState()
  /// The server is being asked.
  public var busy = false
  public var notice: Message?
  public var problem: Message?

  public init(server: String, devices: [DeviceView]? = nil) {
    self.server = server
    self.devices = devices
  }
}

@MainActor
public protocol DevicesIntents: AnyObject, Sendable {
  var pad: any PadIntents { get }

  func back()

  func ask()

  func replaceKeys()

  func pinTyped()
}
