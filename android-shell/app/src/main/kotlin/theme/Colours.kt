// The app's own colours, where the phone lends none. One accent; everything else is quiet.

package app.countersign.theme

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Immutable
import androidx.compose.ui.graphics.Color

val lightColours: ColorScheme =
    lightColorScheme(
        primary = Color(0xFF00646B),
        onPrimary = Color.White,
        primaryContainer = Color(0xFFC9ECEE),
        onPrimaryContainer = Color(0xFF00363A),
        secondary = Color(0xFF47595B),
        onSecondary = Color.White,
        secondaryContainer = Color(0xFFDDE8E9),
        onSecondaryContainer = Color(0xFF1F3133),
        tertiary = Color(0xFF7A4B00),
        onTertiary = Color.White,
        tertiaryContainer = Color(0xFFFFE2B8),
        onTertiaryContainer = Color(0xFF3D2500),
        background = Color(0xFFF5F8F8),
        onBackground = Color(0xFF151D1E),
        surface = Color(0xFFF5F8F8),
        onSurface = Color(0xFF151D1E),
        surfaceVariant = Color(0xFFDCE5E6),
        onSurfaceVariant = Color(0xFF455355),
        surfaceContainerLowest = Color.White,
        surfaceContainerLow = Color.White,
        surfaceContainer = Color(0xFFECF1F1),
        surfaceContainerHigh = Color(0xFFE5EBEC),
        surfaceContainerHighest = Color(0xFFDDE5E6),
        outline = Color(0xFF6B7A7C),
        outlineVariant = Color(0xFFCAD4D5),
        error = Color(0xFFB3201F),
        onError = Color.White,
        errorContainer = Color(0xFFFBDDDA),
        onErrorContainer = Color(0xFF5F0F0E),
        inverseSurface = Color(0xFF263234),
        inverseOnSurface = Color(0xFFEDF2F2),
        inversePrimary = Color(0xFF7FD3DA),
    )

val darkColours: ColorScheme =
    darkColorScheme(
        primary = Color(0xFF7FD3DA),
        onPrimary = Color(0xFF00363A),
        primaryContainer = Color(0xFF004F55),
        onPrimaryContainer = Color(0xFFC9ECEE),
        secondary = Color(0xFFB4C6C8),
        onSecondary = Color(0xFF1F3133),
        secondaryContainer = Color(0xFF324345),
        onSecondaryContainer = Color(0xFFDDE8E9),
        tertiary = Color(0xFFF3BD6E),
        onTertiary = Color(0xFF402900),
        tertiaryContainer = Color(0xFF5A3B00),
        onTertiaryContainer = Color(0xFFFFE2B8),
        background = Color(0xFF0E1415),
        onBackground = Color(0xFFE0E7E8),
        surface = Color(0xFF0E1415),
        onSurface = Color(0xFFE0E7E8),
        surfaceVariant = Color(0xFF3A484A),
        onSurfaceVariant = Color(0xFFB6C4C6),
        surfaceContainerLowest = Color(0xFF090E0F),
        surfaceContainerLow = Color(0xFF182021),
        surfaceContainer = Color(0xFF1B2425),
        surfaceContainerHigh = Color(0xFF243031),
        surfaceContainerHighest = Color(0xFF2E3A3C),
        outline = Color(0xFF86979A),
        outlineVariant = Color(0xFF35423F),
        error = Color(0xFFFFB3AC),
        onError = Color(0xFF68100F),
        errorContainer = Color(0xFF7A1B19),
        onErrorContainer = Color(0xFFFFDAD6),
        inverseSurface = Color(0xFFE0E7E8),
        inverseOnSurface = Color(0xFF1B2425),
        inversePrimary = Color(0xFF00646B),
    )

/** Colours that say something, and which the phone's own do not have. Never the only sign of it. */
@Immutable
data class Signals(
    val good: Color,
    val goodContainer: Color,
    val onGoodContainer: Color,
)

val lightSignals =
    Signals(good = Color(0xFF1B7A43), goodContainer = Color(0xFFD3F0DD), onGoodContainer = Color(0xFF0A3D20))
val darkSignals =
    Signals(good = Color(0xFF79D79B), goodContainer = Color(0xFF11502B), onGoodContainer = Color(0xFFD3F0DD))
