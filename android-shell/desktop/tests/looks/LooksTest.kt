// Each check of looks finds a mistake that was planted for it, and nothing where there is none.

package looks

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.offset
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clipToBounds
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Dialog
import androidx.compose.ui.window.DialogProperties
import app.countersign.parts.MainButton
import support.Look
import support.scene
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class LooksTest {
    @Test
    fun `nothing is found where nothing is wrong`() =
        scene(Look(), { Plain { MainButton("Go on", {}) } }) { assertEquals(emptyList(), faults()) }

    @Test
    fun `a text that is cut after a line`() =
        finds("ends in dots", "higher than its room") {
            Text("Much more than fits", Modifier.width(60.dp), maxLines = 1, overflow = TextOverflow.Ellipsis)
        }

    @Test
    fun `a word that is broken`() =
        finds("broken inside a word") { Text("Wiederherstellungscode", Modifier.width(60.dp)) }

    @Test
    fun `a text in too little height`() =
        finds("cut below", "higher than its room") {
            Box(Modifier.height(10.dp).clipToBounds()) { Text("Tall", Modifier.height(30.dp)) }
        }

    @Test
    fun `a text that leaves the screen`() =
        finds("cut at its side") { Text("Far to the right", Modifier.offset(x = 300.dp)) }

    @Test
    fun `texts over each other`() =
        finds("drawn over each other") {
            Text("One")
            Text("Two", Modifier.offset(y = (-12).dp))
        }

    @Test
    fun `a small thing to touch`() =
        finds("too small to touch") {
            Box(Modifier.size(24.dp).semantics { contentDescription = "small" }.clickable {})
        }

    @Test
    fun `things to touch that are too near`() =
        finds("touch areas meet") {
            Row {
                Box(Modifier.size(40.dp).semantics { contentDescription = "left" }.clickable {})
                Box(Modifier.size(40.dp).semantics { contentDescription = "right" }.clickable {})
            }
        }

    @Test
    fun `a thing to touch without a name`() = finds("without a name") { Box(Modifier.size(60.dp).clickable {}) }

    @Test
    fun `a pale text`() = finds("contrast of") { Text("Pale", color = Color(0xFFAAAAAA)) }

    @Test
    fun `also in a dialog`() =
        finds("ends in dots", "higher than its room") {
            Dialog(onDismissRequest = {
            }, properties = DialogProperties()) {
                Plain {
                    Text(
                        "Much more than fits",
                        Modifier.width(60.dp),
                        maxLines = 1,
                        overflow = TextOverflow.Ellipsis,
                    )
                }
            }
        }

    private fun finds(
        vararg faults: String,
        content: @Composable () -> Unit,
    ) = scene(Look(), { Plain(content) }) {
        val found = faults()
        assertTrue(faults.any { fault -> found.any { fault in it } }, "found only $found")
    }
}

@Composable
private fun Plain(content: @Composable () -> Unit) {
    Column(Modifier.background(Color.White)) { content() }
}
