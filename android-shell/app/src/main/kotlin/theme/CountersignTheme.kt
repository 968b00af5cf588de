// Colours, shapes and type of every screen. What only a phone has (its colours, its typeface) comes from outside.

package app.countersign.theme

import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Typography
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp

val LocalSignals = staticCompositionLocalOf { lightSignals }

@Composable
fun CountersignTheme(
    dark: Boolean,
    colours: ColorScheme = if (dark) darkColours else lightColours,
    font: FontFamily = FontFamily.Default,
    content: @Composable () -> Unit,
) {
    CompositionLocalProvider(LocalSignals provides if (dark) darkSignals else lightSignals) {
        MaterialTheme(
            colorScheme = colours,
            shapes = shapes,
            typography = typography(font, LocalDensity.current.fontScale),
            content = content,
        )
    }
}

private val shapes =
    Shapes(
        small = RoundedCornerShape(10.dp),
        medium = RoundedCornerShape(16.dp),
        large = RoundedCornerShape(22.dp),
        extraLarge = RoundedCornerShape(28.dp),
    )

private fun typography(
    font: FontFamily,
    fontScale: Float,
): Typography {
    // What is large already grows less than everything else, by a third of what the user asks for: long words keep whole.
    val bounded = if (fontScale > 1f) (1f + (fontScale - 1f) / 3f) / fontScale else 1f

    fun style(
        size: Int,
        line: Int,
        weight: FontWeight = FontWeight.Normal,
    ): TextStyle {
        val factor = if (size >= LARGE) bounded else 1f
        return TextStyle(
            fontFamily = font,
            fontSize = (size * factor).sp,
            lineHeight = (line * factor).sp,
            fontWeight = weight,
            letterSpacing = 0.sp,
        )
    }

    val plain = Typography()
    return plain.copy(
        displaySmall = style(36, 44, FontWeight.Medium),
        headlineMedium = style(28, 34, FontWeight.Medium),
        headlineSmall = style(24, 30, FontWeight.Medium),
        titleLarge = style(21, 27, FontWeight.Medium),
        titleMedium = style(17, 23, FontWeight.Medium),
        titleSmall = style(15, 20, FontWeight.Medium),
        bodyLarge = style(16, 24),
        bodyMedium = style(15, 21),
        bodySmall = style(13, 18),
        labelLarge = style(16, 22, FontWeight.Medium),
        labelMedium = style(13, 18, FontWeight.Medium),
        labelSmall = style(12, 16, FontWeight.Medium),
    )
}

/** Sizes from which a style counts as large. */
private const val LARGE = 20

/** Digits of one width, so that nothing moves while they change. */
val TextStyle.tabular: TextStyle get() = copy(fontFeatureSettings = "tnum")
