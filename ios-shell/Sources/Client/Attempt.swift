// Calls into the core, and what to say where one of them fails.

import CountersignCore
import Texts

/// What the call gives, or nothing where it failed: then `told` has what to say.
///
/// The core declares each of its errors. Another one is a mistake of this app, and ends it.
@discardableResult
public func attempt<Answer>(_ told: (Message) -> Void, _ call: () throws -> Answer) -> Answer? {
  do {
    return try call()
  } catch {
    told(Message(failed: error))
    return nil
  }
}

/// The same for a call that takes its time.
@discardableResult
public func attempt<Answer: Sendable>(
  isolation: isolated (any Actor)? = #isolation,
  _ told: (Message) -> Void,
  _ call: () async throws -> Answer
) async -> Answer? {
  do {
    return try await call()
  } catch {
    told(Message(failed: error))
    return nil
  }
}

/// For what is only read, and shows itself again in a second.
public func ignored(_: Message) {}

extension Message {
  /// Why a call into the core failed.
  public init(failed error: any Error) {
    guard let message = problem(error) else {
      fatalError("the core does not declare \(type(of: error))")
    }
    self = message
  }
}

extension Authenticator {
  /// Where the app stands. The core always knows; only a mistake inside it makes the call fail, and nothing is left to
  /// show then.
  public var standing: Stage {
    do {
      return try stage()
    } catch {
      fatalError("the core does not say where it stands")
    }
  }
}
