// Names that no dictionary can divide.

package app.countersign.texts

/** A server's or an account's name, which may go to another line after each of its dots. */
fun inLines(name: String): String = name.replace(".", ".\u200B")
