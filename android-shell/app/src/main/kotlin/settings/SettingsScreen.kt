// Settings in groups: what guards the vault, what the app does by itself, how it looks; and the PIN where one needs it.

package app.countersign.settings

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import app.countersign.client.Appearance
import app.countersign.client.BiometricsState
import app.countersign.client.HolderView
import app.countersign.client.Language
import app.countersign.client.ProtectionView
import app.countersign.client.Settings
import app.countersign.client.Theme
import app.countersign.client.words.pinRules
import app.countersign.pad.Pad
import app.countersign.parts.Back
import app.countersign.parts.Card
import app.countersign.parts.Explanation
import app.countersign.parts.GoodNews
import app.countersign.parts.Locked
import app.countersign.parts.OtherButton
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.parts.Remark
import app.countersign.parts.SectionTitle
import app.countersign.parts.Signs
import app.countersign.settings.SettingsState.Asking
import app.countersign.texts.Texts
import app.countersign.texts.duration
import app.countersign.texts.inLines
import java.time.Duration

@Composable
fun SettingsScreen(
    state: SettingsState,
    intents: SettingsIntents,
    texts: Texts,
) {
    val asking = state.asking
    if (asking == null) Choices(state, intents, texts) else AskPin(asking, state, intents, texts)
}

@Composable
private fun Choices(
    state: SettingsState,
    intents: SettingsIntents,
    texts: Texts,
) {
    Page(texts.settingsTitle, Back(texts.commonBack, intents::back)) {
        state.notice?.let { GoodNews(it.inWords(texts)) }
        state.problem?.let { Problem(it.inWords(texts)) }
        state.protection?.let { Protection(it, intents, texts) }
        state.settings?.let { Security(it, intents, texts) }
        Looks(state.appearance, intents, texts)
    }
}

@Composable
private fun Protection(
    protection: ProtectionView,
    intents: SettingsIntents,
    texts: Texts,
) {
    SectionTitle(texts.settingsProtection)
    OtherButton(texts.settingsChangePin, intents::changePin, icon = Signs.key)
    if (protection.rulesHeldBy.isNotEmpty()) {
        Held(texts.settingsPinHeld("${protection.rules.minimumLength}"), protection.rulesHeldBy)
    }
    OtherButton(texts.settingsRecovery, intents::recovery, icon = Signs.shield)
    if (protection.biometrics != BiometricsState.NOT_AVAILABLE) {
        Card {
            val on = protection.biometrics != BiometricsState.OFF
            Toggle(
                texts.settingsBiometrics,
                texts.settingsBiometricsExplained,
                on,
                enabled = protection.biometrics != BiometricsState.HELD,
                onToggle = intents::biometrics,
            )
        }
    }
    if (protection.biometricsHeldBy.isNotEmpty()) Held(texts.settingsBiometricsHeld, protection.biometricsHeldBy)
}

/** What is locked, and by whom. */
@Composable
private fun Held(
    what: String,
    holders: List<HolderView>,
) {
    Locked("$what\n${holders.joinToString("\n") { inLines(it.server ?: it.issuer) }}")
}

@Composable
private fun Security(
    settings: Settings,
    intents: SettingsIntents,
    texts: Texts,
) {
    SectionTitle(texts.settingsSecurity)
    Card {
        Choice(texts.settingsAutoLock, delays(settings.autoLock, AUTO_LOCKS), settings.autoLock, {
            if (it.isZero) texts.timeAtOnce else texts.duration(it)
        }) {
            intents.settings(settings.copy(autoLock = it))
        }
        Choice(
            texts.settingsClipboard,
            delays(settings.clearClipboardAfter, CLIPBOARDS),
            settings.clearClipboardAfter,
            { if (it.isZero) texts.timeNever else texts.duration(it) },
        ) { intents.settings(settings.copy(clearClipboardAfter = it)) }
        Toggle(texts.settingsHideCodes, texts.settingsHideCodesExplained, settings.hideCodes) {
            intents.settings(settings.copy(hideCodes = it))
        }
        Toggle(texts.settingsNotifications, texts.settingsNotificationsExplained, settings.notifications) {
            intents.settings(settings.copy(notifications = it))
        }
    }
}

/** What is set is always among what can be chosen. */
private fun delays(
    set: Duration,
    usual: List<Duration>,
): List<Duration> = (usual + set).distinct().sorted()

private val AUTO_LOCKS = listOf<Long>(0, 1, 5, 15).map(Duration::ofMinutes)
private val CLIPBOARDS = listOf<Long>(0, 30, 60).map(Duration::ofSeconds)

