// The app's texts out of the phone's resources.

package app.countersign.device

import android.content.Context
import android.content.res.Configuration
import android.content.res.Resources
import app.countersign.client.Language
import app.countersign.texts.TextSource
import app.countersign.texts.Texts
import java.util.Locale

/** Texts in this language; in the phone's own where none was chosen. */
internal fun texts(
    context: Context,
    language: Language?,
): Texts = Texts(ResourceTexts(speaking(context, language).resources, context.packageName))

private fun speaking(
    context: Context,
    language: Language?,
): Context {
    val locale =
        when (language) {
            null -> return context
            Language.ENGLISH -> Locale.ENGLISH
            Language.GERMAN -> Locale.GERMAN
        }
    val configuration = Configuration(context.resources.configuration).apply { setLocale(locale) }
    return context.createConfigurationContext(configuration)
}

private class ResourceTexts(
    private val resources: Resources,
    private val application: String,
) : TextSource {
    private val found = mutableMapOf<String, Int>()

    /** A phone in a third language reads English, and its times as English writes them. */
    override val locale: Locale
        get() = resources.configuration.locales[0].takeIf { it.language in LANGUAGES } ?: Locale.ENGLISH

    override fun text(name: String): String = resources.getText(resource(name, "string")).toString()

    override fun plural(
        name: String,
        count: Int,
    ): String = resources.getQuantityText(resource(name, "plurals"), count).toString()

    /** Texts are named at run time: `res/raw/keep.xml` says that none of them may be thrown out of the app. */
    private fun resource(
        name: String,
        kind: String,
    ): Int = found.getOrPut(name) { resources.getIdentifier(name, kind, application) }
}

private val LANGUAGES = listOf("en", "de")
