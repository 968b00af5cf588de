// Requests: what waits, the one that is being judged, and what became of it.

package app.countersign.requests

import app.countersign.client.AccountId
import app.countersign.client.Ending
import app.countersign.client.RequestId
import app.countersign.client.RequestView
import app.countersign.pad.PadIntents
import app.countersign.pad.PadState
import app.countersign.texts.Message

data class RequestsState(
    val face: Face = Face.Waiting(),
    /** Biometrics may stand in for the PIN. */
    val biometrics: Boolean = false,
    val pad: PadState = PadState(),
    val problem: Message? = null,
) {
    sealed interface Face {
        data class Waiting(
            val requests: List<RequestView> = emptyList(),
            /** How servers stand, where that is worth a word. */
            val notes: List<Note> = emptyList(),
            val accounts: Boolean = true,
            val asking: Boolean = false,
        ) : Face

        /** One request fills the screen. */
        data class Judging(
            val request: RequestView,
            val step: Step,
        ) : Face

        data class Over(
            val ending: Ending,
            val said: Message,
            /** A code that the user types into the login page now. */
            val code: String? = null,
        ) : Face
    }

    sealed interface Step {
        data object Facts : Step

        data class Number(
            val typed: String,
            val digits: Int,
        ) : Step

        data object Scan : Step

        data object Pin : Step

        data object Rejecting : Step

        data object Telling : Step
    }

    data class Note(
        val said: Message,
        /** The account whose server asks for more than before: the user may agree. */
        val agree: AccountId? = null,
    )
}

interface RequestsIntents {
    val pad: PadIntents

    fun ask()

    fun open(request: RequestId)

    fun agree(account: AccountId)

    /** Towards accepting: first what is compared with the login page, then the PIN. */
    fun accept()

    fun digit(digit: Char)

    fun eraseDigit()

    fun numberTyped()

    fun pinTyped()

    /** Instead of the PIN. */
    fun biometrics()

    fun reject()

    fun rejected(notMe: Boolean)

    fun back()
}
