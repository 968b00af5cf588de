// States of the export worth seeing.

package app.countersign.transfer

import app.countersign.pad.PadState
import app.countersign.parts.Sample
import app.countersign.texts.Message

fun transferSamples() =
    listOf(
        Sample("pin", TransferState("Codeforge", PadState(typed = 2))),
        Sample("wrong", TransferState("Codeforge", problem = Message { it.padWrong(8) })),
        Sample(
            "shown",
            TransferState(
                "Codeforge",
                shown = "otpauth://totp/Codeforge:mlindqvist?secret=GEZDGNBVGY3TQOJQ&issuer=Codeforge",
            ),
        ),
    )
