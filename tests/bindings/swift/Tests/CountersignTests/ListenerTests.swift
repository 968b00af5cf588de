// Who listens to changes: on which thread, and what it may do.

import CountersignCore
import Foundation
import Synchronization
import Testing

@Suite struct ListenerTests {
  private let app = App()

  @Test func isToldOnTheThreadOfTheCall() async throws {
    defer { app.remove() }
    let authenticator = try await app.setUp()
    let listener = Listener()
    try authenticator.observe(listener: listener)
    let caller = await onNewThread { try? authenticator.lock() }
    #expect(listener.threads == [caller])
  }

  @Test func isToldOnAThreadOfTheLibraryToo() async throws {
    defer { app.remove() }
    let authenticator = try await app.setUp()
    try authenticator.lock()
    let listener = Listener()
    try authenticator.observe(listener: listener)
    let caller = try await Self.unlock(authenticator)
    #expect(!listener.threads.isEmpty)
    #expect(!listener.threads.contains(caller))
  }

  @Test func doesNoHarmWhenItThrows() async throws {
    defer { app.remove() }
    let authenticator = try await app.setUp()
    for thrown in [ListenerError.Failed, Unforeseen()] as [any Error] {
      let listener = Listener(throwing: thrown)
      try authenticator.observe(listener: listener)
      try authenticator.lock()
      _ = try await authenticator.unlock(pin: App.pin, accept: .newestOnly)
      #expect(try authenticator.stage() == .unlocked)
      #expect(listener.changes.filter { change in change == .stage }.count == 2, "it is told all the same")
    }
  }

  @Test func hearsNothingAfterwards() async throws {
    defer { app.remove() }
    let authenticator = try await app.setUp()
    let listener = Listener()
    try authenticator.observe(listener: listener)
    try authenticator.stopObserving()
    try authenticator.lock()
    #expect(listener.changes.isEmpty)
  }

  /// Unlocks, and says on which thread.
  private static func unlock(_ authenticator: Authenticator) async throws -> UInt {
    let caller = Thread.number
    _ = try await authenticator.unlock(pin: App.pin, accept: .newestOnly)
    return caller
  }
}

private struct Unforeseen: Error {}

/// Notes what it is told, and on which threads.
private final class Listener: ChangeListener {
  private let heard = Mutex<[(change: Change, thread: UInt)]>([])
  private let thrown: (any Error)?

  init(throwing thrown: (any Error)? = nil) {
    self.thrown = thrown
  }

  func changed(change: Change) throws {
    heard.withLock { heard in heard.append((change, Thread.number)) }
    if let thrown {
      throw thrown
    }
  }

  var changes: [Change] {
    heard.withLock { heard in heard.map(\.change) }
  }

  var threads: Set<UInt> {
    heard.withLock { heard in Set(heard.map(\.thread)) }
  }
}

extension Thread {
  /// What tells this thread from every other that lives.
  fileprivate static var number: UInt {
    UInt(bitPattern: pthread_self().hashValue)
  }
}

/// Runs something on a thread of its own, and says which it was.
private func onNewThread(_ run: @escaping @Sendable () -> Void) async -> UInt {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      run()
      continuation.resume(returning: Thread.number)
    }
  }
}
