// What the camera sees, and its light; or a button that asks for the camera.

package app.countersign.device.screen

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import androidx.compose.ui.viewinterop.AndroidView
import app.countersign.device.AndroidPhone
import app.countersign.device.camera.CameraView
import app.countersign.parts.OtherButton
import app.countersign.parts.QuietButton
import app.countersign.texts.Texts
import kotlinx.coroutines.launch

@Composable
internal fun CameraPreview(
    phone: AndroidPhone,
    texts: Texts,
    modifier: Modifier,
) {
    val scope = rememberCoroutineScope()
    var allowed by remember { mutableStateOf<Boolean?>(null) }
    LaunchedEffect(Unit) { allowed = phone.askForCamera() }
    Box(modifier, contentAlignment = Alignment.Center) {
        when (allowed) {
            null -> {
                Unit
            }

            true -> {
                Picture(phone, texts)
            }

            false -> {
                OtherButton(texts.deviceAllowCamera, { scope.launch { allowed = phone.askForCamera() } })
            }
        }
    }
}

@Composable
private fun Picture(
    phone: AndroidPhone,
    texts: Texts,
) {
    var light by remember { mutableStateOf(false) }
    Box(Modifier.fillMaxSize(), contentAlignment = Alignment.BottomCenter) {
        AndroidView(
            factory = { CameraView(it, phone.frames) },
            modifier = Modifier.fillMaxSize(),
            update = { it.light = light },
        )
        // Readable on whatever the camera sees.
        Surface(modifier = Modifier.padding(12.dp), shape = MaterialTheme.shapes.medium) {
            QuietButton(if (light) texts.deviceLightOff else texts.deviceLightOn, { light = !light })
        }
    }
}
