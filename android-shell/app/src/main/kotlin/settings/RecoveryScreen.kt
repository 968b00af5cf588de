// The recovery code on a page: what it is for, the PIN, then the code in large groups, this once.

package app.countersign.settings

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Delete
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.unit.dp
import app.countersign.pad.Pad
import app.countersign.parts.Back
import app.countersign.parts.Card
import app.countersign.parts.Caution
import app.countersign.parts.Emblem
import app.countersign.parts.Explanation
import app.countersign.parts.GoodNews
import app.countersign.parts.MainButton
import app.countersign.parts.OtherButton
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.parts.Remark
import app.countersign.parts.Signs
import app.countersign.settings.RecoveryState.Step
import app.countersign.texts.Texts
import app.countersign.theme.tabular

@Composable
fun RecoveryScreen(
    state: RecoveryState,
    intents: RecoveryIntents,
    texts: Texts,
) {
    when (val step = state.step) {
        Step.Explained -> Explained(state, intents, texts)
        Step.PinToMake -> Pin(texts.recoveryPinToMake, state, intents, texts)
        Step.PinToRemove -> Pin(texts.recoveryPinToRemove, state, intents, texts)
        is Step.Shown -> Shown(step.code, intents, texts)
    }
}

@Composable
private fun Explained(
    state: RecoveryState,
    intents: RecoveryIntents,
    texts: Texts,
) {
    Page(
        texts.recoveryTitle,
        Back(texts.commonBack, intents::back),
        foot = {
            MainButton(if (state.exists) texts.recoveryReplace else texts.recoveryMake, intents::make, icon = Signs.key)
            if (state.exists) {
                OtherButton(texts.recoveryRemove, intents::remove, icon = Icons.Filled.Delete, danger = true)
            }
        },
    ) {
        Column(Modifier.fillMaxWidth(), horizontalAlignment = Alignment.CenterHorizontally) { Emblem(Signs.key) }
        state.notice?.let { GoodNews(it.inWords(texts)) }
        Explanation(texts.recoveryExplained)
        Explanation(texts.recoveryPush)
        if (state.exists) Remark(texts.recoveryExists)
    }
}

@Composable
private fun Pin(
    what: String,
    state: RecoveryState,
    intents: RecoveryIntents,
    texts: Texts,
) {
    Page(
        texts.recoveryTitle,
        Back(texts.commonBack, intents::back),
        foot = { Pad(state.pad, intents.pad, texts.commonNext, intents::pinTyped, texts, enabled = !state.busy) },
    ) {
        Text(what, style = MaterialTheme.typography.headlineSmall)
        state.problem?.let { Problem(it.inWords(texts)) }
        if (state.busy) Remark(texts.commonWorking)
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Shown(
    code: String,
    intents: RecoveryIntents,
    texts: Texts,
) {
    Page(texts.recoveryTitle, foot = { MainButton(texts.recoveryNoted, intents::noted) }) {
        Text(texts.recoveryWrite, style = MaterialTheme.typography.headlineSmall)
        Card {
            FlowRow(
                modifier = Modifier.fillMaxWidth().clearAndSetSemantics { contentDescription = spelled(code) },
                horizontalArrangement = Arrangement.spacedBy(20.dp),
                verticalArrangement = Arrangement.spacedBy(10.dp),
            ) { code.split(SEPARATOR).forEach { Text(it, style = MaterialTheme.typography.headlineSmall.tabular) } }
        }
        Caution(texts.recoveryOnce)
    }
}

/** Sign by sign, with a pause after each group. */
private fun spelled(code: String): String = code.split(SEPARATOR).joinToString(", ") { it.toList().joinToString(" ") }

private const val SEPARATOR = '-'
