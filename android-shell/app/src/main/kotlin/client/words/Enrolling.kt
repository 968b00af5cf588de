// Scanned and typed codes, as sentences: what they are, what is wrong with them, what to know before adding one.

package app.countersign.client.words

import app.countersign.core.EnrollmentException
import app.countersign.core.EnrollmentStep
import app.countersign.core.ForeignKind
import app.countersign.core.KeyUriParameter
import app.countersign.core.KeyUriProblem
import app.countersign.core.LinkMistake
import app.countersign.core.ManualError
import app.countersign.core.MigrationError
import app.countersign.core.OfferWarning
import app.countersign.core.PushWarning
import app.countersign.core.Unreadable
import app.countersign.texts.Message
import app.countersign.texts.Texts

internal fun enrollment(error: EnrollmentException): Message =
    when (error) {
        is EnrollmentException.Locked -> Message { it.errorLocked }
        is EnrollmentException.Unreadable -> unreadable(error.reason)
        is EnrollmentException.Manual -> manual(error.reason)
        is EnrollmentException.EmptyLabel -> Message { it.errorEmptyLabel }
        is EnrollmentException.NeedsServer -> Message { it.onlineNone }
        is EnrollmentException.UnknownOffer -> Message { it.enrollOfferGone }
        is EnrollmentException.SameSecret -> Message { it.addSameSecret(error.account.issuer) }
        is EnrollmentException.NewPinNeeded -> Message { it.errorNewPinNeeded }
        is EnrollmentException.TooLong -> Message { it.errorTooLong }
        is EnrollmentException.Storage -> storage(error.error)
    }

private fun unreadable(reason: Unreadable): Message =
    when (reason) {
        Unreadable.Empty -> Message { it.enrollEmpty }
        Unreadable.TooLong -> Message { it.enrollTooLong }
        is Unreadable.Foreign -> Message { foreign(it, reason) }
        is Unreadable.KeyUri -> Message { keyUri(it, reason.problem) }
        is Unreadable.Migration -> migration(reason.problem)
        is Unreadable.Link -> link(reason.problem)
        Unreadable.LoginCode -> Message { it.enrollLoginCode }
        Unreadable.Unknown -> Message { it.enrollUnknown }
    }

private fun foreign(
    texts: Texts,
    foreign: Unreadable.Foreign,
): String =
    listOfNotNull(
        what(texts, foreign.kind),
        foreign.host?.let {
            texts.enrollForeignHost(it.name)
        },
    ).joinToString(" ")

private fun what(
    texts: Texts,
    kind: ForeignKind,
): String =
    when (kind) {
        ForeignKind.DUO -> texts.foreignDuo
        ForeignKind.MICROSOFT -> texts.foreignMicrosoft
        ForeignKind.OKTA -> texts.foreignOkta
        ForeignKind.STEAM_APP -> texts.foreignSteamApp
        ForeignKind.LIN_OTP -> texts.foreignLinotp
        ForeignKind.PUSHAUTH -> texts.foreignPushauth
        ForeignKind.PRIVACY_IDEA -> texts.foreignPrivacyidea
        ForeignKind.EDU_MFA -> texts.foreignEdumfa
        ForeignKind.PING -> texts.foreignPing
        ForeignKind.SECUR_ID -> texts.foreignSecurid
        ForeignKind.AUTHY -> texts.foreignAuthy
        ForeignKind.ENTRUST -> texts.foreignEntrust
        ForeignKind.MOBILE_OTP -> texts.foreignMobileOtp
        ForeignKind.PASSKEY -> texts.foreignPasskey
        ForeignKind.MESSENGER -> texts.foreignMessenger
        ForeignKind.WIFI -> texts.foreignWifi
        ForeignKind.CONTACT -> texts.foreignContact
        ForeignKind.CALENDAR -> texts.foreignCalendar
        ForeignKind.MAIL -> texts.foreignMail
        ForeignKind.TELEPHONE -> texts.foreignTelephone
        ForeignKind.PLACE -> texts.foreignPlace
        ForeignKind.PAYMENT -> texts.foreignPayment
        ForeignKind.BARE_SECRET -> texts.foreignBareSecret
        ForeignKind.WEB_ADDRESS -> texts.foreignWebAddress
    }

