// The driver of the scenario in Swift: one short case for each call. README.md two folders above describes it.

import CountersignCore
import Device
import Foundation
import Lines

/// The app as the scenario uses it.
actor Driver {
  private let device = DevicePorts.inMemory()
  private let listener = Listener()
  private var clock = TestClock(wall: .distantPast)
  private var surroundings = Surroundings(folder: "", roots: .platform(more: []), developmentHttp: .loopback)
  private var opened: Authenticator?
  private var codes: [ScannedCode] = []

  /// Carries a call out. What the library throws is an answer too.
  func answer(_ asked: Asked) async throws -> Answer {
    do {
      return Answer(ok: try await facts(asked))
    } catch let error as Misunderstood {
      throw error
    } catch {
      return Answer(error: named(error), ok: described(error))
    }
  }

  private var app: Authenticator {
    get throws {
      guard let opened else { throw Misunderstood(name: "open") }
      return opened
    }
  }

  private func facts(_ asked: Asked) async throws -> Facts {
    switch try asked.call {
    case "open": try open(asked)
    case "restart": try restart()
    case "advance": try advance(asked)
    case "stage": described(try app.stage())
    case "accept_license": described(try app.acceptLicense(version: asked.number("version")))
    case "choose_pin": described(try await asked.withPin { pin in try app.choosePin(pin: pin) })
    case "confirm_pin": described(try await asked.withPin { pin in try await app.confirmPin(pin: pin) })
    case "choose_notifications": described(try app.chooseNotifications(wanted: asked.flag("wanted")))
    case "lock": try lock()
    case "unlock": try await unlock(asked)
    case "start_over": described(try app.startOver())
    case "scan_picture": try await scanPicture(asked)
    case "scan_frame": try scanFrame(asked)
    case "read_code": try readCode()
    case "confirm_offer":
      described(try app.confirmOffer(offer: asked.number("offer"), confirmation: .asOffered))
    case "accounts": ["accounts": .count(try app.accounts(filter: .everything).count)]
    case "code": try described(app.code(id: asked.text("account")))
    case "code_at": try described(app.codeAt(id: asked.text("account"), time: asked.moment("time")))
    case "export_key_uri": try await exportKeyUri(asked)
    case "enroll_online": try await enrollOnline(asked)
    case "poll": try await poll(asked)
    case "open_request": described(try app.openRequest(request: asked.text("request")))
    case "approve": try await approve(asked)
    case "deny": try await deny(asked)
    case "history":
      ["events": .text(try app.history().map { line in variant(line.event) }.joined(separator: " "))]
    case "changes": listener.facts()
    default: throw Misunderstood(name: try asked.call)
    }
  }

  // MARK: Opening

  private func open(_ asked: Asked) throws -> Facts {
    clock = TestClock(wall: try asked.moment("wall"))
    surroundings.folder = try asked.text("folder")
    return try restart()
  }

  private func restart() throws -> Facts {
    // The last reference: the vault is free again.
    opened = nil
    let app = try Authenticator.openWithClock(surroundings: surroundings, device: device, clock: clock)
    try listener.listen(to: app)
    opened = app
    return described(try app.stage())
  }

  private func advance(_ asked: Asked) throws -> Facts {
    clock.advance(time: TimeInterval(try asked.number("seconds") as Int64))
    return [:]
  }

  private func lock() throws -> Facts {
    try app.lock()
    return described(try app.stage())
  }

  private func unlock(_ asked: Asked) async throws -> Facts {
    _ = try await asked.withPin { pin in try await app.unlock(pin: pin, accept: .newestOnly) }
    return described(try app.stage())
  }

  // MARK: Accounts and codes

  private func scanPicture(_ asked: Asked) async throws -> Facts {
    codes = try await CountersignCore.scanPicture(bytes: asked.data("file"), effort: .still)
    return ["codes": .count(codes.count)]
  }

  private func scanFrame(_ asked: Asked) throws -> Facts {
    codes = try CountersignCore.scanFrame(
      pixels: asked.data("file"),
      width: asked.number("width"),
      height: asked.number("height"),
      stride: asked.number("stride"),
      rotation: variant(named: asked.text("rotation"), of: [.upright, .clockwise90, .half, .clockwise270]),
      effort: .still)
    return ["codes": .count(codes.count)]
  }

  private func readCode() throws -> Facts {
    guard let first = codes.first else { throw Misunderstood(name: "read_code") }
    return try described(app.readCode(code: first))
  }

  private func exportKeyUri(_ asked: Asked) async throws -> Facts {
    let secret = try await asked.withPin { pin in
      try await app.exportKeyUri(id: asked.text("account"), pin: pin)
    }
    let holdsKey = try secret.read()?.firstRange(of: Data("secret=".utf8)) != nil
    secret.wipe()
    let afterWipe = try secret.read() == nil
    return ["holds_key": .flag(holdsKey), "after_wipe": .text(afterWipe ? "nothing" : "something")]
  }

  // MARK: Push

  private func enrollOnline(_ asked: Asked) async throws -> Facts {
    let enrollment = OnlineEnrollment(
      confirmation: .asOffered,
      deviceName: try asked.text("device_name"),
      app: try asked.text("app"),
      channel: .nowhere,
      privateNetwork: try asked.flag("private_network"))
    let progress = Progress()
    let account = try await withCancellation { [app = try app] cancellation in
      try await app.enrollOnline(
        offer: asked.number("offer"), enrollment: enrollment, progress: progress, cancellation: cancellation)
    }
    return described(account).merging(["steps": .text(progress.steps)]) { fact, _ in fact }
  }

  private func poll(_ asked: Asked) async throws -> Facts {
    let app = try app
    return described(
      try await withCancellation { cancellation in
        try await app.poll(account: asked.text("account"), wait: 0, cancellation: cancellation)
      })
  }

  private func approve(_ asked: Asked) async throws -> Facts {
    let app = try app
    let number = Compared.number(text: try asked.text("number"))
    return described(
      try await asked.withPin { pin in
        try await withCancellation { cancellation in
          try await app.approve(
            request: asked.text("request"), compared: number, pin: pin, cancellation: cancellation)
        }
      })
  }

  private func deny(_ asked: Asked) async throws -> Facts {
    let app = try app
    let reason = try variant(named: asked.text("reason"), of: [DenyReason.notMe, .cancelled])
    return described(
      try await withCancellation { cancellation in
        try await app.deny(request: asked.text("request"), reason: reason, cancellation: cancellation)
      })
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
