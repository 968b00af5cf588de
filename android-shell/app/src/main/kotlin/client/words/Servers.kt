// What servers did, as sentences.

package app.countersign.client.words

import app.countersign.core.AnswerStatus
import app.countersign.core.CertificateProblem
import app.countersign.core.PolicyObstacle
import app.countersign.core.PolicyView
import app.countersign.core.PushCallException
import app.countersign.core.ServerError
import app.countersign.texts.Message
import app.countersign.texts.Texts
import app.countersign.texts.duration

internal fun push(error: PushCallException): Message =
    when (error) {
        is PushCallException.Locked -> Message { it.errorLocked }
        is PushCallException.UnknownAccount -> Message { it.errorUnknownAccount }
        is PushCallException.UnknownRequest -> Message { it.requestsOver }
        is PushCallException.Offline -> Message { it.onlineNone }
        is PushCallException.Running -> Message { it.onlineRunning }
        is PushCallException.Cancelled -> Message { it.onlineCancelled }
        is PushCallException.Ended -> Message { it.pushEnded }
        is PushCallException.EnrollAgain -> Message { it.pushEnrollAgain }
        is PushCallException.NotSupported -> Message { it.pushNotSupported }
        is PushCallException.InvalidDevice -> Message { it.pushDeviceNameWrong }
        is PushCallException.Policy -> obstacle(error.obstacle)
        is PushCallException.NewPinNeeded -> Message { it.errorNewPinNeeded }
        is PushCallException.Pin -> unlock(error.error)
        is PushCallException.Damaged -> Message { it.pushRecordDamaged }
        is PushCallException.NotSigned -> Message { it.pushNotSigned }
        is PushCallException.Server -> server(error.error)
        is PushCallException.Storage -> storage(error.error)
    }

private fun server(error: ServerError): Message =
    when (error) {
        ServerError.Unreachable -> Message { it.serverUnreachable }
        is ServerError.Busy -> Message { it.serverBusy(it.duration(error.wait)) }
        ServerError.PrivateNetwork -> Message { it.serverPrivateNetwork }
        ServerError.ForbiddenAddress -> Message { it.serverForbiddenAddress }
        is ServerError.Certificate -> Message { it.serverCertificate(certificate(it, error.problem)) }
        ServerError.Unprotected -> Message { it.serverUnprotected }
        ServerError.Misbehaved -> Message { it.serverMisbehaved }
        ServerError.Incompatible -> Message { it.serverIncompatible }
        ServerError.UnknownAccount -> Message { it.serverUnknownAccount }
        ServerError.CounterBehind -> Message { it.serverCounterBehind }
        ServerError.ProofRefused -> Message { it.serverProofRefused }
        ServerError.UnknownInvitation -> Message { it.serverUnknownInvitation }
        ServerError.InvitationUsed -> Message { it.serverInvitationUsed }
        ServerError.InvitationExpired -> Message { it.serverInvitationExpired }
        ServerError.NotAttested -> Message { it.serverNotAttested }
    }

private fun certificate(
    texts: Texts,
    problem: CertificateProblem,
): String =
    when (problem) {
        CertificateProblem.EXPIRED -> texts.certificateExpired
        CertificateProblem.NOT_YET_VALID -> texts.certificateNotYetValid
        CertificateProblem.WRONG_HOST -> texts.certificateWrongHost
        CertificateProblem.UNKNOWN_ISSUER -> texts.certificateUnknownIssuer
        CertificateProblem.REVOKED -> texts.certificateRevoked
        CertificateProblem.NOT_FOR_THIS_USE -> texts.certificateNotForThisUse
        CertificateProblem.MALFORMED -> texts.certificateMalformed
    }

fun obstacle(obstacle: PolicyObstacle): Message =
    when (obstacle) {
        PolicyObstacle.BiometricsNotAvailable -> Message { it.obstacleBiometricsNotAvailable }
        PolicyObstacle.AttestationNotAvailable -> Message { it.obstacleAttestationNotAvailable }
        PolicyObstacle.BiometricsNeeded -> Message { it.obstacleBiometricsNeeded }
        is PolicyObstacle.PinTooShort -> Message { it.obstaclePinTooShort(obstacle.minimum.toString()) }
        is PolicyObstacle.PinUnknown -> Message { it.obstaclePinUnknown(obstacle.minimum.toString()) }
    }

/** What a server asks for, in one or two sentences. */
fun policy(policy: PolicyView): Message =
    Message { texts ->
        listOfNotNull(
            texts.policyPin(policy.pinMinimum.toString()),
            texts.policyBiometrics.takeIf { policy.biometrics },
        ).joinToString(" ")
    }

/** What became of an answer. */
fun outcome(status: AnswerStatus): Message =
    when (status) {
        AnswerStatus.Approved -> {
            Message { it.outcomeApproved }
        }

        is AnswerStatus.AwaitCode -> {
            Message { it.outcomeAwaitCode(status.code) }
        }

        AnswerStatus.Denied -> {
            Message { it.outcomeDenied }
        }

        AnswerStatus.WrongNumber -> {
            Message { it.outcomeWrongNumber }
        }

        AnswerStatus.Expired -> {
            Message { it.outcomeExpired }
        }

        AnswerStatus.Superseded -> {
            Message { it.outcomeSuperseded }
        }

        is AnswerStatus.Already -> {
            Message { if (status.approved) it.outcomeAlreadyApproved else it.outcomeAlreadyDenied }
        }

        AnswerStatus.CounterBehind -> {
            Message { it.outcomeCounterBehind }
        }

        AnswerStatus.NotDelivered -> {
            Message { it.outcomeNotDelivered }
        }
    }
