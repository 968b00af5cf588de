// States of the settings worth seeing.

package app.countersign.settings

import app.countersign.client.Appearance
import app.countersign.client.AssuranceClass
import app.countersign.client.BiometricsState
import app.countersign.client.HolderView
import app.countersign.client.PinRules
import app.countersign.client.ProtectionView
import app.countersign.client.Settings
import app.countersign.client.Theme
import app.countersign.pad.PadState
import app.countersign.parts.Sample
import app.countersign.settings.SettingsState.Asking
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
        protection =
            ProtectionView(
                rules = PinRules(4u, 64u, passphrase = false, assurance = AssuranceClass.HARDWARE),
                rulesHeldBy = emptyList(),
                biometrics = BiometricsState.OFF,
                biometricsHeldBy = emptyList(),
                recoveryCode = false,
            ),
    )

private val holder = HolderView("1", "Example Hosting", "c12345.web", "portal.example.com")
private val held =
    usual.protection?.copy(
        rules = PinRules(8u, 64u, passphrase = false, assurance = AssuranceClass.HARDWARE),
        rulesHeldBy = listOf(holder),
        biometrics = BiometricsState.HELD,
        biometricsHeldBy = listOf(holder),
    )

fun settingsSamples() =
    listOf(
        Sample("choices", usual),
        Sample("held", usual.copy(protection = held)),
        Sample("pin-changed", usual.copy(notice = Message { it.settingsPinChanged })),
        Sample("pin-refused", usual.copy(problem = Message { it.padWrong(9) })),
        Sample("old-pin", usual.copy(asking = Asking.OLD_PIN)),
        Sample("new-pin", usual.copy(asking = Asking.NEW_PIN, pad = PadState(typed = 5))),
        Sample("biometrics", usual.copy(asking = Asking.BIOMETRICS_ON)),
    )
