// What a thousand accounts cost: the first picture of the list, and a search as it is typed. A table, no assertion;
// nothing runs it but `desktop/test --bench`.

package many

import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.performTextReplacement
import app.countersign.authenticators.AuthenticatorsModel
import app.countersign.authenticators.AuthenticatorsScreen
import app.countersign.client.AccountFilter
import app.countersign.core.FfiConverterSequenceTypeAccountRow
import support.Look
import support.scene
import support.texts
import support.withPhone
import java.nio.ByteBuffer
import kotlin.test.Test

class ListBench {
    @Test
    fun `a thousand accounts`() =
        withPhone { phone ->
            val core = CountingCore(filled(phone, ACCOUNTS))
            line("$ACCOUNTS accounts, median of $ROUNDS", listOf("all", "core", "FFI", "Compose"))
            val english = texts("en")
            val first = mutableListOf<Times>()
            val key = mutableListOf<Times>()
            repeat(WARMING + ROUNDS) {
                core.nanoseconds = 0
                val begin = System.nanoTime()
                val model = AuthenticatorsModel(core, phone.clipboard, go = {}, onLock = {})
                scene(Look(), {
                    val state by model.state.collectAsState()
                    AuthenticatorsScreen(state, model, english)
                }) {
                    captureToImage()
                    first += times(core, begin, reading = lifting(core, ""))
                    key += keystroke(core)
                }
            }
            print("first picture of the list", first.drop(WARMING))
            print("one more letter in the search", key.drop(WARMING))
        }

    private fun SkikoComposeUiTest.keystroke(core: CountingCore): Times {
        val field = onNode(SemanticsMatcher.keyIsDefined(SemanticsActions.SetText))
        field.performTextReplacement("person 9")
        waitForIdle()
        core.nanoseconds = 0
        val begin = System.nanoTime()
        field.performTextReplacement("person 99")
        captureToImage()
        return times(core, begin, reading = lifting(core, "person 99"))
    }

    /** Nanoseconds of one picture. `core` holds the writing of records on Rust's side of the border, too. */
    private class Times(
        val all: Long,
        val core: Long,
        val reading: Long,
    )

    private fun times(
        core: CountingCore,
        begin: Long,
        reading: Long,
    ): Times = Times(System.nanoTime() - begin, core.nanoseconds - reading, reading)

    /** What it costs to read the rows of an answer out of the buffer in which they cross. */
    private fun lifting(
        core: CountingCore,
        search: String,
    ): Long {
        val before = core.nanoseconds
        val rows = core.accounts(AccountFilter(search))
        core.nanoseconds = before
        val buffer = ByteBuffer.allocate(FfiConverterSequenceTypeAccountRow.allocationSize(rows).toInt())
        FfiConverterSequenceTypeAccountRow.write(rows, buffer)
        buffer.flip()
        val begin = System.nanoTime()
        FfiConverterSequenceTypeAccountRow.read(buffer)
        return System.nanoTime() - begin
    }

    private fun print(
        what: String,
        times: List<Times>,
    ) {
        fun median(of: (Times) -> Long) = "%.1f ms".format(times.map(of).sorted()[times.size / 2] / 1e6)
        val columns = listOf(Times::all, Times::core, Times::reading, { it.all - it.core - it.reading }).map(::median)
        line(what, columns)
    }

    private fun line(
        what: String,
        columns: List<String>,
    ) = println("%-34s".format(what) + columns.joinToString("") { "%12s".format(it) })

    private companion object {
        const val ACCOUNTS = 1_000
        const val WARMING = 5
        const val ROUNDS = 21
    }
}
