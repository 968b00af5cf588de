// What can be chosen about the app.

import Client
import Texts

public struct SettingsState: Hashable, Sendable {
  /// Which PIN is typed now.
  public enum Changing: Hashable, Sendable {
    case old
    case new
    case again
  }

  public var settings: Settings?
  public var appearance: Appearance?
  /// The PIN is being changed.
  public var changing: Changing?
  public var pad = PadState()
  public var busy = false
  public var notice: Message?
  public var problem: Message?

  public init(settings: Settings?, appearance: Appearance?) {
    self.settings = settings
    self.appearance = appearance
  }
}

@MainActor
public protocol SettingsIntents: AnyObject, Sendable {
  var pad: any PadIntents { get }

  func back()

  func settings(_ settings: Settings)

  func appearance(_ appearance: Appearance)

  func changePin()

  func pinTyped()
}
