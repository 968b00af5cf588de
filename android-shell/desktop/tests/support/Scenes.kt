// Screens on a desktop: in the app's typeface, in any size, in light and dark.

package support

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.asSkiaBitmap
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import androidx.compose.ui.unit.Density
import app.countersign.theme.CountersignTheme
import org.jetbrains.skia.EncodedImageFormat
import org.jetbrains.skia.Image
import java.io.File
import kotlin.coroutines.EmptyCoroutineContext

/** Pixels for each dp. */
const val DENSITY = 1.5f

/** The typeface that the pictures are made with: the one of Android phones. */
val roboto: FontFamily by lazy {
    fun font(
        name: String,
        weight: FontWeight,
    ) = Font(File(System.getProperty("fonts"), "Roboto-$name.ttf"), weight)
    FontFamily(font("Regular", FontWeight.Normal), font("Medium", FontWeight.Medium))
}

/** How a screen is looked at. */
data class Look(
    val dark: Boolean = false,
    val language: String = "en",
    val fontScale: Float = 1f,
) {
    override fun toString() = "${if (dark) "dark" else "light"}-$language-${fontScale.toInt()}"
}

/** A narrow phone, and for a large font one that is long enough to see the whole page. */
fun scene(
    look: Look,
    content: @Composable () -> Unit,
    density: Float = DENSITY,
    test: SkikoComposeUiTest.() -> Unit,
) {
    val height = if (look.fontScale > 1f) 1500 else 820
    SkikoComposeUiTest(
        (360 * density).toInt(),
        (height * density).toInt(),
        EmptyCoroutineContext,
        Density(density, look.fontScale),
    ).runTest {
        setContent { CountersignTheme(look.dark, font = roboto, content = content) }
        waitForIdle()
        test()
    }
}

/** What stands in for the camera: something to see, no code in it. */
@Composable
fun Viewfinder(modifier: Modifier) {
    Box(modifier.background(Color(0xFF2A3638)))
}

fun ImageBitmap.save(file: File) {
    file.parentFile.mkdirs()
    file.writeBytes(checkNotNull(Image.makeFromBitmap(asSkiaBitmap()).encodeToData(EncodedImageFormat.PNG)).bytes)
}
