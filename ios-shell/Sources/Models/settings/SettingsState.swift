// What can be chosen about the app.

import Client
import Texts

public struct SettingsState: Hashable, Sendable, HasPad {
  /// Which PIN is typed now, and what for.
  public enum Asking: Hashable, Sendable {
    case oldPin
    case newPin
    case newPinAgain
    case biometricsOn
    case biometricsOff
  }

  public var settings: Settings?
  public var appearance: Appearance?
  /// What guards the vault, and which servers hold it there.
  public var protection: ProtectionView?
  /// The PIN is asked for.
  public var asking: Asking?
  public var pad = PadState()
  public var busy = false
  public var notice: Message?
  public var problem: Message?

  public init(settings: Settings?, appearance: Appearance?, protection: ProtectionView?) {
    self.settings = settings
    self.appearance = appearance
    self.protection = protection
  }
}

@MainActor
public protocol SettingsIntents: AnyObject, Sendable {
  var pad: any PadIntents { get }

  func back()

  func settings(_ settings: Settings)

  func appearance(_ appearance: Appearance)

  func changePin()

  func biometrics(_ wanted: Bool)

  func recovery()

  func pinTyped()
}
