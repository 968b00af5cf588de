// Every sample of every screen as a picture, in light and dark, English and German, usual and large type; each checked.

import androidx.compose.runtime.Composable
import app.countersign.parts.Sample
import app.countersign.texts.Texts
import looks.faults
import org.junit.jupiter.api.Assertions.assertAll
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.function.Executable
import support.Look
import support.save
import support.scene
import support.texts
import java.io.File
import kotlin.test.assertEquals

class PicturesTest {
    private val texts = mapOf("en" to texts("en"), "de" to texts("de"))
    private val folder = File(System.getProperty("pictures"))

    @TestFactory
    fun pictures(): List<DynamicTest> =
        gallery.flatMap { screen -> screen.samples.map { sample -> screen to sample } }.map { (screen, sample) ->
            dynamicTest("${screen.name}, ${sample.name}") {
                assertAll(looks.map { look -> Executable { look(screen, sample, look) } })
            }
        }

    private fun look(
        screen: Exhibit,
        sample: Sample<@Composable (Texts) -> Unit>,
        look: Look,
    ) = scene(look, { sample.state(texts.getValue(look.language)) }) {
        val picture = captureToImage()
        picture.save(File(folder, "${screen.name}/${sample.name}-$look.png"))
        assertEquals(emptyList(), faults(picture), "$look")
    }

    private companion object {
        val looks =
            listOf(false, true).flatMap { dark ->
                listOf("en", "de").flatMap { language -> listOf(1f, 2f).map { Look(dark, language, it) } }
            }
    }
}
