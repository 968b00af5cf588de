// Small enumerations of the core as words: weaknesses, kinds, events, states.

import CountersignCore
import Texts

extension Message {
  init(_ error: StorageError) {
    self =
      switch error {
      case .Full: .storageFull
      case .Failed: .storageFailed
      case .Uncertain: .storageUncertain
      }
  }

  init(_ reason: PinWeakness) {
    self =
      switch reason {
      case .tooShort(let minimum): .pinTooShort(minimum: "\(minimum)")
      case .tooLong: .pinTooLong
      case .tooCommon: .pinTooCommon
      case .notText: .pinNotText
      }
  }

  /// What a new PIN must be.
  public init(_ rules: PinRules) {
    let minimum = "\(rules.minimumLength)"
    self = rules.passphrase ? .setupPinRulesPassphrase(minimum: minimum) : .setupPinRules(minimum: minimum)
  }

  init(_ failure: ScanFailure) {
    self =
      switch failure {
      case .Picture(let problem): Message(problem)
      case .Frame(.sizeOutOfRange), .Frame(.strideTooSmall), .Frame(.tooShort), .Failed: .addPictureFailed
      }
  }

  init(_ error: ScanError) {
    self =
      switch error {
      case .tooManyBytes: .scanTooManyBytes
      case .tooManyPixels: .scanTooManyPixels
      case .tooMuchMemory: .scanTooMuchMemory
      case .unsupportedFormat: .scanUnsupportedFormat
      case .damaged: .scanDamaged
      case .timedOut: .scanTimedOut
      }
  }

  public init(_ copy: OlderCopy) {
    self =
      switch copy {
      case .rolledBack: .olderRolledBack
      case .forked: .olderForked
      case .notRemembered: .olderNotRemembered
      }
  }

  public init(_ reason: Unusable) {
    self =
      switch reason {
      case .damaged: .unusableDamaged
      case .filesMissing: .unusableFilesMissing
      case .newerVersion: .unusableNewerVersion
      case .deviceKeyMissing: .unusableDeviceKeyMissing
      case .inUse: .unusableInUse
      }
  }

  public init(_ notice: UnlockNotice) {
    self =
      switch notice {
      case .recovered: .unlockRecovered
      case .accepted: .unlockOlderOpen
      }
  }

  public init(_ kind: AccountKind) {
    self =
      switch kind {
      case .totp: .kindTotp
      case .hotp: .kindHotp
      case .steam: .kindSteam
      case .dayPassword: .kindDay
      case .push: .kindPush
      case .unknown: .kindUnknown
      }
  }

  public init(_ reachability: Reachability) {
    self =
      switch reachability {
      case .notNeeded: .reachNotNeeded
      case .unknown: .reachUnknown
      case .reachable: .reachReachable
      case .unreachable: .reachUnreachable
      }
  }

  public init(_ event: HistoryEvent) {
    self =
      switch event {
      case .vaultCreated: .eventVaultCreated
      case .accountAdded: .eventAccountAdded
      case .accountChanged: .eventAccountChanged
      case .accountDeleted: .eventAccountDeleted
      case .accountRestored: .eventAccountRestored
      case .accountExported: .eventAccountExported
      case .pinChanged: .eventPinChanged
      case .recoveryCodeMade: .eventRecoveryCodeMade
      case .recoveryCodeRemoved: .eventRecoveryCodeRemoved
      case .recoveryCodeUsed: .eventRecoveryCodeUsed
      case .rollBackAccepted: .eventRollBackAccepted
      case .requestApproved: .eventRequestApproved
      case .requestDenied: .eventRequestDenied
      case .requestDeniedNotMe: .eventRequestDeniedNotMe
      case .requestExpired: .eventRequestExpired
      case .requestReported: .eventRequestReported
      case .answerNotTaken: .eventAnswerNotTaken
      case .eventsLost: .eventEventsLost
      case .accountEnded: .eventAccountEnded
      case .keysReplaced: .eventKeysReplaced
      case .policyAccepted: .eventPolicyAccepted
      case .counterResumed: .eventCounterResumed
      case .biometricsAdded: .eventBiometricsAdded
      case .biometricsRemoved: .eventBiometricsRemoved
      case .other: .eventOther
      }
  }
}
