// What is compared with a login page, and what became of an answer, for the screens of requests.

package app.countersign.client

import app.countersign.core.AnswerStatus

/** What a request asks to compare before it is accepted. */
sealed interface Comparison {
    data object Nothing : Comparison

    data class Number(
        val digits: Int,
    ) : Comparison

    data object Scan : Comparison

    /** The phone shows a code afterwards. */
    data object Code : Comparison
}

fun comparison(request: RequestView): Comparison =
    when (val verification = request.verification) {
        is VerifyNothing -> Comparison.Nothing
        is VerifyByNumber -> Comparison.Number(verification.digits.toInt())
        is VerifyByScan -> Comparison.Scan
        is VerifyByCode -> Comparison.Code
    }

/** How an answer ended, as far as its sign goes. */
enum class Ending { ACCEPTED, REJECTED, WAITING, FAILED }

fun ending(outcome: OutcomeView): Ending =
    when (outcome.status) {
        AnswerStatus.Approved, is AnswerStatus.AwaitCode -> Ending.ACCEPTED

        AnswerStatus.Denied -> Ending.REJECTED

        AnswerStatus.NotDelivered -> Ending.WAITING

        AnswerStatus.WrongNumber,
        AnswerStatus.Expired,
        AnswerStatus.Superseded,
        is AnswerStatus.Already,
        AnswerStatus.CounterBehind,
        -> Ending.FAILED
    }

/** The code to type into the login page now, where there is one. */
fun codeToType(outcome: OutcomeView): String? = (outcome.status as? AnswerStatus.AwaitCode)?.code
