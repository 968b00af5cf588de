// Several threads that call one authenticator at once.

import CountersignCore
import Foundation
import Synchronization
import Testing

@Suite struct ThreadTests {
  private let app = App()

  @Test func twoThreadsAskAtOnce() async throws {
    defer { app.remove() }
    let authenticator = try await app.setUp()
    let account = try authenticator.add(secret: Data("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".utf8))
    let code = try authenticator.code(id: account.id).code
    let agreeing = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      for _ in 0..<500 where (try? authenticator.code(id: account.id).code) == code {
        agreeing.add(1, ordering: .relaxed)
      }
    }
    #expect(agreeing.load(ordering: .relaxed) == 1_000)
  }

  @Test func oneLocksWhileTheOtherAsks() async throws {
    defer { app.remove() }
    let authenticator = try await app.setUp()
    let account = try authenticator.add(secret: Data("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".utf8))
    let asking = Task { try await Self.askUntilLocked(authenticator, account.id) }
    try authenticator.lock()
    await #expect(throws: CodeError.Locked) { try await asking.value }
  }

  @Test func aHundredTasksWaitAtOnce() async throws {
    defer { app.remove() }
    let authenticator = try await app.setUp()
    try authenticator.lock()
    // One of them opens it; the others find it open.
    let opened = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<100 {
        group.addTask { (try? await authenticator.unlock(pin: App.pin, accept: .newestOnly)) != nil }
      }
      return await group.reduce(into: 0) { opened, succeeded in opened += succeeded ? 1 : 0 }
    }
    #expect(opened == 1)
    #expect(try authenticator.stage() == .unlocked)
  }

  private static func askUntilLocked(_ authenticator: Authenticator, _ account: AccountId) async throws {
    while true {
      _ = try authenticator.code(id: account)
      await Task.yield()
    }
  }
}
