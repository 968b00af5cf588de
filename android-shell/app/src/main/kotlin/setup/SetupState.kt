// The first launch, step by step.

package app.countersign.setup

import app.countersign.client.PinRules
import app.countersign.pad.PadIntents
import app.countersign.pad.PadState
import app.countersign.texts.Message

data class SetupState(
    val step: Step,
    val pad: PadState = PadState(),
    /** The vault is being made, which takes a moment on purpose. */
    val busy: Boolean = false,
    val problem: Message? = null,
) {
    sealed interface Step {
        data class License(
            val text: String,
        ) : Step

        data class ChoosePin(
            val rules: PinRules,
        ) : Step

        data object ConfirmPin : Step

        data object Notifications : Step
    }
}

interface SetupIntents {
    val pad: PadIntents

    fun acceptLicense()

    /** What was typed is the PIN, or the same once more. */
    fun pinTyped()

    /** Back from the confirmation: another PIN. */
    fun chooseAnother()

    fun notifications(wanted: Boolean)
}
