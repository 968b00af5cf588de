// What calls from Swift cost: one line of JSON for each row. tests/bindings/README.md has the rows.

import CountersignCore
import Device
import Foundation

@main
struct Main {
  static func main() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "countersign-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let app = try await setUp(in: folder.path(percentEncoded: false))

    try report("sync call", rounds: 200, calls: 1_000) { _ = try app.stage() }
    try fill(app, accounts: 1_000)
    try report("list 1000 accounts", rounds: 50) { _ = try app.accounts(filter: .everything) }
    let frame = Frame.grey
    try report("scan 1280x720 frame", rounds: 50) { _ = try frame.scan() }
  }

  /// Times rounds of calls, and prints the median of one call.
  private static func report(_ row: String, rounds: Int, calls: Int = 1, _ call: () throws -> Void) throws {
    let clock = ContinuousClock()
    let times = try (0..<rounds).map { _ in
      try clock.measure { for _ in 0..<calls { try call() } } / calls
    }
    let median = times.sorted()[rounds / 2]
    let nanoseconds = median.components.attoseconds / 1_000_000_000
    print(#"{"row": "\#(row)", "language": "Swift", "ns": \#(nanoseconds), "rounds": \#(rounds)}"#)
  }

  private static func setUp(in folder: String) async throws -> Authenticator {
    let surroundings = Surroundings(folder: folder, roots: .platform(more: []), developmentHttp: .off)
    let app = try Authenticator.open(surroundings: surroundings, device: .inMemory())
    let pin = Data("493817".utf8)
    _ = try app.acceptLicense(version: licenseVersion())
    _ = try app.choosePin(pin: pin)
    _ = try await app.confirmPin(pin: pin)
    _ = try app.chooseNotifications(wanted: false)
    return app
  }

  private static func fill(_ app: Authenticator, accounts: Int) throws {
    let parameters = CodeParameters.totp(algorithm: .sha1, digits: 6, period: 30)
    let asOffered = Confirmation(issuer: nil, account: nil, information: "", tags: [], sameSecretWanted: true)
    for number in 1...accounts {
      let offer = try app.offerManual(
        issuer: "Example \(number)", account: "anna@example.com",
        secret: Data("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".utf8), parameters: parameters)
      _ = try app.confirmOffer(offer: offer.id, confirmation: asOffered)
    }
  }
}

/// A camera's frame without a code in it: what an app scans most of the time.
private struct Frame {
  let pixels: Data
  let width: UInt32
  let height: UInt32

  static let grey = Frame(
    pixels: Data((0..<1280 * 720).map { index in UInt8(truncatingIfNeeded: 96 + index % 64) }), width: 1280,
    height: 720)

  func scan() throws -> [ScannedCode] {
    try scanFrame(
      pixels: pixels, width: width, height: height, stride: width, rotation: .upright, effort: .live)
  }
}

extension AccountFilter {
  fileprivate static let everything = AccountFilter(search: "", tag: nil, favouritesOnly: false)
}
