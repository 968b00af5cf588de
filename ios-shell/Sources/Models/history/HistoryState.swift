// What was decided and changed, newest first.

import Client
import Texts

public struct HistoryState: Hashable, Sendable {
  public var rows: [HistoryRow] = []
  /// The line that is about to be reported, once the user has said so.
  public var asking: HistoryRow?
  public var busy = false
  public var notice: Message?
  public var problem: Message?

  public init(rows: [HistoryRow] = []) {
    self.rows = rows
  }
}

@MainActor
public protocol HistoryIntents: AnyObject, Sendable {
  func back()

  func report(_ line: HistoryId)

  func reportConfirmed(_ wanted: Bool)
}
