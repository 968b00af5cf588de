// States of the recovery code worth seeing.

package app.countersign.settings

import app.countersign.pad.PadState
import app.countersign.parts.Sample
import app.countersign.settings.RecoveryState.Step
import app.countersign.texts.Message

private const val CODE = "7KQM-2X9D-HT4B-0WZR-V8NC-5PGJ-E3AF"

fun recoverySamples() =
    listOf(
        Sample("none", RecoveryState(exists = false)),
        Sample("exists", RecoveryState(exists = true)),
        Sample("made", RecoveryState(exists = true, notice = Message { it.recoveryMade })),
        Sample("pin", RecoveryState(exists = false, step = Step.PinToMake, pad = PadState(typed = 2))),
        Sample(
            "pin-wrong",
            RecoveryState(exists = true, step = Step.PinToRemove, problem = Message { it.padWrong(9) }),
        ),
        Sample("shown", RecoveryState(exists = true, step = Step.Shown(CODE))),
    )
