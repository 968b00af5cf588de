// The texts of the phone's own resource files, read without a phone.

package support

import app.countersign.texts.TextSource
import app.countersign.texts.Texts
import org.w3c.dom.Element
import java.io.File
import java.util.Locale
import javax.xml.parsers.DocumentBuilderFactory

/** The texts in a language: `en` or `de`. */
fun texts(language: String): Texts = Texts(ResourceTexts(language))

class ResourceTexts(
    language: String,
) : TextSource {
    override val locale: Locale = Locale.forLanguageTag(language)
    private val root: Element =
        DocumentBuilderFactory
            .newInstance()
            .newDocumentBuilder()
            .parse(File(System.getProperty("resources"), "${folderOf(language)}/strings.xml"))
            .documentElement
    private val texts = elements("string").associate { it.getAttribute("name") to unescaped(it.textContent) }
    private val plurals =
        elements("plurals").associate { plural ->
            val items = plural.getElementsByTagName("item")
            plural.getAttribute("name") to
                (0 until items.length).map { items.item(it) as Element }.associate {
                    it.getAttribute("quantity") to unescaped(it.textContent)
                }
        }

    override fun text(name: String): String = texts.getValue(name)

    /** The rule of English and German. */
    override fun plural(
        name: String,
        count: Int,
    ): String = plurals.getValue(name).getValue(if (count == 1) "one" else "other")

    private fun elements(tag: String): List<Element> {
        val nodes = root.getElementsByTagName(tag)
        return (0 until nodes.length).map { nodes.item(it) as Element }
    }

    private fun unescaped(text: String): String =
        Regex("""\\(.)""").replace(text) { if (it.groupValues[1] == "n") "\n" else it.groupValues[1] }
}

private fun folderOf(language: String): String = if (language == "en") "values" else "values-$language"
