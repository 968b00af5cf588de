// What can be asserted about how a screen looks: each check gives a sentence for each fault.

package looks

import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.text.TextLayoutResult
import support.DENSITY

/** Everything that is wrong with what is on the screen, of which this is a picture. */
fun SkikoComposeUiTest.faults(picture: ImageBitmap = captureToImage()): List<String> {
    val all = nodes(merged = false)
    return cutTexts(
        all,
    ) + overlappingTexts(all) + narrowTouches(nodes(merged = true)) + nameless(nodes(merged = true)) +
        Contrast(picture).faults(all.filter { it.isText && it.isWhole })
}

/** Of what lies on top: a dialog dims and covers what is below. */
private fun SkikoComposeUiTest.nodes(merged: Boolean): List<SemanticsNode> {
    val nodes = onAllNodes(SemanticsMatcher("any") { true }, useUnmergedTree = !merged).fetchSemanticsNodes()
    val top = nodes.last().root
    return nodes.filter { it.root === top }
}

// --- texts -------------------------------------------------------------------------------------------------------

internal fun cutTexts(nodes: List<SemanticsNode>): List<String> =
    nodes.filter { it.isText }.flatMap { node ->
        val bounds = node.boundsInRoot
        listOfNotNull(
            "cut at its side: ${node.says}".takeIf {
                val narrow = bounds.width < node.size.width - SLACK || bounds.right > node.screenWidth + SLACK
                narrow && bounds.height > 0 && !node.scrolls(SemanticsProperties.HorizontalScrollAxisRange)
            },
            "cut below: ${node.says}".takeIf {
                bounds.height < node.size.height - SLACK && !node.scrolls(SemanticsProperties.VerticalScrollAxisRange)
            },
        ) + node.layouts().flatMap { cuts(it, node.says, breaksAnywhere = node.isTyped) }
    }

private fun cuts(
    layout: TextLayoutResult,
    says: String,
    breaksAnywhere: Boolean,
): List<String> {
    val text = layout.layoutInput.text.text
    return (0 until layout.lineCount).flatMap { line ->
        val end = layout.getLineEnd(line)
        listOfNotNull(
            "ends in dots: $says".takeIf { layout.isLineEllipsized(line) },
            "wider than its room: $says".takeIf {
                layout.getLineRight(line) - layout.getLineLeft(line) > layout.size.width + SLACK
            },
            "broken inside a word: $says".takeIf {
                !breaksAnywhere && end in 1 until text.length && text[end - 1].isLetterOrDigit() &&
                    text[end].isLetterOrDigit()
            },
        )
    } + listOfNotNull("higher than its room: $says".takeIf { layout.didOverflowHeight })
}

internal fun overlappingTexts(nodes: List<SemanticsNode>): List<String> {
    // A field that is typed in lies under its own label and hint.
    val texts = nodes.filter { it.isText && !it.isTyped && it.boundsInRoot.width > 0 && it.boundsInRoot.height > 0 }
    return texts.flatMapIndexed { at, first ->
        texts.drop(at + 1).mapNotNull { second ->
            val common = first.boundsInRoot.intersect(second.boundsInRoot)
            val overlap = first.root === second.root && common.width > SLACK && common.height > SLACK
            "drawn over each other: ${first.says} / ${second.says}".takeIf { overlap }
        }
    }
}

// --- touching ----------------------------------------------------------------------------------------------------

/** Compose widens small touch areas by itself, as long as they do not meet: so both are checked. */
internal fun narrowTouches(nodes: List<SemanticsNode>): List<String> {
    val touched = nodes.filter { it.isTouched && it.isWhole }
    val small =
        touched.filter {
            minOf(it.size.width, it.size.height) < SMALLEST ||
                minOf(it.touchBoundsInRoot.width, it.touchBoundsInRoot.height) < FINGER
        }
    val meeting =
        touched.flatMapIndexed { at, first ->
            touched
                .drop(at + 1)
                .filter { second ->
                    val common = first.touchBoundsInRoot.intersect(second.touchBoundsInRoot)
                    first.root === second.root && common.width > SLACK && common.height > SLACK &&
                        !first.holds(
                            second,
                        ) &&
                        !second.holds(first)
                }.map { second -> "touch areas meet: ${first.says} / ${second.says}" }
        }
    return small.map { "too small to touch: ${it.says}" } + meeting
}

internal fun nameless(nodes: List<SemanticsNode>): List<String> =
    nodes
        .filter {
            it.isTouched && it.says.isBlank()
        }.map { "without a name for a screen reader: at ${it.boundsInRoot}" }

// --- nodes -------------------------------------------------------------------------------------------------------

internal val SemanticsNode.isText: Boolean get() =
    config.contains(SemanticsActions.GetTextLayoutResult) &&
        says.isNotBlank()

private val SemanticsNode.isTyped: Boolean get() = config.contains(SemanticsProperties.EditableText)

private val SemanticsNode.isTouched: Boolean get() = config.contains(SemanticsActions.OnClick)

/** Nothing of it is scrolled away. */
internal val SemanticsNode.isWhole: Boolean
    get() = boundsInRoot.width >= size.width - SLACK && boundsInRoot.height >= size.height - SLACK

internal val SemanticsNode.says: String
    get() {
        val texts = config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
        val typed = listOfNotNull(config.getOrNull(SemanticsProperties.EditableText)?.text)
        return (config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() + texts + typed).joinToString(" ")
    }

private fun SemanticsNode.layouts(): List<TextLayoutResult> {
    val layouts = mutableListOf<TextLayoutResult>()
    config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(layouts)
    return layouts
}

private fun SemanticsNode.scrolls(property: androidx.compose.ui.semantics.SemanticsPropertyKey<*>): Boolean =
    generateSequence(this) { it.parent }.any { it.config.contains(property) }

private val SemanticsNode.screenWidth: Int get() = generateSequence(this) { it.parent }.last().size.width

private fun SemanticsNode.holds(other: SemanticsNode): Boolean =
    generateSequence(other.parent) { it.parent }.any {
        it.id ==
            id
    }

/** Pixels by which sizes may differ from rounding. */
private const val SLACK = 2f

/** Pixels: 48 dp, the room of a finger; and 40 dp, what Material draws of it. */
private const val FINGER = 48 * DENSITY - SLACK
private const val SMALLEST = 40 * DENSITY - SLACK
