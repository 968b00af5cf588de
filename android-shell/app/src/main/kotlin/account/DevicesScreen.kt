// The devices of an account on a page, and below them new keys for this phone.

package app.countersign.account

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Refresh
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.countersign.client.DeviceView
import app.countersign.pad.Pad
import app.countersign.parts.Back
import app.countersign.parts.Card
import app.countersign.parts.Explanation
import app.countersign.parts.GoodNews
import app.countersign.parts.OtherButton
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.parts.QuietButton
import app.countersign.parts.Remark
import app.countersign.parts.SectionTitle
import app.countersign.parts.Signs
import app.countersign.texts.Texts
import app.countersign.texts.inLines
import app.countersign.texts.moment

@Composable
fun DevicesScreen(
    state: DevicesState,
    intents: DevicesIntents,
    texts: Texts,
) {
    if (state.replacing) Pin(state, intents, texts) else Devices(state, intents, texts)
}

@Composable
private fun Devices(
    state: DevicesState,
    intents: DevicesIntents,
    texts: Texts,
) {
    Page(texts.devicesTitle, Back(texts.commonBack, intents::back)) {
        state.notice?.let { GoodNews(it.inWords(texts)) }
        state.problem?.let { Problem(it.inWords(texts)) }
        if (state.busy) Remark(texts.requestsAsking)
        Explanation(texts.devicesExplained(inLines(state.server)))
        state.devices?.forEach { Device(it, texts) }
        QuietButton(texts.devicesAsk, intents::ask, icon = Icons.Filled.Refresh, enabled = !state.busy)
        SectionTitle(texts.devicesKeys)
        Explanation(texts.devicesReplaceExplained)
        if (state.pending) Remark(texts.devicesPending)
        OtherButton(texts.devicesReplace, intents::replaceKeys, icon = Signs.key, enabled = !state.busy)
    }
}

@Composable
private fun Device(
    device: DeviceView,
    texts: Texts,
) {
    Card {
        Column(
            Modifier.fillMaxWidth().semantics(mergeDescendants = true) {},
            verticalArrangement = Arrangement.spacedBy(2.dp),
        ) {
            Text(device.name, style = MaterialTheme.typography.titleMedium)
            if (device.thisDevice) {
                Text(
                    texts.devicesThis,
                    style = MaterialTheme.typography.labelMedium,
                    color = MaterialTheme.colorScheme.primary,
                )
            }
            Quiet(texts.devicesAdded(texts.moment(device.added)))
            Quiet(texts.devicesSeen(texts.moment(device.seen)))
        }
    }
}

@Composable
private fun Quiet(text: String) {
    Text(text, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
}

@Composable
private fun Pin(
    state: DevicesState,
    intents: DevicesIntents,
    texts: Texts,
) {
    Page(
        texts.devicesReplace,
        Back(texts.commonBack, intents::back),
        foot = { Pad(state.pad, intents.pad, texts.devicesReplace, intents::pinTyped, texts, enabled = !state.busy) },
    ) {
        Text(texts.devicesPin, style = MaterialTheme.typography.headlineSmall)
        Explanation(texts.devicesWithdrawn)
        state.problem?.let { Problem(it.inWords(texts)) }
        if (state.busy) Remark(texts.requestsDeciding)
    }
}
