// What only Android has, handed to the screens: its colours, its typeface, its texts, its way back, its camera.

package app.countersign.device.screen

import android.content.Context
import android.os.Build
import androidx.activity.compose.PredictiveBackHandler
import androidx.compose.foundation.background
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.dynamicDarkColorScheme
import androidx.compose.material3.dynamicLightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.graphicsLayer
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.text.font.FontFamily
import app.countersign.client.Appearance
import app.countersign.client.Theme
import app.countersign.device.CountersignApplication
import app.countersign.device.Running
import app.countersign.device.texts
import app.countersign.navigation.AppModel
import app.countersign.navigation.AppScreen
import app.countersign.parts.MainButton
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.texts.Message
import app.countersign.texts.Texts
import app.countersign.theme.CountersignTheme
import app.countersign.theme.darkColours
import app.countersign.theme.lightColours
import kotlin.coroutines.cancellation.CancellationException

@Composable
fun PhoneScreen(application: CountersignApplication) {
    val running by application.state.collectAsState()
    when (val now = running) {
        null -> Unit
        is Running.App -> RunningApp(application, now.model)
        is Running.Refused -> Refused(now.why, application::opened)
    }
}

@Composable
private fun RunningApp(
    application: CountersignApplication,
    model: AppModel,
) {
    val appearance by model.appearance.collectAsState()
    val context = LocalContext.current
    val texts = remember(context, appearance.language) { texts(context, appearance.language) }
    val preview: @Composable (Modifier) -> Unit = { CameraPreview(application.phone, texts, it) }
    Dressed(context, isDark(appearance)) {
        Retreating(model) { AppScreen(model, texts, preview) }
    }
}

/** The vault does not open, and it is no vault to unlock either. */
@Composable
private fun Refused(
    why: Message,
    onAgain: () -> Unit,
) {
    val context = LocalContext.current
    val texts = remember(context) { texts(context, null) }
    Dressed(context, isSystemInDarkTheme()) { RefusedPage(why, texts, onAgain) }
}

@Composable
internal fun RefusedPage(
    why: Message,
    texts: Texts,
    onAgain: () -> Unit,
) {
    Page(texts.deviceNotOpen, foot = { MainButton(texts.deviceAgain, onAgain) }) { Problem(why.inWords(texts)) }
}

@Composable
private fun isDark(appearance: Appearance): Boolean =
    when (appearance.theme) {
        Theme.SYSTEM -> isSystemInDarkTheme()
        Theme.LIGHT -> false
        Theme.DARK -> true
    }

/** Behind the bars of the phone there is the page's own ground, in the phone's own colours where it has some. */
@Composable
internal fun Dressed(
    context: Context,
    dark: Boolean,
    content: @Composable () -> Unit,
) {
    CountersignTheme(dark, colours(context, dark), FontFamily.Default) {
        Box(Modifier.fillMaxSize().background(MaterialTheme.colorScheme.background)) { content() }
    }
}

private fun colours(
    context: Context,
    dark: Boolean,
): ColorScheme =
    when {
        Build.VERSION.SDK_INT < Build.VERSION_CODES.S -> if (dark) darkColours else lightColours
        dark -> dynamicDarkColorScheme(context)
        else -> dynamicLightColorScheme(context)
    }

/** The way back: the page gives way under the finger, and stays where the user thinks better of it. */
@Composable
private fun Retreating(
    model: AppModel,
    content: @Composable () -> Unit,
) {
    val place by model.place.collectAsState()
    val back = wayBack(place)
    var retreat by remember { mutableStateOf(0f) }
    PredictiveBackHandler(enabled = back != null) { progress ->
        try {
            progress.collect { retreat = it.progress }
            back?.invoke()
        } catch (changed: CancellationException) {
            throw changed
        } finally {
            retreat = 0f
        }
    }
    val size = 1f - retreat * SHRINKING
    Box(
        Modifier.graphicsLayer {
            scaleX = size
            scaleY = size
        },
    ) { content() }
}

/** By how much of its size a page shrinks before it goes. */
private const val SHRINKING = 0.08f
