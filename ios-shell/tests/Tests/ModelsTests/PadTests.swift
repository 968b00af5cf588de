// A PIN while it is typed.

import Foundation
import Testing

@testable import Models

@MainActor
@Suite struct PadTests {
  private let pad = PadModel()

  @Test func digitsAreCountedAndTakenBack() async {
    for digit in "493" { pad.digit(digit) }
    pad.erase()
    #expect(pad.state.typed == 2)
    #expect(await lent() == "49")
  }

  @Test func whatIsNoDigitOfASCIIIsNotTyped() {
    pad.digit("٣")
    #expect(pad.state.typed == 0)
  }

  @Test func whatWasLentIsGone() async {
    pad.digit("4")
    #expect(await lent() == "4")
    #expect(pad.state.typed == 0)
    #expect(await lent() == "")
  }

  @Test func whatACallThatFailsWasLentIsGoneToo() async {
    pad.digit("4")
    await #expect(throws: CancellationError.self) {
      try await pad.lend { _ in throw CancellationError() }
    }
    #expect(pad.state.typed == 0)
  }

  @Test func aPassphraseTakesThePlaceOfWhatWasTyped() async {
    pad.letters(true)
    pad.passphrase(Data("correct horse".utf8))
    pad.passphrase(Data("größer".utf8))
    #expect(pad.state == PadState(typed: 8, letters: true))
    #expect(await lent() == "größer")
  }

  @Test func lettersBeginAnew() {
    pad.digit("4")
    pad.letters(true)
    #expect(pad.state == PadState(typed: 0, letters: true))
  }

  @Test func oneThatIsTooLongIsKeptLongEnoughToBeRefused() async {
    pad.passphrase(Data(repeating: 65, count: 1_000))
    #expect(pad.state.typed == 260)
  }

  private func lent() async -> String {
    await pad.lend { String(decoding: $0, as: UTF8.self) }
  }
}
