// Who listens: to changes, and to how far an enrollment has come. Both are told on threads of the library.

import CountersignCore
import Lines
import Synchronization

/// Notes every change, and asks the app while it is told.
///
/// The library holds its listener as long as it lives. The listener must not hold the app in turn, or neither ever ends.
final class Listener: ChangeListener {
  private struct Heard {
    weak var app: Authenticator?
    var told: Set<String> = []
    var asked = false
  }

  private let heard = Mutex(Heard())

  func listen(to app: Authenticator) throws {
    heard.withLock { heard in heard.app = app }
    try app.observe(listener: self)
  }

  func changed(change: Change) throws {
    let app = heard.withLock { heard in
      heard.told.insert(variant(change))
      return heard.app
    }
    guard let app else { return }
    _ = try app.stage()
    heard.withLock { heard in heard.asked = true }
  }

  func facts() -> Facts {
    heard.withLock { heard in
      ["told": .text(heard.told.sorted().joined(separator: " ")), "asked": .flag(heard.asked)]
    }
  }
}

/// Notes the steps of an enrollment.
final class Progress: EnrollmentProgress {
  private let noted = Mutex<[String]>([])

  func reached(step: EnrollmentStep) throws {
    noted.withLock { steps in steps.append(variant(step)) }
  }

  var steps: String {
    noted.withLock { steps in steps.joined(separator: " ") }
  }
}
