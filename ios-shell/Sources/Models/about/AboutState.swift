// What the app says of itself.

public struct AboutState: Hashable, Sendable {
  public var version: String

  public init(version: String) {
    self.version = version
  }
}

@MainActor
public protocol AboutIntents: AnyObject, Sendable {
  func back()
}
