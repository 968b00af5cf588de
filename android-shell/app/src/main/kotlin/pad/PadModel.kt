// A PIN while it is typed: bytes that are wiped, never a text.

package app.countersign.pad

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

class PadModel(
    letters: Boolean = false,
) : PadIntents {
    private val bytes = ByteArray(LONGEST)
    private val changing = MutableStateFlow(PadState(letters = letters))
    val state: StateFlow<PadState> = changing.asStateFlow()

    override fun digit(digit: Char) {
        val typed = changing.value.typed
        if (typed < LONGEST) {
            bytes[typed] = digit.code.toByte()
            changing.value = changing.value.copy(typed = typed + 1)
        }
    }

    override fun erase() {
        val typed = changing.value.typed
        if (typed > 0) {
            bytes[typed - 1] = 0
            changing.value = changing.value.copy(typed = typed - 1)
        }
    }

    override fun letters(wanted: Boolean) {
        clear()
        changing.value = changing.value.copy(letters = wanted)
    }

    override fun passphrase(text: ByteArray) {
        bytes.fill(0)
        val kept = minOf(text.size, LONGEST)
        text.copyInto(bytes, endIndex = kept)
        text.fill(0)
        changing.value = changing.value.copy(typed = kept)
    }

    /** Lends what was typed to one call, and wipes it afterwards. */
    suspend fun <T> lend(call: suspend (ByteArray) -> T): T {
        val typed = bytes.copyOf(changing.value.typed)
        clear()
        return try {
            call(typed)
        } finally {
            typed.fill(0)
        }
    }

    fun clear() {
        bytes.fill(0)
        changing.value = changing.value.copy(typed = 0)
    }

    private companion object {
        /** Bytes; more than any PIN or passphrase may have, so that one too long is refused by the core, not cut. */
        const val LONGEST = 260
    }
}
