// Scanned and typed codes, as sentences: what they are, what is wrong with them, what to know before adding one.

import CountersignCore
import Texts

extension Message {
  init(_ error: EnrollmentError) {
    self =
      switch error {
      case .Locked: .errorLocked
      case .Unreadable(let reason): Message(reason)
      case .Manual(let reason): Message(reason)
      case .EmptyLabel: .errorEmptyLabel
      case .NeedsServer: .onlineNone
      case .UnknownOffer: .enrollOfferGone
      case .SameSecret(let account): .addSameSecret(name: account.issuer)
      case .NewPinNeeded: .errorNewPinNeeded
      case .TooLong: .errorTooLong
      case .Storage(let error): Message(error)
      }
  }

  init(_ reason: Unreadable) {
    self =
      switch reason {
      case .empty: .enrollEmpty
      case .tooLong: .enrollTooLong
      case .foreign(let kind, nil): Message(kind)
      case .foreign(let kind, let host?): .sentences([Message(kind), .enrollForeignHost(host: host.name)])
      case .keyUri(let problem, _): Message(problem)
      case .migration(let problem): Message(problem)
      case .link(let problem): Message(problem)
      case .loginCode: .enrollLoginCode
      case .unknown: .enrollUnknown
      }
  }

  init(_ kind: ForeignKind) {
    self =
      switch kind {
      case .duo: .foreignDuo
      case .microsoft: .foreignMicrosoft
      case .okta: .foreignOkta
      case .steamApp: .foreignSteamApp
      case .linOtp: .foreignLinotp
      case .pushauth: .foreignPushauth
      case .privacyIdea: .foreignPrivacyidea
      case .eduMfa: .foreignEdumfa
      case .ping: .foreignPing
      case .securId: .foreignSecurid
      case .authy: .foreignAuthy
      case .entrust: .foreignEntrust
      case .mobileOtp: .foreignMobileOtp
      case .passkey: .foreignPasskey
      case .messenger: .foreignMessenger
      case .wifi: .foreignWifi
      case .contact: .foreignContact
      case .calendar: .foreignCalendar
      case .mail: .foreignMail
      case .telephone: .foreignTelephone
      case .place: .foreignPlace
      case .payment: .foreignPayment
      case .bareSecret: .foreignBareSecret
      case .webAddress: .foreignWebAddress
      }
  }

  init(_ problem: KeyUriProblem) {
    self =
      switch problem {
      case .tooLong: .enrollTooLong
      case .notAKeyUri: .enrollUnknown
      case .unknownKind: .uriUnknownKind
      case .fragment: .uriFragment
      case .badEscape: .uriBadEscape
      case .notUtf8: .uriNotUtf8
      case .tooManyParameters: .uriTooManyParameters
      case .duplicate: .uriDuplicate
      case .missingSecret: .uriMissingSecret
      case .secretCharacter: .secretCharacter
      case .secretIncomplete: .secretIncomplete
      case .secretTooShort: .secretTooShort
      case .secretTooLong: .secretTooLong
      case .value(let parameter): .uriValue(parameter: name(parameter))
      case .contradiction(let parameter): .uriContradiction(parameter: name(parameter))
      case .twoStep: .uriTwoStep
      }
  }

  init(_ error: ManualError) {
    self =
      switch error {
      case .noName: .addNoName
      case .secretCharacter: .secretCharacter
      case .secretIncomplete: .secretIncomplete
      case .secretTooShort: .secretTooShort
      case .secretTooLong: .secretTooLong
      }
  }

  init(_ error: MigrationError) {
    self =
      switch error {
      case .tooLong: .enrollTooLong
      case .notMigration: .enrollUnknown
      case .noData: .enrollNothingUsable
      case .notBase64, .damaged: .migrationDamaged
      case .badPartNumbers: .migrationParts
      }
  }

  init(_ mistake: LinkMistake) {
    self =
      switch mistake {
      case .appTooOld: .enrollLinkVersion
      case .server: .enrollLinkServer
      case .damaged: .enrollLinkDamaged
      }
  }

  public init(_ warning: OfferWarning) {
    self =
      switch warning {
      case .issuerMismatch(let inLabel): .warningIssuerMismatch(issuer: inLabel)
      case .shortSecret: .warningShortSecret
      case .looseBits: .warningLooseBits
      case .longPeriod(let period): .warningLongPeriod(seconds: "\(period)")
      case .labelCleaned: .warningLabelCleaned
      case .mixedScripts: .warningMixedScripts
      case .noAccountName: .warningNoAccountName
      case .counterMissing: .warningCounterMissing
      case .takenAsSteam: .warningTakenAsSteam
      case .unknownParameter: .warningUnknownParameter
      }
  }

  public init(_ warning: PushWarning) {
    self =
      switch warning {
      case .mixedScriptHost: .warningHostMixed
      case .foreignScriptHost: .warningHostForeign
      case .privateHost: .warningHostPrivate
      case .thisDevice: .warningHostThisDevice
      case .noServersAddress: .warningHostNoServer
      case .unprotected: .warningUnprotected
      case .namesCleaned: .warningLabelCleaned
      case .mixedScriptNames: .warningMixedScripts
      case .attestationAsked: .warningAttestationAsked
      }
  }

  public init(_ step: EnrollmentStep) {
    self =
      switch step {
      case .makingKeys: .addMakingKeys
      case .askingServer: .addAskingServer
      case .storing: .addStoring
      }
  }
}

/// As it is written in the code, in every language.
private func name(_ parameter: KeyUriParameter) -> String {
  switch parameter {
  case .secret: "secret"
  case .issuer: "issuer"
  case .algorithm: "algorithm"
  case .digits: "digits"
  case .period: "period"
  case .counter: "counter"
  case .encoder: "encoder"
  }
}
