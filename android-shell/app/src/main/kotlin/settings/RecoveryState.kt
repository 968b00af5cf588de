// The recovery code: made for a PIN, shown this once.

package app.countersign.settings

import app.countersign.pad.PadIntents
import app.countersign.pad.PadState
import app.countersign.texts.Message

data class RecoveryState(
    /** There is a code already: a new one replaces it. */
    val exists: Boolean,
    val step: Step = Step.Explained,
    val pad: PadState = PadState(),
    val busy: Boolean = false,
    val notice: Message? = null,
    val problem: Message? = null,
) {
    sealed interface Step {
        data object Explained : Step

        data object PinToMake : Step

        data object PinToRemove : Step

        /** The code, as long as the user has not said that it is written down. */
        data class Shown(
            val code: String,
        ) : Step
    }
}

interface RecoveryIntents {
    val pad: PadIntents

    fun back()

    fun make()

    fun remove()

    fun pinTyped()

    /** The user has written it down: it is shown no more. */
    fun noted()
}
