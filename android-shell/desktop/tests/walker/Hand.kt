// A person with the phone in hand: reads, touches what can be read, types.

package walker

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.isNotEnabled
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement

class Hand(
    private val test: SkikoComposeUiTest,
) {
    /** Everything that can be read or heard, without the places at which a name may go to another line. */
    fun words(): List<String> =
        test.onAllNodes(anything, useUnmergedTree = true).fetchSemanticsNodes().flatMap(::wordsOf)

    /** Whether this is to be seen among what can be touched, but not now. */
    fun seesLocked(text: String): Boolean =
        found(says(text) and isNotEnabled()) > 0 && found(says(text) and canBeTouched) == 0

    /**
     * Touches what says exactly this, or else what says it among other things, once it can be touched. `row`: not the first
     * that does, counted from 0.
     */
    fun touch(
        text: String,
        row: Int = 0,
    ) = touch(text, row, anything)

    /** In the dialog that lies over the screen. */
    fun touchInDialog(text: String) = touch(text, 0, hasAnyAncestor(isDialog()))

    private fun touch(
        text: String,
        row: Int,
        where: SemanticsMatcher,
    ) {
        val exactly = where and saysExactly(text) and canBeTouched
        val amongOthers = where and says(text) and canBeTouched
        if (!waits { found(exactly) > row || found(amongOthers) > row }) throw Misunderstood("nothing to touch: $text")
        val wanted = if (found(exactly) > row) exactly else amongOthers
        val node = test.onAllNodes(wanted)[row]
        if (found(wanted and hasAnyAncestor(hasScrollAction())) > row) node.performScrollTo()
        node.performClick()
        test.waitForIdle()
    }

    /** Replaces what stands in a field. */
    fun write(
        field: String,
        text: String,
    ) {
        val wanted = hasContentDescription(field) and canBeTyped
        if (!waits { found(wanted) > 0 }) throw Misunderstood("no field: $field")
        test.onAllNodes(wanted).onFirst().performTextReplacement(text)
        test.waitForIdle()
    }

    /** On the thread of the screen. */
    fun <Result> withScreen(action: () -> Result): Result = test.runOnIdle(action)

    /**
     * Looks again and again until something has happened. Not without pause, as Compose's own `waitUntil` does: it happens on
     * other threads and in the portal, which need the processor too.
     */
    fun waits(happened: () -> Boolean): Boolean {
        val late = System.nanoTime() + TIMEOUT
        while (!happened()) {
            if (System.nanoTime() > late) return false
            Thread.sleep(PAUSE)
            test.waitForIdle()
        }
        return true
    }

    private fun found(wanted: SemanticsMatcher): Int = test.onAllNodes(wanted).fetchSemanticsNodes().size

    private fun says(text: String) = SemanticsMatcher("says $text") { node -> wordsOf(node).any { text in it } }

    private fun saysExactly(text: String) = SemanticsMatcher("says exactly $text") { node -> text in wordsOf(node) }

    private fun wordsOf(node: SemanticsNode): List<String> {
        val written =
            node.config
                .getOrNull(SemanticsProperties.Text)
                .orEmpty()
                .map { it.text }
        val typed = listOfNotNull(node.config.getOrNull(SemanticsProperties.EditableText)?.text)
        val spoken = node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()
        return (written + typed + spoken).map(::inOneLine)
    }

    private companion object {
        /** Nanoseconds. Nothing takes so long; a machine may be busy. */
        const val TIMEOUT = 60_000_000_000L

        /** Milliseconds between two looks. */
        const val PAUSE = 5L
        val anything = SemanticsMatcher("anything") { true }
        val canBeTouched = hasClickAction() and isEnabled()
        val canBeTyped = SemanticsMatcher.keyIsDefined(SemanticsActions.SetText)
    }
}

/** Without the places at which a name may go to another line. */
fun inOneLine(text: String): String = text.replace("\u200B", "")
