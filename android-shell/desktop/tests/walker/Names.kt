// Texts by their names in the catalogue, followed by what is put in: `pad.wrong 9`.

package walker

import app.countersign.texts.TextSource
import app.countersign.texts.Texts
import support.ResourceTexts

fun names(): Texts = Texts(Names(ResourceTexts("en")))

private class Names(
    private val english: TextSource,
) : TextSource by english {
    override fun text(name: String): String = named(name, english.text(name))

    override fun plural(
        name: String,
        count: Int,
    ): String = named(name, english.plural(name, MANY))

    /** A format of the same values, in the order in which they are handed over. */
    private fun named(
        name: String,
        text: String,
    ): String {
        val values = placeholder.findAll(text).map(MatchResult::value)
        return (listOf(name.replaceFirst('_', '.')) + values.toSortedSet()).joinToString(" ")
    }

    private companion object {
        /** A form in which the number is never left out. */
        const val MANY = 2
        val placeholder = Regex("""%\d+\$[ds]""")
    }
}
