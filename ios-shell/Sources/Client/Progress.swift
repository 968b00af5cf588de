// How far a long call has come.

import CountersignCore

/// Tells each step, on a thread of the library.
public func progress(_ told: @escaping @Sendable (EnrollmentStep) -> Void) -> any EnrollmentProgress {
  Telling(told: told)
}

private final class Telling: EnrollmentProgress {
  private let told: @Sendable (EnrollmentStep) -> Void

  init(told: @escaping @Sendable (EnrollmentStep) -> Void) {
    self.told = told
  }

  func reached(step: EnrollmentStep) throws {
    told(step)
  }
}
