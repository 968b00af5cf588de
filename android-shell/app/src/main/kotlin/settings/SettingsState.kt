// What can be chosen about the app.

package app.countersign.settings

import app.countersign.client.Appearance
import app.countersign.client.ProtectionView
import app.countersign.client.Settings
import app.countersign.pad.PadIntents
import app.countersign.pad.PadState
import app.countersign.texts.Message

data class SettingsState(
    val settings: Settings?,
    val appearance: Appearance,
    /** What guards the vault, and which servers hold it there. */
    val protection: ProtectionView? = null,
    /** The PIN is asked for. */
    val asking: Asking? = null,
    val pad: PadState = PadState(),
    val busy: Boolean = false,
    val notice: Message? = null,
    val problem: Message? = null,
) {
    /** Which PIN is typed now, and what for. */
    enum class Asking { OLD_PIN, NEW_PIN, NEW_PIN_AGAIN, BIOMETRICS_ON, BIOMETRICS_OFF }
}

interface SettingsIntents {
    val pad: PadIntents

    fun back()

    fun settings(settings: Settings)

    fun appearance(appearance: Appearance)

    fun changePin()

    fun biometrics(wanted: Boolean)

    fun recovery()

    fun pinTyped()
}
