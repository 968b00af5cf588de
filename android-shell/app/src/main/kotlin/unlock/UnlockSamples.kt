// States of the locked app worth seeing.

package app.countersign.unlock

import app.countersign.client.AssuranceClass
import app.countersign.client.LockView
import app.countersign.client.OlderCopy
import app.countersign.client.PinRules
import app.countersign.client.Unusable
import app.countersign.client.words.olderCopy
import app.countersign.pad.PadState
import app.countersign.parts.Sample
import app.countersign.texts.Message
import app.countersign.unlock.UnlockState.Face
import java.time.Duration

private val fresh =
    LockView(
        attemptsLeft = 10u,
        delay = Duration.ZERO,
        assurance = AssuranceClass.HARDWARE,
        passphrase = false,
        biometrics = false,
        requestsWhileLocked = true,
        olderCopy = null,
    )

fun unlockSamples() =
    listOf(
        Sample("locked", UnlockState(Face.Locked(fresh), PadState(typed = 3))),
        Sample("passphrase", UnlockState(Face.Locked(fresh.copy(passphrase = true)), PadState(letters = true))),
        Sample("biometrics", UnlockState(Face.Locked(fresh.copy(biometrics = true)))),
        Sample("wrong", UnlockState(Face.Locked(fresh.copy(attemptsLeft = 7u)), problem = Message { it.padWrong(7) })),
        Sample("few-left", UnlockState(Face.Locked(fresh.copy(attemptsLeft = 1u)))),
        Sample("delay", UnlockState(Face.Locked(fresh.copy(attemptsLeft = 4u, delay = Duration.ofSeconds(287))))),
        Sample("recovery", UnlockState(Face.Locked(fresh, recovery = true), PadState(letters = true))),
        Sample("older", UnlockState(Face.Older(olderCopy(OlderCopy.ROLLED_BACK)))),
        Sample("new-pin", UnlockState(Face.NewPin(PinRules(6u, 64u, false, AssuranceClass.HARDWARE), again = false))),
        Sample("erased", UnlockState(Face.Erased)),
        Sample("broken", UnlockState(Face.Broken(Unusable.DEVICE_KEY_MISSING))),
    )
