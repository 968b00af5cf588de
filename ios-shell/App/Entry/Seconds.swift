// A second of the screen's own clock, while the app is on it.

import Foundation

@MainActor
final class Seconds {
  let ticks: AsyncStream<Void>
  private let ticking: AsyncStream<Void>.Continuation
  private var running: Task<Void, Never>?

  init() {
    (ticks, ticking) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// Begins with a tick at once, and stops where nobody looks.
  func runs(_ wanted: Bool) {
    running?.cancel()
    running = wanted ? Task { await tick() } : nil
  }

  private func tick() async {
    while !Task.isCancelled {
      ticking.yield()
      try? await Task.sleep(for: .seconds(1))
    }
  }
}
