// States of an account's devices worth seeing.

package app.countersign.account

import app.countersign.client.DeviceView
import app.countersign.pad.PadState
import app.countersign.parts.Sample
import app.countersign.texts.Message
import java.time.Instant

private val added = Instant.ofEpochSecond(1_790_000_000)
private val seen = Instant.ofEpochSecond(1_800_000_000)
private val devices =
    listOf(
        DeviceView("Mara's phone", added, seen, thisDevice = true),
        DeviceView("Tablet in the kitchen", added, added, thisDevice = false),
    )
private val listed = DevicesState("portal.example.com", devices)

fun devicesSamples() =
    listOf(
        Sample("asking", DevicesState("portal.example.com", busy = true)),
        Sample("devices", listed),
        Sample("unreachable", DevicesState("portal.example.com", problem = Message { it.serverUnreachable })),
        Sample("pin", listed.copy(replacing = true, pad = PadState(typed = 3))),
        Sample("pin-wrong", listed.copy(replacing = true, problem = Message { it.padWrong(9) })),
        Sample("replaced", listed.copy(notice = Message { it.devicesReplaced })),
        Sample("pending", listed.copy(pending = true, problem = Message { it.serverUnreachable })),
    )
