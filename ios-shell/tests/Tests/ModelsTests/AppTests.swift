// The models with the real library: what the walks cannot see.

import Client
import Foundation
import TestPhone
import Testing

@testable import Models

@MainActor
@Suite struct AppTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "phone-\(UUID().uuidString)")

  @Test func rowsThatAreNotOnTheScreenOpenNoSecret() async throws {
    let (phone, list) = try await phoneWithAccounts(["anna", "berta", "clara"])
    #expect(list.state.rows.map(\.code) == [.unread, .unread, .unread])
    list.visible([list.state.rows[1].id])
    #expect(list.state.rows.map(isShown) == [false, true, false])
    await end(phone)
  }

  @Test func aSecondOfTheScreenIsNoChangeWhereNothingChanged() async throws {
    let (phone, list) = try await phoneWithAccounts(["anna"])
    let before = list.state
    phone.tick()
    list.refresh()
    #expect(list.state == before)
    await end(phone)
  }

  @Test func aLinkOpensNothingWhileTheAppIsLocked() async throws {
    let (phone, list) = try await phoneWithAccounts([])
    list.lock()
    phone.model?.opened("otpauth://totp/Example:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    guard case .unlock = phone.model?.place else { throw Missing() }
    await end(phone)
  }

  @Test func anAppThatComesBackTooLateShowsNothing() async throws {
    let (phone, _) = try await phoneWithAccounts(["anna"])
    phone.sleep(seconds: 60)
    phone.model?.returned()
    guard case .authenticators = phone.model?.place else { throw Missing() }
    phone.sleep(seconds: 3_600)
    phone.model?.returned()
    guard case .unlock = phone.model?.place else { throw Missing() }
    await end(phone)
  }

  @Test func aPictureOfSomethingElseSaysSo() async throws {
    let (phone, list) = try await phoneWithAccounts([])
    list.add()
    guard case .add(let add) = phone.model?.place else { throw Missing() }
    phone.picture = Data("no picture at all".utf8)
    add.picture()
    await until { add.state.problem != nil }
    #expect(add.state.problem == .scanUnsupportedFormat)
    await end(phone)
  }

  @Test func anAppThatEndedIsLetGoOf() async throws {
    let (phone, _) = try await phoneWithAccounts([])
    weak var model = phone.model
    await phone.kill()
    #expect(model == nil)
    // The vault is open once: only where nothing holds the old app can it be opened anew.
    #expect(throws: Never.self) { try phone.open() }
    await end(phone)
  }

  /// Goes through the setup, and adds accounts of these names.
  private func phoneWithAccounts(_ names: [String]) async throws -> (TestPhone, AuthenticatorsModel) {
    let phone = TestPhone(folder: folder)
    let model = try phone.open()
    try await setUp(model)
    for (number, name) in names.enumerated() {
      let secret = String(repeating: "GEZDGNBVGY3TQOJQ", count: 2).replacing(
        "G", with: "\(["A", "B", "C"][number])")
      model.opened("otpauth://totp/Example:\(name)?secret=\(secret)&issuer=Example")
      guard case .add(let add) = model.place else { throw Missing() }
      add.confirm()
    }
    guard case .authenticators(let list) = model.place else { throw Missing() }
    return (phone, list)
  }

  private func setUp(_ model: AppModel) async throws {
    guard case .setup(let setup) = model.place else { throw Missing() }
    setup.acceptLicense()
    await until { if case .choosePin = setup.state.step { !setup.state.busy } else { false } }
    for _ in 0..<2 {
      let step = setup.state.step
      for digit in "493817" { setup.pad.digit(digit) }
      setup.pinTyped()
      await until { setup.state.step != step && !setup.state.busy }
    }
    setup.notifications(false)
    await until { if case .authenticators = model.place { true } else { false } }
  }

  private func end(_ phone: TestPhone) async {
    await phone.kill()
    try? FileManager.default.removeItem(at: folder)
  }

  private func isShown(_ row: AuthenticatorsState.Row) -> Bool {
    if case .shown = row.code { true } else { false }
  }

  private struct Missing: Error {}
}
