// Whether a text stands out from what is behind it, measured on the pixels.

package looks

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.graphics.toPixelMap
import androidx.compose.ui.semantics.SemanticsNode
import kotlin.math.roundToInt

internal class Contrast(
    picture: ImageBitmap,
) {
    private val pixels = picture.toPixelMap()

    fun faults(texts: List<SemanticsNode>): List<String> =
        texts.mapNotNull { text ->
            ratio(text)?.takeIf { it < ENOUGH }?.let { "contrast of %.1f: %s".format(it, text.says) }
        }

    /** Of the colour that is there most to the one farthest from it that is not a single stray pixel. */
    private fun ratio(text: SemanticsNode): Float? {
        val bounds = text.boundsInRoot
        val columns =
            bounds.left.roundToInt().coerceAtLeast(0) until bounds.right.roundToInt().coerceAtMost(pixels.width)
        val rows = bounds.top.roundToInt().coerceAtLeast(0) until bounds.bottom.roundToInt().coerceAtMost(pixels.height)
        val counts = HashMap<Int, Int>()
        for (y in rows) {
            for (x in columns) {
                counts.merge(
                    pixels.buffer[pixels.bufferOffset + y * pixels.stride + x],
                    1,
                    Int::plus,
                )
            }
        }
        val behind = counts.maxByOrNull { it.value }?.key ?: return null
        return counts.filterValues { it >= OFTEN }.keys.maxOf { ratio(Color(it), Color(behind)) }
    }

    private fun ratio(
        first: Color,
        second: Color,
    ): Float {
        val (dark, light) = listOf(first.luminance(), second.luminance()).sorted()
        return (light + 0.05f) / (dark + 0.05f)
    }

    private companion object {
        /** WCAG's level AA for text. */
        const val ENOUGH = 4.5f
        const val OFTEN = 4
    }
}
