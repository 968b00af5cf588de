// States of the locked app worth seeing.

import Client
import Foundation
import Models
import Texts

private func locked(
  attempts: UInt32 = 10, delay: TimeInterval = 0, biometrics: Bool = false, passphrase: Bool = false
) -> LockView {
  LockView(
    attemptsLeft: attempts,
    delay: delay,
    assurance: .hardware,
    passphrase: passphrase,
    biometrics: biometrics,
    requestsWhileLocked: true,
    olderCopy: nil)
}

private let rules = PinRules(minimumLength: 6, maximumLength: 64, passphrase: false, assurance: .hardware)

func unlockSamples() -> [Sample<UnlockState>] {
  [
    Sample("locked", UnlockState(.locked(locked()), pad: PadState(typed: 3))),
    Sample("passphrase", UnlockState(.locked(locked(passphrase: true)), pad: PadState(letters: true))),
    Sample("biometrics", UnlockState(.locked(locked(biometrics: true)))),
    Sample("wrong", UnlockState(.locked(locked(attempts: 7)), problem: .padWrong(attempts: 7))),
    Sample("few-left", UnlockState(.locked(locked(attempts: 1)))),
    Sample("delay", UnlockState(.locked(locked(attempts: 4, delay: 287)))),
    Sample("recovery", UnlockState(.locked(locked(), recovery: true), pad: PadState(letters: true))),
    Sample("older", UnlockState(.older(Message(OlderCopy.rolledBack)))),
    Sample("new-pin", UnlockState(.newPin(rules, again: false))),
    Sample("erased", UnlockState(.erased)),
    Sample("broken", UnlockState(.broken(.deviceKeyMissing))),
  ]
}
