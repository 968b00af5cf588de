// Every error of the core as a sentence: the outer errors, one for each use case.

package app.countersign.client.words

import app.countersign.core.AccountException
import app.countersign.core.ActivationException
import app.countersign.core.CodeException
import app.countersign.core.DecisionException
import app.countersign.core.EnrollmentException
import app.countersign.core.OnlineEnrollmentException
import app.countersign.core.PushCallException
import app.countersign.core.ScanFailure
import app.countersign.core.SettingsException
import app.countersign.core.SetupException
import app.countersign.core.StorageException
import app.countersign.core.UnlockException
import app.countersign.texts.Message
import app.countersign.texts.duration

/** What to say to the user, or nothing where the error is not the core's. */
fun problem(error: Exception): Message? =
    when (error) {
        is SetupException -> setup(error)
        is UnlockException -> unlock(error)
        is AccountException -> account(error)
        is CodeException -> code(error)
        is EnrollmentException -> enrollment(error)
        is OnlineEnrollmentException -> online(error)
        is PushCallException -> push(error)
        is DecisionException -> decision(error)
        is ActivationException -> activation(error)
        is SettingsException -> settings(error)
        is ScanFailure -> scan(error)
        is StorageException -> storage(error)
        else -> null
    }

private fun setup(error: SetupException): Message =
    when (error) {
        is SetupException.OutOfOrder -> Message { it.setupOutOfOrder }
        is SetupException.WrongLicense -> Message { it.setupWrongLicense }
        is SetupException.WeakPin -> weakness(error.reason)
        is SetupException.PinsDiffer -> Message { it.setupPinsDiffer }
        is SetupException.OutOfMemory -> Message { it.padOutOfMemory }
        is SetupException.Storage -> storage(error.error)
    }

internal fun unlock(error: UnlockException): Message =
    when (error) {
        is UnlockException.WrongPin -> Message { it.padWrong(error.attemptsLeft.toInt()) }
        is UnlockException.NotAPin -> Message { it.padNotAPin }
        is UnlockException.Wait -> Message { it.padWait(it.duration(error.delay)) }
        is UnlockException.Erased -> Message { it.padErased }
        is UnlockException.OlderFiles -> olderCopy(error.copy)
        is UnlockException.WrongRecoveryCode -> Message { it.unlockRecoveryWrong }
        is UnlockException.NotAvailable -> Message { it.padNotAvailable }
        is UnlockException.Cancelled -> Message { it.padCancelled }
        is UnlockException.NotLocked -> Message { it.padNotLocked }
        is UnlockException.NotUsable -> unusable(error.reason)
        is UnlockException.OutOfMemory -> Message { it.padOutOfMemory }
        is UnlockException.Storage -> storage(error.error)
    }

private fun account(error: AccountException): Message =
    when (error) {
        is AccountException.Locked -> Message { it.errorLocked }
        is AccountException.Unknown -> Message { it.errorUnknownAccount }
        is AccountException.TooLong -> Message { it.errorTooLong }
        is AccountException.EmptyLabel -> Message { it.errorEmptyLabel }
        is AccountException.TooLate -> Message { it.errorTooLate }
        is AccountException.NewPinNeeded -> Message { it.errorNewPinNeeded }
        is AccountException.Storage -> storage(error.error)
    }

internal fun code(error: CodeException): Message =
    when (error) {
        is CodeException.Locked -> Message { it.errorLocked }
        is CodeException.Unknown -> Message { it.errorUnknownAccount }
        is CodeException.Damaged -> Message { it.errorDamagedSecret }
        is CodeException.CounterBased -> Message { it.codeCounterBased }
        is CodeException.TimeBased -> Message { it.codeTimeBased }
        is CodeException.NoCodes -> Message { it.codeNone }
        is CodeException.EnrollAgain -> Message { it.pushEnrollAgain }
        is CodeException.Exhausted -> Message { it.codeExhausted }
        is CodeException.NewPinNeeded -> Message { it.errorNewPinNeeded }
        is CodeException.Storage -> storage(error.error)
    }

private fun online(error: OnlineEnrollmentException): Message =
    when (error) {
        is OnlineEnrollmentException.NotOnline -> Message { it.enrollNotOnline }
        is OnlineEnrollmentException.Offer -> enrollment(error.error)
        is OnlineEnrollmentException.Call -> push(error.error)
    }

private fun decision(error: DecisionException): Message =
    when (error) {
        is DecisionException.TooSoon -> Message { it.decisionTooSoon }
        is DecisionException.Expired -> Message { it.decisionExpired }
        is DecisionException.NotOnScreen -> Message { it.decisionNotOnScreen }
        is DecisionException.AlreadyAnswered -> Message { it.decisionAlreadyAnswered }
        is DecisionException.OtherComparison -> Message { it.decisionOtherComparison }
        is DecisionException.NotDigits -> Message { it.decisionNotDigits(error.digits.toString()) }
        is DecisionException.NotALoginCode -> Message { it.decisionNotALoginCode }
        is DecisionException.OtherLogin -> Message { it.decisionOtherLogin }
        is DecisionException.PolicyNotAccepted -> Message { it.decisionPolicy }
        is DecisionException.ActivationOver -> Message { it.decisionActivationOver }
        is DecisionException.Call -> push(error.error)
    }

private fun activation(error: ActivationException): Message =
    when (error) {
        is ActivationException.Locked -> Message { it.errorLocked }
        is ActivationException.Unknown -> Message { it.errorUnknownAccount }
        is ActivationException.Pin -> unlock(error.error)
        is ActivationException.WeakPin -> weakness(error.reason)
        is ActivationException.PinsDiffer -> Message { it.setupPinsDiffer }
        is ActivationException.Damaged -> Message { it.errorDamagedSecret }
        is ActivationException.NewPinNeeded -> Message { it.errorNewPinNeeded }
        is ActivationException.OldPinNeeded -> Message { it.errorOldPinNeeded }
        is ActivationException.NotExportable -> Message { it.errorNotExportable }
        is ActivationException.LockedByPolicy -> Message { it.errorPolicy }
        is ActivationException.Storage -> storage(error.error)
    }

private fun settings(error: SettingsException): Message =
    when (error) {
        is SettingsException.Locked -> Message { it.errorLocked }
        is SettingsException.OutOfRange -> Message { it.settingsOutOfRange }
        is SettingsException.Storage -> storage(error.error)
    }
