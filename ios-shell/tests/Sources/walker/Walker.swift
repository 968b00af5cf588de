// Carries out what the conductor asks for, on a phone that is held in memory.

import Client
import Foundation
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
    switch asked.call {
    case "open":
      phone = TestPhone(folder: URL(filePath: try required(asked.folder)))
      try required(phone).open()
    case "restart":
      await phone?.kill()
      try required(phone).open()
    case "advance": try required(phone).advance(seconds: required(asked.seconds))
    case "tick": phone?.tick()
    case "see": try required(phone).see(Frame(required(asked.frame)))
    case "link": try required(phone?.model).opened(required(asked.text))
    case "leave": try required(phone?.model).left()
    case "type": try type(required(asked.text))
    case "intent":
      try walker.carryOut(required(asked.intent), with: asked.with, on: required(phone?.model).place)
    case "until": try await wait(for: required(asked.facts))
    default: throw Misunderstood(name: asked.call)
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
  fileprivate init(_ raw: RawFrame) throws {
    self.init(
      pixels: try Data(contentsOf: URL(filePath: raw.file)),
      width: raw.width,
      height: raw.height,
      stride: raw.stride,
      rotation: 90)
  }
}
