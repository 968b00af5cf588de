// What servers did, as sentences.

import CountersignCore
import Texts

extension Message {
  init(_ error: PushCallError) {
    self =
      switch error {
      case .Locked: .errorLocked
      case .UnknownAccount: .errorUnknownAccount
      case .UnknownRequest: .requestsOver
      case .Offline: .onlineNone
      case .Running: .onlineRunning
      case .Cancelled: .onlineCancelled
      case .Ended: .pushEnded
      case .EnrollAgain: .pushEnrollAgain
      case .NotSupported: .pushNotSupported
      case .InvalidDevice: .pushDeviceNameWrong
      case .Policy(let obstacle): Message(obstacle)
      case .NewPinNeeded: .errorNewPinNeeded
      case .Pin(let error): Message(error)
      case .Damaged: .pushRecordDamaged
      case .NotSigned: .pushNotSigned
      case .Server(let error): Message(error)
      case .Storage(let error): Message(error)
      }
  }

  init(_ error: ServerError) {
    self =
      switch error {
      case .unreachable: .serverUnreachable
      case .busy(let wait): .serverBusy(time: Message.duration(wait))
      case .privateNetwork: .serverPrivateNetwork
      case .forbiddenAddress: .serverForbiddenAddress
      case .certificate(let problem): .serverCertificate(what: Message(problem))
      case .unprotected: .serverUnprotected
      case .misbehaved: .serverMisbehaved
      case .incompatible: .serverIncompatible
      case .unknownAccount: .serverUnknownAccount
      case .counterBehind: .serverCounterBehind
      case .proofRefused: .serverProofRefused
      case .unknownInvitation: .serverUnknownInvitation
      case .invitationUsed: .serverInvitationUsed
      case .invitationExpired: .serverInvitationExpired
      case .notAttested: .serverNotAttested
      }
  }

  init(_ problem: CertificateProblem) {
    self =
      switch problem {
      case .expired: .certificateExpired
      case .notYetValid: .certificateNotYetValid
      case .wrongHost: .certificateWrongHost
      case .unknownIssuer: .certificateUnknownIssuer
      case .revoked: .certificateRevoked
      case .notForThisUse: .certificateNotForThisUse
      case .malformed: .certificateMalformed
      }
  }

  public init(_ obstacle: PolicyObstacle) {
    self =
      switch obstacle {
      case .biometricsNotAvailable: .obstacleBiometricsNotAvailable
      case .attestationNotAvailable: .obstacleAttestationNotAvailable
      case .biometricsNeeded: .obstacleBiometricsNeeded
      case .pinTooShort(let minimum): .obstaclePinTooShort(minimum: "\(minimum)")
      case .pinUnknown(let minimum): .obstaclePinUnknown(minimum: "\(minimum)")
      }
  }

  /// What a server asks for, in one or two sentences.
  public init(_ policy: PolicyView) {
    let pin = Message.policyPin(minimum: "\(policy.pinMinimum)")
    self = .sentences(policy.biometrics ? [pin, .policyBiometrics] : [pin])
  }

  /// What became of an answer.
  public init(_ status: AnswerStatus) {
    self =
      switch status {
      case .approved: .outcomeApproved
      case .awaitCode(let code): .outcomeAwaitCode(code: code)
      case .denied: .outcomeDenied
      case .wrongNumber: .outcomeWrongNumber
      case .expired: .outcomeExpired
      case .superseded: .outcomeSuperseded
      case .already(approved: true): .outcomeAlreadyApproved
      case .already(approved: false): .outcomeAlreadyDenied
      case .counterBehind: .outcomeCounterBehind
      case .notDelivered: .outcomeNotDelivered
      }
  }
}
