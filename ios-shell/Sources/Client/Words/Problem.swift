// Every error of the core as a sentence: the outer errors, one for each use case.

import CountersignCore
import Texts

/// What to say to the user, or nothing where the error is not the core's.
func problem(_ error: any Error) -> Message? {
  switch error {
  case let error as OpenError: Message(error)
  case let error as DeviceKeyError: Message(error)
  case let error as SetupError: Message(error)
  case let error as UnlockError: Message(error)
  case let error as AccountError: Message(error)
  case let error as CodeError: Message(error)
  case let error as EnrollmentError: Message(error)
  case let error as OnlineEnrollmentError: Message(error)
  case let error as PushCallError: Message(error)
  case let error as DecisionError: Message(error)
  case let error as ActivationError: Message(error)
  case let error as SettingsError: Message(error)
  case let error as ScanFailure: Message(error)
  case let error as StorageError: Message(error)
  default: nil
  }
}

extension Message {
  init(_ error: OpenError) {
    self =
      switch error {
      case .InUse: .unusableInUse
      case .Roots: .deviceNoRoots
      case .DeviceKeys: .storageFailed
      case .Storage(let error): Message(error)
      }
  }

  /// Of files that stand in for device keys; of others the core asks itself.
  init(_ error: DeviceKeyError) {
    self =
      switch error {
      case .Missing: .unusableDeviceKeyMissing
      case .Unavailable, .Invalidated: .storageFailed
      case .Cancelled: .padCancelled
      }
  }

  init(_ error: SetupError) {
    self =
      switch error {
      case .OutOfOrder: .setupOutOfOrder
      case .WrongLicense: .setupWrongLicense
      case .WeakPin(let reason): Message(reason)
      case .PinsDiffer: .setupPinsDiffer
      case .OutOfMemory: .padOutOfMemory
      case .Storage(let error): Message(error)
      }
  }

  init(_ error: UnlockError) {
    self =
      switch error {
      case .WrongPin(let attemptsLeft, _): .padWrong(attempts: Int(attemptsLeft))
      case .NotAPin: .padNotAPin
      case .Wait(let delay): .padWait(time: Message.duration(delay))
      case .Erased: .padErased
      case .OlderFiles(let copy): Message(copy)
      case .WrongRecoveryCode: .unlockRecoveryWrong
      case .NotAvailable: .padNotAvailable
      case .Cancelled: .padCancelled
      case .NotLocked: .padNotLocked
      case .NotUsable(let reason): Message(reason)
      case .OutOfMemory: .padOutOfMemory
      case .Storage(let error): Message(error)
      }
  }

  init(_ error: AccountError) {
    self =
      switch error {
      case .Locked: .errorLocked
      case .Unknown: .errorUnknownAccount
      case .TooLong: .errorTooLong
      case .EmptyLabel: .errorEmptyLabel
      case .TooLate: .errorTooLate
      case .NewPinNeeded: .errorNewPinNeeded
      case .Storage(let error): Message(error)
      }
  }

  init(_ error: CodeError) {
    self =
      switch error {
      case .Locked: .errorLocked
      case .Unknown: .errorUnknownAccount
      case .Damaged: .errorDamagedSecret
      case .CounterBased: .codeCounterBased
      case .TimeBased: .codeTimeBased
      case .NoCodes: .codeNone
      case .EnrollAgain: .pushEnrollAgain
      case .Exhausted: .codeExhausted
      case .NewPinNeeded: .errorNewPinNeeded
      case .Storage(let error): Message(error)
      }
  }

  init(_ error: OnlineEnrollmentError) {
    self =
      switch error {
      case .NotOnline: .enrollNotOnline
      case .Offer(let error): Message(error)
      case .Call(let error): Message(error)
      }
  }

  init(_ error: DecisionError) {
    self =
      switch error {
      case .TooSoon: .decisionTooSoon
      case .Expired: .decisionExpired
      case .NotOnScreen: .decisionNotOnScreen
      case .AlreadyAnswered: .decisionAlreadyAnswered
      case .OtherComparison: .decisionOtherComparison
      case .NotDigits(let digits): .decisionNotDigits(digits: "\(digits)")
      case .NotALoginCode: .decisionNotALoginCode
      case .OtherLogin: .decisionOtherLogin
      case .PolicyNotAccepted: .decisionPolicy
      case .ActivationOver: .decisionActivationOver
      case .Call(let error): Message(error)
      }
  }

  init(_ error: ActivationError) {
    self =
      switch error {
      case .Locked: .errorLocked
      case .Unknown: .errorUnknownAccount
      case .Pin(let error): Message(error)
      case .WeakPin(let reason): Message(reason)
      case .PinsDiffer: .setupPinsDiffer
      case .Damaged: .errorDamagedSecret
      case .NewPinNeeded: .errorNewPinNeeded
      case .OldPinNeeded: .errorOldPinNeeded
      case .NotExportable: .errorNotExportable
      case .LockedByPolicy: .errorPolicy
      case .Storage(let error): Message(error)
      }
  }

  init(_ error: SettingsError) {
    self =
      switch error {
      case .Locked: .errorLocked
      case .OutOfRange: .settingsOutOfRange
      case .Storage(let error): Message(error)
      }
  }
}
