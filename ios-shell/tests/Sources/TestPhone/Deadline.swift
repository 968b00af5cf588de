// An end of waiting. Nothing takes so long; a machine may be busy.

import Observation

@MainActor
@Observable
public final class Deadline {
  public private(set) var passed = false
  @ObservationIgnored private var task: Task<Void, Never>?

  public init(after time: Duration = .seconds(60)) {
    task = Task { [weak self] in
      try? await Task.sleep(for: time)
      self?.passed = true
    }
  }

  public func end() {
    task?.cancel()
  }
}
