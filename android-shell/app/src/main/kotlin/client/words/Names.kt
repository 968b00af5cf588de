// Small enumerations of the core as words: weaknesses, kinds, events, states.

package app.countersign.client.words

import app.countersign.core.AccountKind
import app.countersign.core.FrameError
import app.countersign.core.HistoryEvent
import app.countersign.core.OlderCopy
import app.countersign.core.PinRules
import app.countersign.core.PinWeakness
import app.countersign.core.Reachability
import app.countersign.core.ScanError
import app.countersign.core.ScanFailure
import app.countersign.core.StorageException
import app.countersign.core.UnlockNotice
import app.countersign.core.Unusable
import app.countersign.texts.Message

internal fun storage(error: StorageException): Message =
    when (error) {
        is StorageException.Full -> Message { it.storageFull }
        is StorageException.Failed -> Message { it.storageFailed }
        is StorageException.Uncertain -> Message { it.storageUncertain }
    }

internal fun weakness(reason: PinWeakness): Message =
    when (reason) {
        is PinWeakness.TooShort -> Message { it.pinTooShort(reason.minimum.toString()) }
        PinWeakness.TooLong -> Message { it.pinTooLong }
        PinWeakness.TooCommon -> Message { it.pinTooCommon }
        PinWeakness.NotText -> Message { it.pinNotText }
    }

internal fun scan(failure: ScanFailure): Message =
    when (failure) {
        is ScanFailure.Picture -> {
            picture(failure.problem)
        }

        is ScanFailure.Frame -> {
            when (failure.problem) {
                FrameError.SIZE_OUT_OF_RANGE, FrameError.STRIDE_TOO_SMALL, FrameError.TOO_SHORT -> {
                    Message { it.addPictureFailed }
                }
            }
        }

        is ScanFailure.Failed -> {
            Message { it.addPictureFailed }
        }
    }

private fun picture(error: ScanError): Message =
    when (error) {
        ScanError.TOO_MANY_BYTES -> Message { it.scanTooManyBytes }
        ScanError.TOO_MANY_PIXELS -> Message { it.scanTooManyPixels }
        ScanError.TOO_MUCH_MEMORY -> Message { it.scanTooMuchMemory }
        ScanError.UNSUPPORTED_FORMAT -> Message { it.scanUnsupportedFormat }
        ScanError.DAMAGED -> Message { it.scanDamaged }
        ScanError.TIMED_OUT -> Message { it.scanTimedOut }
    }

fun olderCopy(copy: OlderCopy): Message =
    when (copy) {
        OlderCopy.ROLLED_BACK -> Message { it.olderRolledBack }
        OlderCopy.FORKED -> Message { it.olderForked }
        OlderCopy.NOT_REMEMBERED -> Message { it.olderNotRemembered }
    }

fun unusable(reason: Unusable): Message =
    when (reason) {
        Unusable.DAMAGED -> Message { it.unusableDamaged }
        Unusable.FILES_MISSING -> Message { it.unusableFilesMissing }
        Unusable.NEWER_VERSION -> Message { it.unusableNewerVersion }
        Unusable.DEVICE_KEY_MISSING -> Message { it.unusableDeviceKeyMissing }
        Unusable.IN_USE -> Message { it.unusableInUse }
    }

fun notice(notice: UnlockNotice): Message =
    when (notice) {
        is UnlockNotice.Recovered -> Message { it.unlockRecovered }
        is UnlockNotice.Accepted -> Message { it.unlockOlderOpen }
    }

/** What a new PIN must be. */
fun pinRules(rules: PinRules): Message =
    Message {
        val minimum = rules.minimumLength.toString()
        if (rules.passphrase) it.setupPinRulesPassphrase(minimum) else it.setupPinRules(minimum)
    }

fun kind(kind: AccountKind): Message =
    when (kind) {
        AccountKind.TOTP -> Message { it.kindTotp }
        AccountKind.HOTP -> Message { it.kindHotp }
        AccountKind.STEAM -> Message { it.kindSteam }
        AccountKind.DAY_PASSWORD -> Message { it.kindDay }
        AccountKind.PUSH -> Message { it.kindPush }
        AccountKind.UNKNOWN -> Message { it.kindUnknown }
    }

fun reachability(reachability: Reachability): Message =
    when (reachability) {
        Reachability.NOT_NEEDED -> Message { it.reachNotNeeded }
        Reachability.UNKNOWN -> Message { it.reachUnknown }
        Reachability.REACHABLE -> Message { it.reachReachable }
        Reachability.UNREACHABLE -> Message { it.reachUnreachable }
    }

fun event(event: HistoryEvent): Message =
    when (event) {
        HistoryEvent.VAULT_CREATED -> Message { it.eventVaultCreated }
        HistoryEvent.ACCOUNT_ADDED -> Message { it.eventAccountAdded }
        HistoryEvent.ACCOUNT_CHANGED -> Message { it.eventAccountChanged }
        HistoryEvent.ACCOUNT_DELETED -> Message { it.eventAccountDeleted }
        HistoryEvent.ACCOUNT_RESTORED -> Message { it.eventAccountRestored }
        HistoryEvent.ACCOUNT_EXPORTED -> Message { it.eventAccountExported }
        HistoryEvent.PIN_CHANGED -> Message { it.eventPinChanged }
        HistoryEvent.RECOVERY_CODE_MADE -> Message { it.eventRecoveryCodeMade }
        HistoryEvent.RECOVERY_CODE_REMOVED -> Message { it.eventRecoveryCodeRemoved }
        HistoryEvent.RECOVERY_CODE_USED -> Message { it.eventRecoveryCodeUsed }
        HistoryEvent.ROLL_BACK_ACCEPTED -> Message { it.eventRollBackAccepted }
        HistoryEvent.REQUEST_APPROVED -> Message { it.eventRequestApproved }
        HistoryEvent.REQUEST_DENIED -> Message { it.eventRequestDenied }
        HistoryEvent.REQUEST_DENIED_NOT_ME -> Message { it.eventRequestDeniedNotMe }
        HistoryEvent.REQUEST_EXPIRED -> Message { it.eventRequestExpired }
        HistoryEvent.REQUEST_REPORTED -> Message { it.eventRequestReported }
        HistoryEvent.ANSWER_NOT_TAKEN -> Message { it.eventAnswerNotTaken }
        HistoryEvent.EVENTS_LOST -> Message { it.eventEventsLost }
        HistoryEvent.ACCOUNT_ENDED -> Message { it.eventAccountEnded }
        HistoryEvent.KEYS_REPLACED -> Message { it.eventKeysReplaced }
        HistoryEvent.POLICY_ACCEPTED -> Message { it.eventPolicyAccepted }
        HistoryEvent.COUNTER_RESUMED -> Message { it.eventCounterResumed }
        HistoryEvent.BIOMETRICS_ADDED -> Message { it.eventBiometricsAdded }
        HistoryEvent.BIOMETRICS_REMOVED -> Message { it.eventBiometricsRemoved }
        HistoryEvent.OTHER -> Message { it.eventOther }
    }
