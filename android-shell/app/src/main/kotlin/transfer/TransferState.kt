// Handing out the secret of one account, for a PIN.

package app.countersign.transfer

import app.countersign.pad.PadIntents
import app.countersign.pad.PadState
import app.countersign.texts.Message

data class TransferState(
    val name: String,
    val pad: PadState = PadState(),
    /** The key URI, while it is shown. */
    val shown: String? = null,
    val busy: Boolean = false,
    val problem: Message? = null,
)

interface TransferIntents {
    val pad: PadIntents

    fun back()

    fun pinTyped()
}
