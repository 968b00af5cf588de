// What is compared with a login page, and what became of an answer, for the screens of requests.

import CountersignCore

/// How an answer ended, as far as its sign goes.
public enum Ending: Hashable, Sendable {
  case accepted
  case rejected
  case waiting
  case failed
}

public func ending(_ outcome: OutcomeView) -> Ending {
  switch outcome.status {
  case .approved, .awaitCode: .accepted
  case .denied: .rejected
  case .notDelivered: .waiting
  case .wrongNumber, .expired, .superseded, .already, .counterBehind: .failed
  }
}

/// The code to type into the login page now, where there is one.
public func codeToType(_ outcome: OutcomeView) -> String? {
  guard case .awaitCode(let code) = outcome.status else { return nil }
  return code
}
