// The history: what happened, with whom, when; and a way to report it.

package app.countersign.history

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import app.countersign.client.HistoryRow
import app.countersign.client.words.event
import app.countersign.parts.Back
import app.countersign.parts.Card
import app.countersign.parts.Empty
import app.countersign.parts.GoodNews
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.parts.QuietButton
import app.countersign.parts.Remark
import app.countersign.parts.Signs
import app.countersign.texts.Texts
import app.countersign.texts.inLines
import app.countersign.texts.moment

@Composable
fun HistoryScreen(
    state: HistoryState,
    intents: HistoryIntents,
    texts: Texts,
) {
    Page(texts.historyTitle, Back(texts.commonBack, intents::back)) {
        state.notice?.let { GoodNews(it.inWords(texts)) }
        state.problem?.let { Problem(it.inWords(texts)) }
        if (state.busy) Remark(texts.requestsDeciding)
        if (state.rows.isEmpty()) Empty(Signs.history, texts.historyEmptyTitle, texts.historyEmptyExplained)
        state.rows.forEach { Line(it, intents, texts) }
    }
    state.asking?.let { Asking(it, intents, texts) }
}

@Composable
private fun Line(
    row: HistoryRow,
    intents: HistoryIntents,
    texts: Texts,
) {
    Card {
        Column(Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}) {
            Quiet(texts.moment(row.time))
            Text(
                event(row.event).inWords(texts).replaceFirstChar(Char::uppercase),
                style = MaterialTheme.typography.titleMedium,
            )
            listOfNotNull(row.label, row.server).filter(String::isNotEmpty).forEach { Quiet(inLines(it)) }
            row.shown.forEach { Quiet(it) }
        }
        if (row.canBeReported) QuietButton(texts.historyReport, { intents.report(row.id) })
    }
}

@Composable
private fun Quiet(text: String) {
    Text(text, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
}

@Composable
private fun Asking(
    row: HistoryRow,
    intents: HistoryIntents,
    texts: Texts,
) {
    AlertDialog(
        onDismissRequest = { intents.reportConfirmed(false) },
        title = { Text(texts.historyReportTitle) },
        text = {
            Text(
                listOf(row.label, texts.historyReportExplained).filter(String::isNotEmpty).joinToString("\n\n"),
            )
        },
        confirmButton = { QuietButton(texts.historyReport, { intents.reportConfirmed(true) }) },
        dismissButton = { QuietButton(texts.commonCancel, { intents.reportConfirmed(false) }) },
    )
}
