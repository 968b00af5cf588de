// States of the settings worth seeing.

package app.countersign.settings

import app.countersign.client.Appearance
import app.countersign.client.Settings
import app.countersign.client.Theme
import app.countersign.pad.PadState
import app.countersign.parts.Sample
import app.countersign.settings.SettingsState.Changing
import app.countersign.texts.Message
import java.time.Duration

private val usual =
    SettingsState(
        settings =
            Settings(
                autoLock = Duration.ofMinutes(5),
                hideCodes = false,
                clearClipboardAfter = Duration.ofSeconds(30),
                notifications = true,
            ),
        appearance = Appearance(language = null, theme = Theme.SYSTEM),
    )

fun settingsSamples() =
    listOf(
        Sample("choices", usual),
        Sample("pin-changed", usual.copy(notice = Message { it.settingsPinChanged })),
        Sample("pin-refused", usual.copy(problem = Message { it.padWrong(9) })),
        Sample("old-pin", usual.copy(changing = Changing.OLD)),
        Sample("new-pin", usual.copy(changing = Changing.NEW, pad = PadState(typed = 5))),
    )
