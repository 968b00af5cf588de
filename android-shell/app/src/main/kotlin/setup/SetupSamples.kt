// States of the first launch worth seeing.

package app.countersign.setup

import app.countersign.client.AssuranceClass
import app.countersign.client.PinRules
import app.countersign.pad.PadState
import app.countersign.parts.Sample
import app.countersign.texts.Message

private val rules =
    PinRules(minimumLength = 4u, maximumLength = 64u, passphrase = false, assurance = AssuranceClass.HARDWARE)

private const val LICENSE =
    "Countersign is free software under the Apache License 2.0 or the MIT License, at your choice.\n\n" +
        "It comes without any warranty: if you lose this phone and its backup, nobody can restore your accounts for you."

fun setupSamples() =
    listOf(
        Sample("license", SetupState(SetupState.Step.License(LICENSE))),
        Sample("pin", SetupState(SetupState.Step.ChoosePin(rules))),
        Sample(
            "pin-passphrase",
            SetupState(
                SetupState.Step.ChoosePin(rules.copy(minimumLength = 12u, passphrase = true)),
                PadState(letters = true),
            ),
        ),
        Sample(
            "pin-weak",
            SetupState(SetupState.Step.ChoosePin(rules), PadState(typed = 4), problem = Message { it.pinTooCommon }),
        ),
        Sample("confirm", SetupState(SetupState.Step.ConfirmPin, PadState(typed = 6))),
        Sample("confirm-busy", SetupState(SetupState.Step.ConfirmPin, busy = true)),
        Sample("notifications", SetupState(SetupState.Step.Notifications)),
    )
