// What the core tells about its changes.

import CountersignCore

extension Authenticator {
  /// Every change while somebody waits for it. One at a time: the core has one listener.
  public func changes() -> AsyncStream<Change> {
    AsyncStream { changes in
      changes.onTermination = { [weak self] _ in try? self?.stopObserving() }
      try? observe(listener: Telling(changes: changes))
    }
  }
}

/// Told on a thread of the library.
private final class Telling: ChangeListener {
  private let changes: AsyncStream<Change>.Continuation

  init(changes: AsyncStream<Change>.Continuation) {
    self.changes = changes
  }

  func changed(change: Change) throws {
    changes.yield(change)
  }
}
