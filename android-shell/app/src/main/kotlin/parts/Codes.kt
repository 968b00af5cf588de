// A code to be read: large digits of one width in groups, the seconds left, and whose it is.

package app.countersign.parts

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.TextUnit
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import app.countersign.client.Reachability
import app.countersign.theme.LocalSignals
import app.countersign.theme.tabular

/** Groups go to another line together: a code never breaks inside one. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Digits(
    grouped: String,
    spoken: String,
    modifier: Modifier = Modifier,
    style: TextStyle = MaterialTheme.typography.displaySmall,
    colour: Color = MaterialTheme.colorScheme.onSurface,
    /** Read out by itself, and not as a part of what it stands in. */
    alone: Boolean = true,
) {
    FlowRow(
        modifier = modifier.semantics(mergeDescendants = alone) { contentDescription = spoken },
        horizontalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        grouped.split(' ').forEach { group ->
            Text(
                group,
                style = style.tabular.copy(letterSpacing = 1.sp),
                color = colour,
                softWrap = false,
            )
        }
    }
}

/** The seconds left, as a number in a ring that closes. */
@Composable
fun Countdown(
    secondsLeft: Int,
    period: Int,
    spoken: String,
    modifier: Modifier = Modifier,
    diameter: Dp = 44.dp,
) {
    val ending = secondsLeft <= SOON
    val colour = if (ending) MaterialTheme.colorScheme.error else MaterialTheme.colorScheme.primary
    val track = MaterialTheme.colorScheme.surfaceContainerHighest
    val part = (secondsLeft.toFloat() / period.coerceAtLeast(1)).coerceIn(0f, 1f)
    Box(
        modifier = modifier.size(diameter).clearAndSetSemantics { contentDescription = spoken },
        contentAlignment = Alignment.Center,
    ) {
        Canvas(Modifier.size(diameter)) {
            val width = 3.5.dp.toPx()
            val inset = width / 2
            val area = Size(size.width - width, size.height - width)
            drawArc(track, 0f, 360f, false, Offset(inset, inset), area, style = Stroke(width))
            drawArc(
                colour,
                -90f,
                360f * part,
                false,
                Offset(inset, inset),
                area,
                style = Stroke(width, cap = StrokeCap.Round),
            )
        }
        Text(
            "$secondsLeft",
            style =
                MaterialTheme.typography.labelMedium.tabular
                    .copy(fontSize = fixed(15.sp)),
            color = colour,
        )
    }
}

/** A number inside a sign of one size keeps its own. */
@Composable
private fun fixed(size: TextUnit): TextUnit = size / LocalDensity.current.fontScale.coerceAtLeast(1f)

/** In the last seconds the next code is shown as well. */
const val SOON = 6

/** The first letter of a name, on a colour that stays with the name. */
@Composable
fun Monogram(
    name: String,
    modifier: Modifier = Modifier,
) {
    val (container, content) = tint(name)
    Box(
        modifier =
            modifier
                .size(44.dp)
                .clip(CircleShape)
                .background(container)
                .clearAndSetSemantics {},
        contentAlignment = Alignment.Center,
    ) {
        Text(
            name
                .trim()
                .take(1)
                .uppercase()
                .ifEmpty { "#" },
            color = content,
            style = MaterialTheme.typography.titleMedium.copy(fontSize = fixed(19.sp), fontWeight = FontWeight.Medium),
        )
    }
}

@Composable
private fun tint(name: String): Pair<Color, Color> =
    with(MaterialTheme.colorScheme) {
        listOf(
            primaryContainer to onPrimaryContainer,
            secondaryContainer to onSecondaryContainer,
            tertiaryContainer to onTertiaryContainer,
        )[Math.floorMod(name.hashCode(), 3)]
    }

/**
 * Whether the server of an account answers: a full dot, a dot with a line through it, a ring where nobody asked yet, and a
 * small grey one where there is no server to ask. The shape says it without the colour.
 */
@Composable
fun ReachabilityDot(
    reachability: Reachability,
    spoken: String,
    modifier: Modifier = Modifier,
) {
    val good = LocalSignals.current.good
    val bad = MaterialTheme.colorScheme.error
    val grey = MaterialTheme.colorScheme.outline
    val background = MaterialTheme.colorScheme.surfaceContainerLow
    Canvas(modifier.size(14.dp).clearAndSetSemantics { contentDescription = spoken }) {
        val radius = size.minDimension / 2
        when (reachability) {
            Reachability.NOT_NEEDED -> {
                drawCircle(grey, radius * 0.7f)
            }

            Reachability.UNKNOWN -> {
                drawCircle(grey, radius * 0.8f, style = Stroke(2.dp.toPx()))
            }

            Reachability.REACHABLE -> {
                drawCircle(good, radius)
            }

            Reachability.UNREACHABLE -> {
                drawCircle(bad, radius)
                val from = Offset(center.x - radius * 0.55f, center.y - radius * 0.55f)
                val to = Offset(center.x + radius * 0.55f, center.y + radius * 0.55f)
                drawLine(background, from, to, strokeWidth = 2.dp.toPx(), cap = StrokeCap.Round)
            }
        }
    }
}