@Composable
private fun Looks(
    appearance: Appearance,
    intents: SettingsIntents,
    texts: Texts,
) {
    SectionTitle(texts.settingsAppearance)
    Card {
        Choice(texts.settingsTheme, Theme.entries, appearance.theme, { theme(it, texts) }) {
            intents.appearance(appearance.copy(theme = it))
        }
        Choice(texts.settingsLanguage, listOf(null) + Language.entries, appearance.language, { language(it, texts) }) {
            intents.appearance(appearance.copy(language = it))
        }
    }
}

private fun theme(
    theme: Theme,
    texts: Texts,
): String =
    when (theme) {
        Theme.SYSTEM -> texts.settingsThemeSystem
        Theme.LIGHT -> texts.settingsThemeLight
        Theme.DARK -> texts.settingsThemeDark
    }

private fun language(
    language: Language?,
    texts: Texts,
): String =
    when (language) {
        null -> texts.settingsLanguageSystem
        Language.ENGLISH -> texts.settingsLanguageEnglish
        Language.GERMAN -> texts.settingsLanguageGerman
    }

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun <Value> Choice(
    label: String,
    values: List<Value>,
    chosen: Value,
    inWords: (Value) -> String,
    onChoice: (Value) -> Unit,
) {
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        Text(label, style = MaterialTheme.typography.titleSmall)
        FlowRow(
            horizontalArrangement = Arrangement.spacedBy(8.dp),
            verticalArrangement = Arrangement.spacedBy(8.dp),
        ) {
            values.forEach { value -> Pill(inWords(value), value == chosen) { onChoice(value) } }
        }
    }
}

@Composable
private fun Pill(
    label: String,
    chosen: Boolean,
    onClick: () -> Unit,
) {
    val colours = MaterialTheme.colorScheme
    Surface(
        color = if (chosen) colours.primary else colours.surfaceContainerHigh,
        contentColor = if (chosen) colours.onPrimary else colours.onSurface,
        shape = MaterialTheme.shapes.medium,
    ) {
        Box(
            modifier =
                Modifier
                    .selectable(selected = chosen, role = Role.RadioButton, onClick = onClick)
                    .heightIn(min = 48.dp)
                    .padding(horizontal = 16.dp, vertical = 10.dp),
            contentAlignment = Alignment.Center,
        ) { Text(label, style = MaterialTheme.typography.labelLarge) }
    }
}

@Composable
private fun Toggle(
    label: String,
    explanation: String,
    on: Boolean,
    enabled: Boolean = true,
    onToggle: (Boolean) -> Unit,
) {
    Row(
        modifier =
            Modifier
                .fillMaxWidth()
                .toggleable(value = on, enabled = enabled, role = Role.Switch, onValueChange = onToggle)
                .heightIn(min = 56.dp),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        Column(Modifier.weight(1f)) {
            Text(label, style = MaterialTheme.typography.titleSmall)
            Text(
                explanation,
                style = MaterialTheme.typography.bodySmall,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
            )
        }
        Switch(checked = on, onCheckedChange = null, enabled = enabled)
    }
}

@Composable
private fun AskPin(
    asking: Asking,
    state: SettingsState,
    intents: SettingsIntents,
    texts: Texts,
) {
    val title =
        when (asking) {
            Asking.OLD_PIN -> texts.settingsOldPin
            Asking.NEW_PIN -> texts.settingsNewPin
            Asking.NEW_PIN_AGAIN -> texts.settingsNewPinAgain
            Asking.BIOMETRICS_ON, Asking.BIOMETRICS_OFF -> texts.settingsBiometrics
        }
    Page(
        title,
        Back(texts.commonBack, intents::back),
        foot = { Pad(state.pad, intents.pad, texts.commonNext, intents::pinTyped, texts, enabled = !state.busy) },
    ) {
        explanation(asking, state, texts)?.let { Explanation(it) }
        if (state.busy) Remark(texts.commonWorking)
    }
}

private fun explanation(
    asking: Asking,
    state: SettingsState,
    texts: Texts,
): String? =
    when (asking) {
        Asking.NEW_PIN -> state.protection?.let { pinRules(it.rules).inWords(texts) }
        Asking.BIOMETRICS_ON -> texts.settingsBiometricsAdd
        Asking.BIOMETRICS_OFF -> texts.settingsBiometricsRemove
        Asking.OLD_PIN, Asking.NEW_PIN_AGAIN -> null
    }
