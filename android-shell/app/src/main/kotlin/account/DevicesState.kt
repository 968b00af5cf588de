// The devices that a server knows of its user, and new keys for this one.

package app.countersign.account

import app.countersign.client.DeviceView
import app.countersign.pad.PadIntents
import app.countersign.pad.PadState
import app.countersign.texts.Message

data class DevicesState(
    val server: String,
    /** Nothing until the server has told them. */
    val devices: List<DeviceView>? = null,
    /** New keys were signed for, and the server has not acknowledged them yet. */
    val pending: Boolean = false,
    /** The PIN is typed that replaces the keys. */
    val replacing: Boolean = false,
    val pad: PadState = PadState(),
    /** The server is being asked. */
    val busy: Boolean = false,
    val notice: Message? = null,
    val problem: Message? = null,
)

interface DevicesIntents {
    val pad: PadIntents

    fun back()

    fun ask()

    fun replaceKeys()

    fun pinTyped()
}
