// What the app says of itself.

package app.countersign.about

data class AboutState(
    val version: String,
)

interface AboutIntents {
    fun back()
}
