// What the scenario compares of the library's views.

package driver

import app.countersign.core.AccountRow
import app.countersign.core.CodeView
import app.countersign.core.LockView
import app.countersign.core.OffersView
import app.countersign.core.OutcomeView
import app.countersign.core.PollView
import app.countersign.core.RequestView
import app.countersign.core.Stage
import app.countersign.core.VerificationView

fun factsOf(stage: Stage): Facts =
    when (stage) {
        is Stage.Setup -> mapOf("stage" to "Setup.${nameOf(stage.step)}")
        is Stage.Locked -> mapOf("stage" to "Locked") + factsOf(stage.view)
        else -> mapOf("stage" to nameOf(stage))
    }

private fun factsOf(lock: LockView): Facts =
    mapOf(
        "attempts_left" to lock.attemptsLeft,
        "delay" to lock.delay.seconds,
        "requests_while_locked" to lock.requestsWhileLocked,
    )

fun factsOf(read: OffersView): Facts {
    val first = read.offers.first()
    return buildMap {
        put("offers", read.offers.size)
        put("offer", first.id)
        put("issuer", first.issuer)
        put("account", first.account)
        put("kind", nameOf(first.kind))
        put("digits", first.digits)
        put("same_secret", first.sameSecret != null)
        first.periodSeconds?.let { put("period", it) }
        first.algorithm?.let { put("algorithm", nameOf(it)) }
        first.push?.let { put("private_network", it.privateNetwork) }
    }
}

fun factsOf(account: AccountRow): Facts =
    mapOf(
        "id" to account.id,
        "issuer" to account.issuer,
        "account" to account.account,
        "kind" to nameOf(account.kind),
    )

fun factsOf(code: CodeView): Facts =
    buildMap {
        put("code", code.code)
        code.validFrom?.let { put("valid_from", it.epochSecond) }
    }

fun factsOf(poll: PollView): Facts {
    val prompt = poll.prompt?.let { mapOf("prompt" to it.id) + factsOf(it) }
    return mapOf("arrived" to poll.arrived.size) + (prompt ?: mapOf("prompt" to ""))
}

fun factsOf(request: RequestView): Facts =
    mapOf(
        "on_screen" to request.onScreen,
        "verification" to nameOf(request.verification),
        "digits" to digitsOf(request.verification),
        "endpoint" to request.endpoint,
    )

fun factsOf(outcome: OutcomeView): Facts =
    mapOf(
        "status" to nameOf(outcome.status),
        "approved" to outcome.approved,
    )

private fun digitsOf(verification: VerificationView): UInt =
    when (verification) {
        is VerificationView.Enter -> verification.digits.toUInt()
        is VerificationView.Show -> verification.digits.toUInt()
        VerificationView.Nothing, VerificationView.Scan -> 0u
    }
