// What can be chosen about the app.

package app.countersign.settings

import app.countersign.client.Appearance
import app.countersign.client.Settings
import app.countersign.pad.PadIntents
import app.countersign.pad.PadState
import app.countersign.texts.Message

data class SettingsState(
    val settings: Settings?,
    val appearance: Appearance,
    /** The PIN is being changed. */
    val changing: Changing? = null,
    val pad: PadState = PadState(),
    val busy: Boolean = false,
    val notice: Message? = null,
    val problem: Message? = null,
) {
    /** Which PIN is typed now. */
    enum class Changing { OLD, NEW, AGAIN }
}

interface SettingsIntents {
    val pad: PadIntents

    fun back()

    fun settings(settings: Settings)

    fun appearance(appearance: Appearance)

    fun changePin()

    fun pinTyped()
}
