// The history: what happened, with whom, when; and a way to report it.

import Client
import Models
import SwiftUI
import Texts

struct HistoryScreen: View {
  let state: HistoryState
  let intents: any HistoryIntents

  @Environment(\.texts) private var texts

  var body: some View {
    Page(.historyTitle, back: intents.back) {
      Said(problem: state.problem, notice: state.notice, busy: state.busy ? .requestsDeciding : nil)
      if state.rows.isEmpty {
        Empty(sign: "clock", title: .historyEmptyTitle, explanation: .historyEmptyExplained)
      }
      ForEach(state.rows, id: \.id) { row in
        Line(row: row) { intents.report(row.id) }
      }
    }
    .alert(texts(.historyReportTitle), isPresented: asking) {
      Button(texts(.historyReport)) { intents.reportConfirmed(true) }
      Button(texts(.commonCancel), role: .cancel) { intents.reportConfirmed(false) }
    } message: {
      Words(.historyReportExplained)
    }
  }

  /// Closed by its own buttons only, each of which is an intent.
  private var asking: Binding<Bool> {
    Binding(get: { state.asking != nil }, set: { _ in })
  }
}

private struct Line: View {
  let row: HistoryRow
  let report: Action

  @Environment(\.texts) private var texts

  var body: some View {
    Card {
      VStack(alignment: .leading, spacing: 2) {
        quiet(texts.moment(row.time))
        Text(capitalised(texts(Message(row.event)))).font(.headline)
        ForEach(details, id: \.self) { quiet(inLines($0)) }
      }
      .accessibilityElement(children: .combine)
      if row.canBeReported { QuietButton(.historyReport, action: report) }
    }
  }

  private var details: [String] {
    ([row.label, row.server ?? ""] + row.shown).filter { !$0.isEmpty }
  }

  private func quiet(_ text: String) -> some View {
    Text(text).font(.subheadline).foregroundStyle(.secondary)
  }
}

private func capitalised(_ sentence: String) -> String {
  sentence.prefix(1).uppercased() + sentence.dropFirst()
}

#if !os(Linux)
  #Preview { Gallery(historySamples()) { HistoryScreen(state: $0, intents: PreviewIntents()) } }
#endif
