// An app for each test: a folder of its own, a clock that stands still, a device in memory.

import CountersignCore
import Device
import Foundation

struct App {
  static let pin = Data("493817".utf8)

  /// Memory where there is a file system in it: a test opens the app some ten thousand times.
  private static let place =
    FileManager.default.fileExists(atPath: "/dev/shm")
    ? URL(filePath: "/dev/shm") : FileManager.default.temporaryDirectory

  let surroundings: Surroundings
  let device: DevicePorts
  let clock = TestClock(wall: Date(timeIntervalSince1970: 1_800_000_000))

  init(device: DevicePorts = .inMemory()) {
    let folder = Self.place.appending(path: "countersign-\(UUID().uuidString)")
    surroundings = Surroundings(
      folder: folder.path(percentEncoded: false),
      roots: .only(roots: [Self.authority]),
      developmentHttp: .loopback)
    self.device = device
  }

  /// Opens what is in the folder.
  func open() throws -> Authenticator {
    try Authenticator.openWithClock(surroundings: surroundings, device: device, clock: clock)
  }

  /// Opens it, and goes through the setup with a PIN.
  func setUp(pin: Data = Self.pin) async throws -> Authenticator {
    let app = try open()
    _ = try app.acceptLicense(version: licenseVersion())
    _ = try app.choosePin(pin: pin)
    _ = try await app.confirmPin(pin: pin)
    _ = try app.chooseNotifications(wanted: false)
    return app
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: surroundings.folder)
  }
}

extension Authenticator {
  /// Adds an account of one-time codes with this secret, in base32.
  func add(secret: Data) throws -> AccountRow {
    let parameters = CodeParameters.totp(algorithm: .sha1, digits: 6, period: 30)
    let offer = try offerManual(issuer: "Example", account: "anna", secret: secret, parameters: parameters)
    return try confirmOffer(offer: offer.id, confirmation: .asOffered)
  }

  var attemptsLeft: UInt32? {
    get throws {
      guard case .locked(let view) = try stage() else { return nil }
      return view.attemptsLeft
    }
  }
}

extension Confirmation {
  /// The names as they are offered.
  static let asOffered = Confirmation(
    issuer: nil, account: nil, information: "", tags: [], sameSecretWanted: false)
}

extension AccountFilter {
  static let everything = AccountFilter(search: "", tag: nil, favouritesOnly: false)
}

extension App {
  /// An authority that signed nothing: the only one that these apps trust. The platform's take their time to be read.
  private static let authority =
    Data(
      base64Encoded: """
        MIIBeDCCAR+gAwIBAgIUC8htPns5Gs+qGelaFN/MKjOZwlQwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGTm9ib2R5MCAXDTI2MTEy \
        NzA0MjU0N1oYDzIxMjYxMTAzMDQyNTQ3WjARMQ8wDQYDVQQDDAZOb2JvZHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAReCHd+ \
        HnVYXk03RprOjmR+iFPqTObSq3+nDR7GUbO/aZX9lh0Ysu4Wud7h+ajGwlwMP7H6jDaO39849M3nSftho1MwUTAdBgNVHQ4EFgQU \
        uAWrdM6Gbwc2BX3dJAHUDDN7ygowHwYDVR0jBBgwFoAUuAWrdM6Gbwc2BX3dJAHUDDN7ygowDwYDVR0TAQH/BAUwAwEB/zAKBggq \
        hkjOPQQDAgNHADBEAiBF6tE9KjdyBovTxVsISHYkI5GtF1d/COoin10BkMd+FQIgNKUWwtg7ymgJU/rqqaa0hrC3lbEKvggoOAOB \
        7ToUwnk=
        """.replacing(" ", with: "")) ?? Data()
}
