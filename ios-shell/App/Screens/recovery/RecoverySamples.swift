// States of the recovery code worth seeing.

import Models
import Texts

private let code = "7KQM-2X9D-HT4B-0WZR-V8NC-5PGJ-E3AF"

func recoverySamples() -> [Sample<RecoveryState>] {
  [
    Sample("none", RecoveryState(exists: false)),
    Sample("exists", RecoveryState(exists: true)),
    Sample("made", RecoveryState(exists: true, notice: .recoveryMade)),
    Sample("pin", RecoveryState(exists: false, .pinToMake, pad: PadState(typed: 2))),
    Sample("pin-wrong", RecoveryState(exists: true, .pinToRemove, problem: .padWrong(attempts: 9))),
    Sample("shown", RecoveryState(exists: true, .shown(code: code))),
  ]
}
