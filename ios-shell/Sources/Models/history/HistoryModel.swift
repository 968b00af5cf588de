// The history, and reports of what was suspicious in it.

import Client
import Observation
import Texts

@MainActor
@Observable
public final class HistoryModel: HistoryIntents {
  public private(set) var state = HistoryState()

  private let app: Authenticator
  private let onDone: () -> Void

  init(_ app: Authenticator, onDone: @escaping () -> Void) {
    self.app = app
    self.onDone = onDone
    refresh()
  }

  func refresh() {
    guard let rows = attempt(complain, { try app.history() }), rows != state.rows else { return }
    state.rows = rows
  }

  public func back() {
    onDone()
  }

  public func report(_ line: HistoryId) {
    state.asking = state.rows.first { $0.id == line }
    state.problem = nil
  }

  public func reportConfirmed(_ wanted: Bool) {
    guard let line = state.asking else { return }
    state.asking = nil
    guard wanted else { return }
    state.busy = true
    Task {
      let reported: Void? = await attempt(complain) {
        try await app.report(line: line.id, cancellation: Cancellation())
      }
      state.busy = false
      state.notice = reported.map { .historyReported }
      refresh()
    }
  }

  private func complain(_ problem: Message) {
    state.problem = problem
  }
}
