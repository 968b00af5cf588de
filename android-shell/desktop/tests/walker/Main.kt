// The whole app on a screen that nobody looks at. Each line of the input asks for something, and is answered with one line,
// until the input ends: tests/shells/README.md says what.

package walker

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import app.countersign.navigation.AppModel
import app.countersign.navigation.AppScreen
import support.Look
import support.Viewfinder
import support.scene
import support.texts
import kotlin.system.exitProcess

fun main() {
    val english = texts("en")
    var model by mutableStateOf<AppModel?>(null)
    // Small pictures are drawn faster.
    scene(Look(), { model?.let { AppScreen(it, english) { modifier -> Viewfinder(modifier) } } }, density = 0.75f) {
        Walker(Hand(this), english) { opened -> runOnIdle { model = opened } }.use { walker ->
            generateSequence(::readlnOrNull).forEach { line ->
                println(walker.answer(Asked.from(line)))
                System.out.flush()
            }
        }
    }
    // Compose leaves threads behind.
    exitProcess(0)
}
