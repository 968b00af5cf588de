// Scrolling through the list opens the secrets of the rows that are on the screen, and no others.

package many

import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasScrollToIndexAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.performScrollToIndex
import app.countersign.authenticators.AuthenticatorsModel
import app.countersign.authenticators.AuthenticatorsScreen
import app.countersign.client.AccountFilter
import support.Look
import support.scene
import support.texts
import support.withPhone
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class ScrollingTest {
    @Test
    fun `only rows on the screen have their secrets opened`() =
        withPhone { phone ->
            val app = filled(phone, accounts = 80)
            val names = app.accounts(EVERYTHING).associate { it.id to it.account }
            val core = CountingCore(app)
            val model = AuthenticatorsModel(core, phone.clipboard, go = {}, onLock = {})
            scene(Look(), {
                val state by model.state.collectAsState()
                AuthenticatorsScreen(state, model, texts("en"))
            }) {
                val seen = mutableSetOf<String>()
                listOf(0, 20, 60, 79, 5).forEach { row ->
                    onNode(hasScrollToIndexAction()).performScrollToIndex(row)
                    waitForIdle()
                    val before = seen.toSet()
                    val now = onScreen()
                    seen += now
                    val opened = core.opened.map(names::getValue).toSet()
                    assertTrue(now.isNotEmpty() && now.size < 20, "a screen full: $now")
                    assertEquals(
                        emptySet(),
                        opened - withNeighbours(now) - before,
                        "row $row: opened and not to be seen",
                    )
                    assertEquals(emptySet(), now - before - opened, "row $row: to be seen and not opened")
                    core.opened.clear()
                }
            }
        }

    /** Of a row at either end, the code may be to be seen and the name not. */
    private fun withNeighbours(names: Set<String>): Set<String> =
        names
            .map { it.removePrefix("person ").toInt() }
            .flatMap { listOf(it - 1, it, it + 1) }
            .map { "person $it" }
            .toSet()

    private fun SkikoComposeUiTest.onScreen(): Set<String> =
        onAllNodes(hasText("person ", substring = true), useUnmergedTree = true)
            .fetchSemanticsNodes()
            .filter { !it.boundsInRoot.isEmpty }
            .flatMap { node -> node.config[SemanticsProperties.Text].map { it.text } }
            .toSet()

    private companion object {
        val EVERYTHING = AccountFilter()
    }
}