private fun keyUri(
    texts: Texts,
    problem: KeyUriProblem,
): String =
    when (problem) {
        KeyUriProblem.TooLong -> texts.enrollTooLong
        KeyUriProblem.NotAKeyUri -> texts.enrollUnknown
        KeyUriProblem.UnknownKind -> texts.uriUnknownKind
        KeyUriProblem.Fragment -> texts.uriFragment
        KeyUriProblem.BadEscape -> texts.uriBadEscape
        KeyUriProblem.NotUtf8 -> texts.uriNotUtf8
        KeyUriProblem.TooManyParameters -> texts.uriTooManyParameters
        KeyUriProblem.Duplicate -> texts.uriDuplicate
        KeyUriProblem.MissingSecret -> texts.uriMissingSecret
        KeyUriProblem.SecretCharacter -> texts.secretCharacter
        KeyUriProblem.SecretIncomplete -> texts.secretIncomplete
        KeyUriProblem.SecretTooShort -> texts.secretTooShort
        KeyUriProblem.SecretTooLong -> texts.secretTooLong
        is KeyUriProblem.Value -> texts.uriValue(parameter(problem.parameter))
        is KeyUriProblem.Contradiction -> texts.uriContradiction(parameter(problem.parameter))
        KeyUriProblem.TwoStep -> texts.uriTwoStep
    }

/** As it is written in the code, in every language. */
private fun parameter(parameter: KeyUriParameter): String =
    when (parameter) {
        KeyUriParameter.SECRET -> "secret"
        KeyUriParameter.ISSUER -> "issuer"
        KeyUriParameter.ALGORITHM -> "algorithm"
        KeyUriParameter.DIGITS -> "digits"
        KeyUriParameter.PERIOD -> "period"
        KeyUriParameter.COUNTER -> "counter"
        KeyUriParameter.ENCODER -> "encoder"
    }

private fun manual(error: ManualError): Message =
    when (error) {
        ManualError.NoName -> Message { it.addNoName }
        is ManualError.SecretCharacter -> Message { it.secretCharacter }
        ManualError.SecretIncomplete -> Message { it.secretIncomplete }
        ManualError.SecretTooShort -> Message { it.secretTooShort }
        ManualError.SecretTooLong -> Message { it.secretTooLong }
    }

private fun migration(error: MigrationError): Message =
    when (error) {
        MigrationError.TOO_LONG -> Message { it.enrollTooLong }
        MigrationError.NOT_MIGRATION -> Message { it.enrollUnknown }
        MigrationError.NO_DATA -> Message { it.enrollNothingUsable }
        MigrationError.NOT_BASE64, MigrationError.DAMAGED -> Message { it.migrationDamaged }
        MigrationError.BAD_PART_NUMBERS -> Message { it.migrationParts }
    }

private fun link(mistake: LinkMistake): Message =
    when (mistake) {
        LinkMistake.APP_TOO_OLD -> Message { it.enrollLinkVersion }
        LinkMistake.SERVER -> Message { it.enrollLinkServer }
        LinkMistake.DAMAGED -> Message { it.enrollLinkDamaged }
    }

fun warning(warning: OfferWarning): Message =
    when (warning) {
        is OfferWarning.IssuerMismatch -> Message { it.warningIssuerMismatch(warning.inLabel) }
        OfferWarning.ShortSecret -> Message { it.warningShortSecret }
        OfferWarning.LooseBits -> Message { it.warningLooseBits }
        is OfferWarning.LongPeriod -> Message { it.warningLongPeriod(warning.period.toString()) }
        OfferWarning.LabelCleaned -> Message { it.warningLabelCleaned }
        OfferWarning.MixedScripts -> Message { it.warningMixedScripts }
        OfferWarning.NoAccountName -> Message { it.warningNoAccountName }
        OfferWarning.CounterMissing -> Message { it.warningCounterMissing }
        OfferWarning.TakenAsSteam -> Message { it.warningTakenAsSteam }
        is OfferWarning.UnknownParameter -> Message { it.warningUnknownParameter }
    }

fun warning(warning: PushWarning): Message =
    when (warning) {
        PushWarning.MIXED_SCRIPT_HOST -> Message { it.warningHostMixed }
        PushWarning.FOREIGN_SCRIPT_HOST -> Message { it.warningHostForeign }
        PushWarning.PRIVATE_HOST -> Message { it.warningHostPrivate }
        PushWarning.THIS_DEVICE -> Message { it.warningHostThisDevice }
        PushWarning.NO_SERVERS_ADDRESS -> Message { it.warningHostNoServer }
        PushWarning.UNPROTECTED -> Message { it.warningUnprotected }
        PushWarning.NAMES_CLEANED -> Message { it.warningLabelCleaned }
        PushWarning.MIXED_SCRIPT_NAMES -> Message { it.warningMixedScripts }
        PushWarning.ATTESTATION_ASKED -> Message { it.warningAttestationAsked }
    }

fun step(step: EnrollmentStep): Message =
    when (step) {
        EnrollmentStep.MAKING_KEYS -> Message { it.addMakingKeys }
        EnrollmentStep.ASKING_SERVER -> Message { it.addAskingServer }
        EnrollmentStep.STORING -> Message { it.addStoring }
    }
