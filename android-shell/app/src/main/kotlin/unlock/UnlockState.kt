// The app while its vault is closed.

package app.countersign.unlock

import app.countersign.client.LockView
import app.countersign.client.PinRules
import app.countersign.client.Unusable
import app.countersign.pad.PadIntents
import app.countersign.pad.PadState
import app.countersign.texts.Message

data class UnlockState(
    val face: Face,
    val pad: PadState = PadState(),
    val busy: Boolean = false,
    val problem: Message? = null,
) {
    sealed interface Face {
        data class Locked(
            val view: LockView,
            /** A recovery code instead of the PIN. */
            val recovery: Boolean = false,
        ) : Face

        /** The files are older than this phone remembers, and the user decides. */
        data class Older(
            val what: Message,
        ) : Face

        /** The recovery code opened the vault. */
        data class NewPin(
            val rules: PinRules,
            val again: Boolean,
        ) : Face

        data object Erased : Face

        data class Broken(
            val reason: Unusable,
        ) : Face
    }
}

interface UnlockIntents {
    val pad: PadIntents

    /** What was typed is the PIN, the recovery code, or the new PIN. */
    fun typed()

    fun biometrics()

    /** To the recovery code, or back to the PIN. */
    fun recovery(wanted: Boolean)

    /** The user goes on with the older files: the next attempt opens them. */
    fun acceptOlder(accepted: Boolean)

    fun requests()

    fun startOver()
}
