// States worth seeing, for previews and pictures.

package app.countersign.parts

/** A state of a screen, and what is to be seen in it. */
class Sample<State>(
    val name: String,
    val state: State,
)
