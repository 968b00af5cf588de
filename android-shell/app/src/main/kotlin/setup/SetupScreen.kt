// First launch: the license, a PIN, the same once more, notifications.

package app.countersign.setup

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.countersign.client.PinRules
import app.countersign.client.words.pinRules
import app.countersign.pad.Pad
import app.countersign.parts.Back
import app.countersign.parts.Card
import app.countersign.parts.Emblem
import app.countersign.parts.Explanation
import app.countersign.parts.MainButton
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.parts.QuietButton
import app.countersign.parts.Remark
import app.countersign.parts.Signs
import app.countersign.texts.Texts

@Composable
fun SetupScreen(
    state: SetupState,
    intents: SetupIntents,
    texts: Texts,
) {
    when (val step = state.step) {
        is SetupState.Step.License -> License(step.text, intents, texts)
        is SetupState.Step.ChoosePin -> ChoosePin(step.rules, state, intents, texts)
        SetupState.Step.ConfirmPin -> ConfirmPin(state, intents, texts)
        SetupState.Step.Notifications -> Notifications(intents, texts)
    }
}

@Composable
private fun License(
    license: String,
    intents: SetupIntents,
    texts: Texts,
) {
    Page(
        title = texts.setupLicenseTitle,
        foot = { MainButton(texts.setupLicenseAgree, intents::acceptLicense) },
    ) {
        Progress(1, texts)
        Explanation(texts.setupLicenseExplained)
        Card { Text(license.trim(), style = MaterialTheme.typography.bodySmall) }
    }
}

@Composable
private fun ChoosePin(
    rules: PinRules,
    state: SetupState,
    intents: SetupIntents,
    texts: Texts,
) {
    Page(title = texts.setupPinTitle, foot = { PinFoot(state, intents, texts) }) {
        Progress(2, texts)
        Explanation(pinRules(rules).inWords(texts))
        Problems(state, texts)
        Remark(texts.setupPinForgotten)
    }
}

@Composable
private fun ConfirmPin(
    state: SetupState,
    intents: SetupIntents,
    texts: Texts,
) {
    Page(
        title = texts.setupConfirmTitle,
        back = Back(texts.commonBack, intents::chooseAnother),
        foot = { PinFoot(state, intents, texts) },
    ) {
        Progress(3, texts)
        Explanation(texts.setupConfirmExplained)
        Problems(state, texts)
    }
}

@Composable
private fun ColumnScope.PinFoot(
    state: SetupState,
    intents: SetupIntents,
    texts: Texts,
) = Pad(state.pad, intents.pad, texts.commonNext, intents::pinTyped, texts, enabled = !state.busy)

@Composable
private fun Problems(
    state: SetupState,
    texts: Texts,
) {
    state.problem?.let { Problem(it.inWords(texts)) }
    if (state.busy) Remark(texts.commonWorking)
}

@Composable
private fun Notifications(
    intents: SetupIntents,
    texts: Texts,
) {
    Page(
        title = "",
        foot = {
            MainButton(texts.setupNotificationsAllow, { intents.notifications(true) }, icon = Signs.bell)
            QuietButton(texts.setupNotificationsNotNow, { intents.notifications(false) }, Modifier.fillMaxWidth())
        },
    ) {
        Progress(4, texts)
        Column(
            modifier = Modifier.fillMaxWidth().padding(top = 24.dp),
            horizontalAlignment = Alignment.CenterHorizontally,
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            Emblem(Signs.bell)
            Text(
                texts.setupNotificationsTitle,
                style = MaterialTheme.typography.headlineSmall,
                textAlign = TextAlign.Center,
            )
            Text(
                texts.setupNotificationsRecommended,
                style = MaterialTheme.typography.labelLarge,
                color = MaterialTheme.colorScheme.primary,
            )
        }
        Explanation(texts.setupNotificationsExplained)
        Explanation(texts.setupNotificationsWithout)
    }
}

/** Four bars; those behind are full. */
@Composable
private fun Progress(
    step: Int,
    texts: Texts,
) {
    Row(
        modifier =
            Modifier.fillMaxWidth().clearAndSetSemantics {
                contentDescription = texts.setupStep("$step", "$STEPS")
            },
        horizontalArrangement = Arrangement.spacedBy(6.dp),
    ) {
        repeat(STEPS) { place ->
            val colours = MaterialTheme.colorScheme
            val colour = if (place < step) colours.primary else colours.surfaceContainerHighest
            Box(Modifier.weight(1f).height(5.dp).background(colour, CircleShape))
        }
    }
}

private const val STEPS = 4
