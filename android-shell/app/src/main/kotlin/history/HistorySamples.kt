// States of the history worth seeing.

package app.countersign.history

import app.countersign.client.HistoryEvent
import app.countersign.client.HistoryRow
import app.countersign.parts.Sample
import app.countersign.texts.Message
import java.time.Instant

private fun row(
    id: String,
    event: HistoryEvent,
    label: String = "Example Hosting, c12345.web",
    server: String? = null,
    shown: List<String> = emptyList(),
    reportable: Boolean = false,
) = HistoryRow(id, Instant.ofEpochSecond(1_800_000_000), event, label, server, shown, reportable)

private val rows =
    listOf(
        row(
            "4",
            HistoryEvent.REQUEST_DENIED_NOT_ME,
            server = "portal.example.com",
            shown = listOf("Customer area", "203.0.113.97"),
            reportable = true,
        ),
        row("3", HistoryEvent.REQUEST_APPROVED, server = "portal.example.com", reportable = true),
        row("2", HistoryEvent.ACCOUNT_ADDED),
        row("1", HistoryEvent.VAULT_CREATED, label = ""),
    )

fun historySamples() =
    listOf(
        Sample("empty", HistoryState()),
        Sample("rows", HistoryState(rows)),
        Sample("asking", HistoryState(rows, asking = rows.first())),
        Sample("reported", HistoryState(rows.take(2), notice = Message { it.historyReported })),
        Sample("failed", HistoryState(rows.take(2), problem = Message { it.serverUnreachable })),
    )
