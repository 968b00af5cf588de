// What a line asks for.

package driver

import app.countersign.core.SecretBytes
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import java.io.File
import java.time.Instant

/** A call, and its arguments by name. */
class Asked(
    private val line: JsonObject,
) {
    val call get() = text("do")

    fun text(name: String): String = argument(name).content

    fun flag(name: String): Boolean = argument(name).boolean

    fun number(name: String): UInt = argument(name).int.toUInt()

    fun offer(): ULong = argument("offer").long.toULong()

    /** A PIN goes in as bytes, and they are wiped after the call. */
    inline fun <T> withPin(call: (SecretBytes) -> T): T {
        val pin = text("pin").encodeToByteArray()
        try {
            return call(pin)
        } finally {
            pin.fill(0)
        }
    }

    fun file(): ByteArray = File(text("file")).readBytes()

    fun moment(name: String): Instant = Instant.ofEpochSecond(argument(name).long)

    /** The constant that Rust calls like this. */
    inline fun <reified T : Enum<T>> variant(name: String): T = enumValues<T>().single { nameOf(it) == text(name) }

    private fun argument(name: String): JsonPrimitive = line.getValue(name).jsonPrimitive
}
