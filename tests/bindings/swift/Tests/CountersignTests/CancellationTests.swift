// Giving up a call in mid-flight: only its handle does.

import CountersignCore
import Foundation
import Testing

/// Each test has an enrollment whose server does not answer: by itself it would go on for half a minute.
@Suite struct CancellationTests {
  private typealias Enrolling = @Sendable (Cancellation) async throws -> AccountRow

  private let app = App()
  private let portal: Portal

  init() throws {
    portal = try Portal()
  }

  @Test func aHandleEndsACall() async throws {
    defer { app.remove() }
    let cancellation = Cancellation()
    let call = try await inFlight { enroll in try await enroll(cancellation) }
    cancellation.cancel()
    await #expect(throws: OnlineEnrollmentError.Call(error: .Cancelled)) { try await call.value }
    #expect(cancellation.isCancelled())
  }

  @Test func aCancelledTaskDoesNot() async throws {
    defer { app.remove() }
    let call = try await inFlight { enroll in try await enroll(Cancellation()) }
    call.cancel()
    portal.goOn()
    #expect(try await call.value.kind == .push)
  }

  @Test func withCancellationItDoes() async throws {
    defer { app.remove() }
    let call = try await inFlight { enroll in try await withCancellation(enroll) }
    call.cancel()
    await #expect(throws: OnlineEnrollmentError.Call(error: .Cancelled)) { try await call.value }
  }

  @Test func nothingIsLeftOfACancelledCall() async throws {
    defer { app.remove() }
    let authenticator = try await app.setUp()
    let cancelled = Cancellation()
    cancelled.cancel()
    let enroll = try enrolling(in: authenticator, telling: Steps())
    await #expect(throws: OnlineEnrollmentError.Call(error: .Cancelled)) { try await enroll(cancelled) }
    #expect(try authenticator.accounts(filter: .everything).isEmpty)
  }

  /// Starts an enrollment at a portal that is held, and comes back when the portal is being asked.
  private func inFlight(
    _ call: @escaping @Sendable (_ enroll: Enrolling) async throws -> AccountRow
  ) async throws -> Task<AccountRow, any Error> {
    let steps = Steps()
    let enroll = try enrolling(in: try await app.setUp(), telling: steps)
    portal.hold()
    let task = Task { try await call(enroll) }
    await steps.wait(for: .askingServer)
    return task
  }

  private func enrolling(in authenticator: Authenticator, telling steps: Steps) throws -> Enrolling {
    let offer = try #require(authenticator.readText(text: portal.link()).offers.first)
    let enrollment = OnlineEnrollment(
      confirmation: .asOffered, deviceName: "Swift", app: "tests 1", channel: .nowhere, privateNetwork: true)
    return { cancellation in
      try await authenticator.enrollOnline(
        offer: offer.id, enrollment: enrollment, progress: steps, cancellation: cancellation)
    }
  }
}

/// The steps of an enrollment, to be waited for.
private final class Steps: EnrollmentProgress {
  private let (steps, reached) = AsyncStream<EnrollmentStep>.makeStream()

  func reached(step: EnrollmentStep) throws {
    reached.yield(step)
  }

  func wait(for wanted: EnrollmentStep) async {
    _ = await steps.first { step in step == wanted }
  }
}
