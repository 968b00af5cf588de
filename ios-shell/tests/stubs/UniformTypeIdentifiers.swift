// A stub for type-checking on Linux. See README.md.
// swift-format-ignore-file

public struct UTType: Sendable {
  public let identifier: String
  public static let utf8PlainText = UTType(identifier: "public.utf8-plain-text")
}
