// The history, and reports of what was suspicious in it.

package app.countersign.history

import app.countersign.client.Authenticator
import app.countersign.client.Cancellation
import app.countersign.client.HistoryId
import app.countersign.client.attempt
import app.countersign.texts.Message
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch

class HistoryModel(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    private val onDone: () -> Unit,
) : HistoryIntents {
    private val changing = MutableStateFlow(HistoryState())
    val state: StateFlow<HistoryState> = changing.asStateFlow()

    init {
        refresh()
    }

    fun refresh() {
        attempt(::complain) { app.history() }?.let { changing.value = changing.value.copy(rows = it) }
    }

    override fun back() = onDone()

    override fun report(line: HistoryId) {
        changing.value = changing.value.copy(asking = changing.value.rows.find { it.id == line }, problem = null)
    }

    override fun reportConfirmed(wanted: Boolean) {
        val line = changing.value.asking ?: return
        changing.value = changing.value.copy(asking = null, busy = wanted)
        if (!wanted) return
        scope.launch {
            val reported = attempt(::complain) { app.report(line.id, Cancellation()) }
            changing.value =
                changing.value.copy(busy = false, notice = reported?.let { Message { it.historyReported } })
            refresh()
        }
    }

    private fun complain(problem: Message) {
        changing.value = changing.value.copy(problem = problem)
    }
}
