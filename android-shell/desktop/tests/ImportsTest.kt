// Who may name what: the folders of the app, held to the rules of the README by their imports.

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals

class ImportsTest {
    private val sources = File(System.getProperty("sources"))

    @Test
    fun `every folder keeps to its rules`() {
        // `device/` is Android's alone, and `android-shell/check` reads it.
        val files =
            sources
                .walk()
                .onEnter { it.name != "device" }
                .filter { it.extension == "kt" }
                .toList()
        assertEquals(emptyList(), files.flatMap { broken(it.relativeTo(sources).path, it.readText()) })
    }

    @Test
    fun `each rule is broken by a planted file`() {
        val planted =
            listOf(
                "unlock/UnlockModel.kt" to "import app.countersign.core.Stage",
                "unlock/UnlockModel.kt" to "val stage: app.countersign.core.Stage",
                "unlock/UnlockModel.kt" to "import androidx.compose.runtime.Composable",
                "unlock/UnlockState.kt" to "import androidx.compose.ui.graphics.Color",
                "unlock/UnlockScreen.kt" to "import android.os.Bundle",
                "client/Core.kt" to "import androidx.compose.runtime.Composable",
            )
        planted.forEach { (path, text) -> assertEquals(1, broken(path, text).size, "$path: $text") }
        assertEquals(emptyList(), broken("client/Core.kt", "import app.countersign.core.Stage"))
    }

    private fun broken(
        path: String,
        text: String,
    ): List<String> {
        val client = path.startsWith("client/")
        val plain = client || listOf("Model.kt", "State.kt").any(path::endsWith)
        return listOfNotNull(
            "$path: only client/ names the generated bindings".takeIf { !client && "app.countersign.core." in text },
            "$path: a model, a state and the client name nothing of a screen".takeIf { plain && "androidx." in text },
            "$path: what only Android has comes as a parameter".takeIf {
                Regex(
                    """\bimport android\.""",
                ).containsMatchIn(text)
            },
        )
    }
}
