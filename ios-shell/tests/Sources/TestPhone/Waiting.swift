// Waiting for what models will say, without a clock.

import Observation

/// Comes back as soon as something holds that is read from models. It is looked at whenever one of them changes.
@MainActor
public func until(_ holds: @escaping @MainActor () -> Bool) async {
  while !holds() {
    await withCheckedContinuation { changed in
      withObservationTracking {
        _ = holds()
      } onChange: {
        // Told just before the change: it is looked at afterwards.
        changed.resume()
      }
    }
  }
}
