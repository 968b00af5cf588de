// What the app sees of the core. Only this folder names the generated bindings; everything else takes these names.

package app.countersign.client

typealias Authenticator = app.countersign.core.Authenticator
typealias Cancellation = app.countersign.core.Cancellation
typealias SecretText = app.countersign.core.SecretText
typealias Compared = app.countersign.core.Compared
typealias ScannedCode = app.countersign.core.ScannedCode

typealias AccountId = app.countersign.core.AccountId
typealias OfferId = app.countersign.core.OfferId
typealias RequestId = app.countersign.core.RequestId
typealias HistoryId = app.countersign.core.HistoryId

typealias Stage = app.countersign.core.Stage
typealias SetupStage = app.countersign.core.Stage.Setup
typealias LockedStage = app.countersign.core.Stage.Locked
typealias NewPinStage = app.countersign.core.Stage.NewPinNeeded
typealias UnlockedStage = app.countersign.core.Stage.Unlocked
typealias ErasedStage = app.countersign.core.Stage.Erased
typealias UnusableStage = app.countersign.core.Stage.Unusable
typealias LicenseStep = app.countersign.core.SetupStep.License
typealias ChoosePinStep = app.countersign.core.SetupStep.ChoosePin
typealias ConfirmPinStep = app.countersign.core.SetupStep.ConfirmPin
typealias NotificationsStep = app.countersign.core.SetupStep.Notifications

typealias Acceptance = app.countersign.core.Acceptance
typealias AssuranceClass = app.countersign.core.AssuranceClass
typealias LockView = app.countersign.core.LockView
typealias BiometricsState = app.countersign.core.BiometricsState
typealias HolderView = app.countersign.core.HolderView
typealias PinRules = app.countersign.core.PinRules
typealias ProtectionView = app.countersign.core.ProtectionView
typealias Unusable = app.countersign.core.Unusable
typealias UnlockNotice = app.countersign.core.UnlockNotice
typealias OlderCopy = app.countersign.core.OlderCopy
typealias OlderFiles = app.countersign.core.UnlockException.OlderFiles

typealias AccountChange = app.countersign.core.AccountChange
typealias AccountDetail = app.countersign.core.AccountDetail
typealias AccountFilter = app.countersign.core.AccountFilter
typealias AccountKind = app.countersign.core.AccountKind
typealias AccountRow = app.countersign.core.AccountRow
typealias Algorithm = app.countersign.core.Algorithm
typealias CodeView = app.countersign.core.CodeView
typealias CodeShown = app.countersign.core.CodeOutcome.Shown
typealias Reachability = app.countersign.core.Reachability

typealias Confirmation = app.countersign.core.Confirmation
typealias EnrollmentStep = app.countersign.core.EnrollmentStep
typealias NoChannel = app.countersign.core.PushChannel.Nowhere
typealias OfferView = app.countersign.core.OfferView
typealias OfferWarning = app.countersign.core.OfferWarning
typealias ShortSecret = app.countersign.core.OfferWarning.ShortSecret
typealias OffersView = app.countersign.core.OffersView
typealias OnlineEnrollment = app.countersign.core.OnlineEnrollment
typealias PolicyView = app.countersign.core.PolicyView
typealias PushOfferView = app.countersign.core.PushOfferView
typealias PushWarning = app.countersign.core.PushWarning
typealias ServerHost = app.countersign.core.ServerHost
typealias TotpParameters = app.countersign.core.CodeParameters.Totp

typealias ComparedCode = app.countersign.core.Compared.Scanned
typealias ComparedNothing = app.countersign.core.Compared.Nothing
typealias ComparedNumber = app.countersign.core.Compared.Number
typealias ComparedShown = app.countersign.core.Compared.CodeShown
typealias DenyReason = app.countersign.core.DenyReason
typealias DeviceView = app.countersign.core.DeviceView
typealias OutcomeView = app.countersign.core.OutcomeView
typealias PollView = app.countersign.core.PollView
typealias PushAccountView = app.countersign.core.PushAccountView
typealias PushDetail = app.countersign.core.PushDetail
typealias RequestKind = app.countersign.core.RequestKind
typealias RequestView = app.countersign.core.RequestView
typealias RequestsView = app.countersign.core.RequestsView
typealias VerificationView = app.countersign.core.VerificationView
typealias VerifyNothing = app.countersign.core.VerificationView.Nothing
typealias VerifyByNumber = app.countersign.core.VerificationView.Enter
typealias VerifyByScan = app.countersign.core.VerificationView.Scan
typealias VerifyByCode = app.countersign.core.VerificationView.Show

typealias HistoryEvent = app.countersign.core.HistoryEvent
typealias HistoryRow = app.countersign.core.HistoryRow

typealias Appearance = app.countersign.core.Appearance
typealias Language = app.countersign.core.Language
typealias Settings = app.countersign.core.Settings
typealias Theme = app.countersign.core.Theme

typealias Change = app.countersign.core.Change

/** The license's text, and the version that accepting it names. */
fun licenseText(): String = app.countersign.core.licenseText()

fun licenseVersion(): UInt = app.countersign.core.licenseVersion()
