// Ends calls to servers with the task that waits for them, as Swift's own calls do.

/// Makes a call that takes a `Cancellation`, and cancels it when the task that waits for it is cancelled:
///
///     let poll = try await withCancellation { try await app.poll(account: id, wait: longPoll(), cancellation: $0) }
///
/// A call that ends this way throws its own error, such as `PushCallError.Cancelled`.
public func withCancellation<Answer>(
  isolation: isolated (any Actor)? = #isolation,
  _ call: (Cancellation) async throws -> Answer
) async rethrows -> Answer {
  let cancellation = Cancellation()
  return try await withTaskCancellationHandler {
    try await call(cancellation)
  } onCancel: {
    cancellation.cancel()
  }
}
