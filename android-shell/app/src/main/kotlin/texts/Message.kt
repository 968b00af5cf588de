// What to say, before it is known in which language.

package app.countersign.texts

/** A sentence for the user. State holds it, and the screen says it in the language of its texts. */
fun interface Message {
    fun inWords(texts: Texts): String
}
