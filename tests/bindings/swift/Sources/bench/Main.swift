// What calls from Swift cost: one line of JSON for each row. bench.py in tests/bindings runs it beside the others.
//
// Arguments: a luma frame of 1280 x 720 pixels, and an empty folder.

import CountersignCore
import Foundation

@main
struct Main {
  private static let accounts = 1_000
  private static let longRounds = 31

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { throw Usage.frameAndFolder }

    let handle = Cancellation()
    try row("sync call", rounds: 101, calls: 1_000) { _ = handle.isCancelled() }

    let app = try await appWithAccounts(in: arguments[2])
    try row("list \(accounts) accounts", rounds: longRounds) {
      let listed = try app.accounts(filter: .everything)
      precondition(listed.count == accounts)
    }

    let pixels = try Data(contentsOf: URL(filePath: arguments[1]))
    try row("scan 1280x720 frame", rounds: longRounds) {
      let codes = try scanFrame(
        pixels: pixels, width: 1280, height: 720, stride: 1280, rotation: .upright, effort: .live)
      precondition(codes.count == 1)
    }
  }

  /// Prints the median of some rounds, after as many that nobody counts.
  private static func row(_ name: String, rounds: Int, calls: Int = 1, _ call: () throws -> Void) throws {
    let clock = ContinuousClock()
    let times = try (0..<2 * rounds).map { _ in
      try clock.measure { for _ in 0..<calls { try call() } } / calls
    }
    let median = times.dropFirst(rounds).sorted()[rounds / 2]
    let nanoseconds = Double(median.components.attoseconds) / 1e9
    print(#"{"row": "\#(name)", "language": "Swift", "ns": \#(nanoseconds), "rounds": \#(rounds)}"#)
  }

  private static func appWithAccounts(in folder: String) async throws -> Authenticator {
    let surroundings = Surroundings(
      folder: folder + "/vault", roots: .platform(more: []), developmentHttp: .off)
    let app = try Authenticator.open(
      surroundings: surroundings, device: fileKeys(folder: folder + "/keys"))
    // Keys that are files ask for a passphrase.
    let passphrase = Data("correct horse battery staple".utf8)
    _ = try app.acceptLicense(version: licenseVersion())
    _ = try app.choosePin(pin: passphrase)
    _ = try await app.confirmPin(pin: passphrase)
    _ = try app.chooseNotifications(wanted: false)
    for number in 0..<accounts {
      try app.add(number)
    }
    return app
  }
}

private enum Usage: Error {
  case frameAndFolder
}

extension Authenticator {
  /// Adds an account whose secret is its own: the digits of its number in Base32's letters.
  fileprivate func add(_ number: Int) throws {
    let digits = String(100_000_000 + number).dropFirst()
    let letters = digits.utf8.map { digit in Character(UnicodeScalar(digit + 17)) }
    let uri =
      "otpauth://totp/Example:person\(number)?secret=MFRGGZDFMZTWQ2LK\(String(letters))&issuer=Example"
    for offer in try readText(text: uri).offers {
      _ = try confirmOffer(
        offer: offer.id,
        confirmation: Confirmation(
          issuer: nil, account: nil, information: "", tags: [], sameSecretWanted: false))
    }
  }
}

extension AccountFilter {
  fileprivate static let everything = AccountFilter(search: "", tag: nil, favouritesOnly: false)
}
