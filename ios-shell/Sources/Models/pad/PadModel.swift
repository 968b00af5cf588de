// A PIN while it is typed: bytes that are wiped, never a text.

import Client
import Foundation
import Observation

@MainActor
@Observable
public final class PadModel: PadIntents {
  /// Bytes; more than any PIN or passphrase may have, so that one too long is refused by the core, not cut.
  private static let longest = 260

  public private(set) var state: PadState
  @ObservationIgnored private var bytes = SecretBytes(count: longest)

  public init(letters: Bool = false) {
    state = PadState(letters: letters)
  }

  public func digit(_ digit: Character) {
    guard state.typed < Self.longest, let byte = digit.asciiValue else { return }
    bytes[state.typed] = byte
    state.typed += 1
  }

  public func erase() {
    guard state.typed > 0 else { return }
    state.typed -= 1
    bytes[state.typed] = 0
  }

  public func letters(_ wanted: Bool) {
    clear()
    state.letters = wanted
  }

  public func passphrase(_ text: Data) {
    var text = text
    bytes.wipe()
    let kept = min(text.count, Self.longest)
    bytes.replaceSubrange(..<kept, with: text.prefix(kept))
    text.wipe()
    state.typed = kept
  }

  /// Lends what was typed to one call, and wipes it afterwards.
  func lend<Answer: Sendable>(_ call: @MainActor (SecretBytes) async throws -> Answer) async rethrows
    -> Answer
  {
    try await TypedPin(self).lend(call)
  }

  /// What was typed, which is no longer here then.
  fileprivate func taken() -> SecretBytes {
    defer { clear() }
    return SecretBytes(bytes.prefix(state.typed))
  }

  func clear() {
    bytes.wipe()
    state.typed = 0
  }
}

/// A PIN that was typed, until it was lent to a call: wiped then, or when it is forgotten.
@MainActor
final class TypedPin {
  private var bytes: SecretBytes

  init(_ pad: PadModel) {
    bytes = pad.taken()
  }

  deinit {
    bytes.wipe()
  }

  func lend<Answer: Sendable>(_ call: @MainActor (SecretBytes) async throws -> Answer) async rethrows
    -> Answer
  {
    defer { bytes.wipe() }
    return try await call(bytes)
  }
}
