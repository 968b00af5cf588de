// Device keys in Swift: they conform, and whatever they throw is an answer.

import CountersignCore
import Device
import Foundation
import Synchronization
import Testing

@Suite struct DeviceKeyTests {
  @Test func theDeviceInMemoryConforms() {
    let reports = checkDevicePorts(device: .inMemory())
    let ports = ["SlotKeys", "Anchor", "SigningKeys", "KeyAttestation", "AgreementKeys", "BiometricKey"]
    #expect(reports.map(\.port) == ports)
    #expect(reports.compactMap(\.failure).isEmpty)
  }

  @Test func aDeviceThatForgetsDoesNot() {
    let device = DevicePorts(slotKeys: MemorySlotKeys(), anchor: ForgetfulAnchor())
    let failures = checkDevicePorts(device: device).map(\.failure)
    #expect(failures.first == .some(nil))
    #expect(failures.last != .some(nil))
  }

  @Test(
    arguments: [
      (DeviceKeyError.Unavailable, UnlockError.Storage(error: .Failed)),
      (DeviceKeyError.Cancelled, UnlockError.Cancelled),
      (DeviceKeyError.Invalidated, UnlockError.NotAvailable),
      // An error that the protocol does not declare counts as `Unavailable`, and its text is read by nobody.
      (OfThisApp(secret: "493817"), UnlockError.Storage(error: .Failed)),
    ] as [(any Error, UnlockError)])
  func whatAKeyThrowsIsAnAnswer(thrown: any Error, answer: UnlockError) async throws {
    let keys = FailingSlotKeys()
    let app = App(device: DevicePorts(slotKeys: keys, anchor: MemoryAnchor()))
    defer { app.remove() }
    let authenticator = try await app.setUp()
    try authenticator.lock()

    keys.fail(with: thrown)
    await #expect(throws: answer) {
      try await authenticator.unlock(pin: App.pin, accept: .newestOnly)
    }
    keys.fail(with: nil)
    #expect(try authenticator.attemptsLeft == 10, "a key that does not answer is no wrong PIN")
    _ = try await authenticator.unlock(pin: App.pin, accept: .newestOnly)
    #expect(try authenticator.stage() == .unlocked)
  }

  @Test func aMissingKeyIsNoWrongPinEither() async throws {
    let keys = FailingSlotKeys()
    let app = App(device: DevicePorts(slotKeys: keys, anchor: MemoryAnchor()))
    defer { app.remove() }
    try await refuse(app.setUp(), keys)

    keys.fail(with: nil)
    #expect(try app.open().attemptsLeft == 10)

    func refuse(_ authenticator: Authenticator, _ keys: FailingSlotKeys) async throws {
      try authenticator.lock()
      keys.fail(with: DeviceKeyError.Missing)
      await #expect(throws: UnlockError.NotUsable(reason: .deviceKeyMissing)) {
        try await authenticator.unlock(pin: App.pin, accept: .newestOnly)
      }
    }
  }

  @Test(arguments: [DeviceKeyError.Unavailable, OfThisApp(secret: "493817")] as [any Error])
  func aDeviceThatDoesNotSayWhatItIsOpensNothing(thrown: any Error) throws {
    let keys = FailingSlotKeys()
    keys.fail(with: thrown)
    let app = App(device: DevicePorts(slotKeys: keys, anchor: MemoryAnchor()))
    defer { app.remove() }
    #expect(throws: OpenError.DeviceKeys) { try app.open() }
  }

  @Test func biometricsOpenTheVault() async throws {
    let app = App()
    defer { app.remove() }
    let authenticator = try await app.setUp()
    try await authenticator.enableBiometrics(pin: App.pin)
    try authenticator.lock()
    _ = try await authenticator.unlockWithBiometrics(accept: .newestOnly)
    #expect(try authenticator.stage() == .unlocked)
  }
}

/// An error that no protocol of the core declares.
private struct OfThisApp: Error {
  let secret: String
}

/// Keys that throw when they are told to.
private final class FailingSlotKeys: SlotKeys {
  private let keys = MemorySlotKeys()
  private let failure = Mutex<(any Error)?>(nil)

  func fail(with error: (any Error)?) {
    failure.withLock { failure in failure = error }
  }

  func assurance() throws -> AssuranceClass {
    try check()
    return try keys.assurance()
  }

  func create(id: DeviceKeyId) throws {
    try check()
    try keys.create(id: id)
  }

  func delete(id: DeviceKeyId) throws {
    try check()
    try keys.delete(id: id)
  }

  func prf(id: DeviceKeyId, input: Data) throws -> Data {
    try check()
    return try keys.prf(id: id, input: input)
  }

  private func check() throws {
    if let error = failure.withLock({ failure in failure }) {
      throw error
    }
  }
}

/// Stores nothing.
private final class ForgetfulAnchor: Anchor {
  func load() throws -> Data? { nil }
  func store(record: Data) throws {}
  func mac(message: Data) throws -> Data { message }
}
