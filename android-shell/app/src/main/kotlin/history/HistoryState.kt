// What was decided and changed, newest first.

package app.countersign.history

import app.countersign.client.HistoryId
import app.countersign.client.HistoryRow
import app.countersign.texts.Message

data class HistoryState(
    val rows: List<HistoryRow> = emptyList(),
    /** The line that is about to be reported, once the user has said so. */
    val asking: HistoryRow? = null,
    val busy: Boolean = false,
    val notice: Message? = null,
    val problem: Message? = null,
)

interface HistoryIntents {
    fun back()

    fun report(line: HistoryId)

    fun reportConfirmed(wanted: Boolean)
}
