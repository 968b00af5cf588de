// What the app says of itself: nothing in it changes.

@MainActor
public final class AboutModel: AboutIntents {
  public let state: AboutState

  private let onDone: () -> Void

  init(version: String, onDone: @escaping () -> Void) {
    state = AboutState(version: version)
    self.onDone = onDone
  }

  public func back() {
    onDone()
  }
}
