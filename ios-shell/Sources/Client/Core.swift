// What the app sees of the core. Only this folder names the generated module; everything else takes these names.

import CountersignCore
import Foundation

public typealias Authenticator = CountersignCore.Authenticator
public typealias Cancellation = CountersignCore.Cancellation
public typealias SecretBytes = CountersignCore.SecretBytes
public typealias SecretText = CountersignCore.SecretText
public typealias ScannedCode = CountersignCore.ScannedCode

public typealias AccountId = CountersignCore.AccountId
public typealias OfferId = CountersignCore.OfferId
public typealias RequestId = CountersignCore.RequestId
public typealias HistoryId = CountersignCore.HistoryId

public typealias Stage = CountersignCore.Stage
public typealias SetupStep = CountersignCore.SetupStep

public typealias Acceptance = CountersignCore.Acceptance
public typealias AssuranceClass = CountersignCore.AssuranceClass
public typealias LockView = CountersignCore.LockView
public typealias PinRules = CountersignCore.PinRules
public typealias Unusable = CountersignCore.Unusable
public typealias UnlockError = CountersignCore.UnlockError
public typealias UnlockNotice = CountersignCore.UnlockNotice
public typealias OlderCopy = CountersignCore.OlderCopy

public typealias BiometricsState = CountersignCore.BiometricsState
public typealias HolderView = CountersignCore.HolderView
public typealias ProtectionView = CountersignCore.ProtectionView

public typealias AccountChange = CountersignCore.AccountChange
public typealias AccountDetail = CountersignCore.AccountDetail
public typealias AccountFilter = CountersignCore.AccountFilter
public typealias AccountKind = CountersignCore.AccountKind
public typealias AccountRow = CountersignCore.AccountRow
public typealias Algorithm = CountersignCore.Algorithm
public typealias CodeParameters = CountersignCore.CodeParameters
public typealias CodeView = CountersignCore.CodeView
public typealias DeviceView = CountersignCore.DeviceView
public typealias Reachability = CountersignCore.Reachability

public typealias ApnsEnvironment = CountersignCore.ApnsEnvironment
public typealias Confirmation = CountersignCore.Confirmation
public typealias EnrollmentStep = CountersignCore.EnrollmentStep
public typealias OfferView = CountersignCore.OfferView
public typealias OfferWarning = CountersignCore.OfferWarning
public typealias OffersView = CountersignCore.OffersView
public typealias OnlineEnrollment = CountersignCore.OnlineEnrollment
public typealias PolicyObstacle = CountersignCore.PolicyObstacle
public typealias PolicyView = CountersignCore.PolicyView
public typealias PushChannel = CountersignCore.PushChannel
public typealias PushOfferView = CountersignCore.PushOfferView
public typealias PushWarning = CountersignCore.PushWarning
public typealias ServerHost = CountersignCore.ServerHost

public typealias AnswerStatus = CountersignCore.AnswerStatus
public typealias Compared = CountersignCore.Compared
public typealias DenyReason = CountersignCore.DenyReason
public typealias OutcomeView = CountersignCore.OutcomeView
public typealias PollView = CountersignCore.PollView
public typealias PushAccountView = CountersignCore.PushAccountView
public typealias PushDetail = CountersignCore.PushDetail
public typealias RequestKind = CountersignCore.RequestKind
public typealias RequestView = CountersignCore.RequestView
public typealias RequestsView = CountersignCore.RequestsView
public typealias VerificationView = CountersignCore.VerificationView

public typealias HistoryEvent = CountersignCore.HistoryEvent
public typealias HistoryRow = CountersignCore.HistoryRow

public typealias Appearance = CountersignCore.Appearance
public typealias Language = CountersignCore.Language
public typealias Settings = CountersignCore.Settings
public typealias Theme = CountersignCore.Theme

public typealias Change = CountersignCore.Change

/// How long a server may hold its answer back while the app is open, in seconds.
public func longPoll() -> TimeInterval {
  CountersignCore.longPoll()
}

/// The license's text.
public func licenseText() -> String {
  CountersignCore.licenseText()
}

/// The version that accepting the license names.
public func licenseVersion() -> UInt32 {
  CountersignCore.licenseVersion()
}

extension AccountRow {
  /// How it is called where one name has to do.
  public var name: String {
    issuer.isEmpty ? account : issuer
  }
}

extension Authenticator {
  /// What guards the vault; nothing where it is closed.
  public var guarded: ProtectionView? {
    attempt(ignored) { try protection() }
  }

  /// Whether the vault is behind a passphrase, and no PIN of digits.
  public var takesPassphrase: Bool {
    guarded?.rules.passphrase ?? false
  }
}
