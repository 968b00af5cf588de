// Carries out what the conductor asks for, on a phone that is held in memory.

import Client
import Foundation
import Lines
import Models
import TestPhone

@MainActor
final class Walker {
  private var phone: TestPhone?

  /// The facts of the screen once everything was done, or `error`: what was asked makes no sense there.
  func answer(_ asked: Asked) async -> Facts {
    do {
      try await carryOut(asked)
      return facts
    } catch {
      return ["error": .text("\(error)")]
    }
  }

  private func carryOut(_ asked: Asked) async throws {
    switch try asked.call {
    case "open":
      // Another phone than before.
      await phone?.kill()
      phone = TestPhone(folder: URL(filePath: try asked.text("folder")))
      try required(phone).open()
    case "restart":
      await phone?.kill()
      try required(phone).open()
    case "restart_in_call":
      try await required(phone).killInCall()
      try required(phone).open()
    case "advance": try required(phone).advance(seconds: TimeInterval(asked.number("seconds") as Int))
    case "tick": phone?.tick()
    case "see": try required(phone).see(Frame(asked.facts("frame")))
    case "link": try required(phone?.model).opened(asked.text("text"))
    case "leave": try required(phone?.model).left()
    case "type": try type(asked.text("text"))
    case "intent": try walker.carryOut(asked.text("intent"), asked, on: required(phone?.model).place)
    case "until": try await wait(for: asked.facts("facts"))
    default: throw Misunderstood(name: try asked.call)
    }
  }

  /// Ends the app.
  func end() async {
    await phone?.kill()
  }

  private var facts: Facts {
    guard let phone, let model = phone.model else { return [:] }
    return factsOf(model.place).merging([
      "copied": .text(phone.copied ?? ""),
      "asked_for_notifications": .flag(phone.askedForNotifications),
    ]) { fact, _ in fact }
  }

  private func wait(for wanted: Facts) async {
    let deadline = Deadline()
    await until { [self] in deadline.passed || wanted.allSatisfy { facts[$0.key] == $0.value } }
    deadline.end()
  }

  private func type(_ characters: String) throws {
    let pad = try pad(of: required(phone?.model).place)
    for character in characters { pad.digit(character) }
  }

  private func required<Wanted>(_ value: Wanted?) throws -> Wanted {
    guard let value else { throw Misunderstood(name: "\(Wanted.self)") }
    return value
  }
}

extension Frame {
  /// As it came out of the camera; it is upright once it was turned clockwise.
  fileprivate init(_ raw: Facts) throws {
    self.init(
      pixels: try Data(contentsOf: URL(filePath: raw.text("file"))),
      width: try raw.number("width"),
      height: try raw.number("height"),
      stride: try raw.number("stride"),
      rotation: 90)
  }
}
