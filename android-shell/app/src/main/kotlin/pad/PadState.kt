// A PIN while it is typed. How many characters there are is all that a screen knows of them.

package app.countersign.pad

data class PadState(
    val typed: Int = 0,
    /** A keyboard instead of ten digits. */
    val letters: Boolean = false,
)

interface PadIntents {
    fun digit(digit: Char)

    fun erase()

    /** Changes between digits and letters, and begins anew. */
    fun letters(wanted: Boolean)

    /** Everything that stands in the field for letters, in UTF-8. */
    fun passphrase(text: ByteArray)
}
