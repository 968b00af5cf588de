// What the app says of itself: nothing in it changes.

package app.countersign.about

class AboutModel(
    version: String,
    private val onDone: () -> Unit,
) : AboutIntents {
    val state = AboutState(version)

    override fun back() = onDone()
}
