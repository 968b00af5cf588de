// States of the first launch worth seeing.

import Client
import Models
import Texts

private let rules = PinRules(minimumLength: 4, maximumLength: 64, passphrase: false, assurance: .hardware)
private let words = PinRules(minimumLength: 12, maximumLength: 64, passphrase: true, assurance: .file)

private let license = """
  Countersign is free software under the Apache License 2.0 or the MIT License, at your choice.

  It comes without any warranty: if you lose this phone and its backup, nobody can restore your accounts for you.
  """

func setupSamples() -> [Sample<SetupState>] {
  [
    Sample("license", SetupState(.license(text: license))),
    Sample("pin", SetupState(.choosePin(rules))),
    Sample("pin-passphrase", SetupState(.choosePin(words), pad: PadState(letters: true))),
    Sample("pin-weak", SetupState(.choosePin(rules), pad: PadState(typed: 4), problem: .pinTooCommon)),
    Sample("confirm", SetupState(.confirmPin, pad: PadState(typed: 6))),
    Sample("confirm-busy", SetupState(.confirmPin, busy: true)),
    Sample("notifications", SetupState(.notifications)),
  ]
}
