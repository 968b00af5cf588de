// What stays in memory: no secret after a lock, and no object after its last reference.

#if os(Linux)

  import CountersignCore
  import Foundation
  import Testing

  @Suite struct MemoryTests {
    private let app = App()

    @Test func holdsNoSecretAfterALock() async throws {
      defer { app.remove() }
      // Longer than what Swift keeps inside a variable, and copies with it.
      let pin = Hidden(count: 16, from: "0123456789")
      let secret = Hidden(count: 32, from: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
      let authenticator = try await pin.lend { pin in try await app.setUp(pin: pin) }
      let account = try await secret.lend { secret in try authenticator.add(secret: secret) }
      _ = try authenticator.code(id: account.id)
      try authenticator.lock()
      _ = try await pin.lend { pin in try await authenticator.unlock(pin: pin, accept: .newestOnly) }
      _ = try authenticator.code(id: account.id)
      try authenticator.lock()

      #expect(try ProcessMemory.count(of: pin) == 0)
      #expect(try ProcessMemory.count(of: secret) == 0)
      let kept = try await secret.lend { _ in try ProcessMemory.count(of: secret) }
      #expect(kept == 1, "what is there is found")
    }

    @Test func growsByNothingThatIsGone() async throws {
      defer { app.remove() }
      _ = try await app.setUp()
      try cycle(10_000)
      let before = try ProcessMemory.resident
      try cycle(10_000)
      let growth = try ProcessMemory.resident - before
      #expect(growth < 1 << 20)
    }

    /// Opens the app, listens to it, asks it, and lets go of all of it.
    private func cycle(_ count: Int) throws {
      for _ in 0..<count {
        let authenticator = try app.open()
        try authenticator.observe(listener: Deaf())
        _ = try authenticator.stage()
      }
    }
  }

  private final class Deaf: ChangeListener {
    func changed(change: Change) throws {}
  }

#endif
