// States of the history worth seeing.

import Client
import Foundation
import Models
import Texts

private func row(
  _ id: String,
  _ event: HistoryEvent,
  label: String = "Example Hosting, c12345.web",
  server: String? = nil,
  shown: [String] = [],
  reportable: Bool = false
) -> HistoryRow {
  HistoryRow(
    id: id, time: Date(timeIntervalSince1970: 1_800_000_000), event: event, label: label, server: server,
    shown: shown, canBeReported: reportable)
}

private let denied = row(
  "4", .requestDeniedNotMe, server: "portal.example.com", shown: ["Customer area", "203.0.113.97"],
  reportable: true)
private let rows = [
  denied,
  row("3", .requestApproved, server: "portal.example.com", reportable: true),
  row("2", .accountAdded),
  row("1", .vaultCreated, label: ""),
]

func historySamples() -> [Sample<HistoryState>] {
  [
    Sample("empty", HistoryState()),
    Sample("rows", HistoryState(rows: rows)),
    history("asking") { $0.asking = denied },
    history("reported") { $0.notice = .historyReported },
    history("failed") { $0.problem = .serverUnreachable },
  ]
}

private func history(_ name: String, _ change: (inout HistoryState) -> Void) -> Sample<HistoryState> {
  var state = HistoryState(rows: rows)
  change(&state)
  return Sample(name, state)
}
