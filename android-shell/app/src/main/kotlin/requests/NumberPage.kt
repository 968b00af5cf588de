// The number of the login page: nothing else is on this screen, so that nobody misses it.

package app.countersign.requests

import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.countersign.client.RequestView
import app.countersign.parts.Back
import app.countersign.parts.MainButton
import app.countersign.parts.Page
import app.countersign.parts.QuietButton
import app.countersign.parts.Signs
import app.countersign.requests.RequestsState.Step
import app.countersign.texts.Texts
import app.countersign.theme.tabular

@Composable
internal fun NumberPage(
    request: RequestView,
    step: Step.Number,
    back: Back,
    said: @Composable () -> Unit,
    intents: RequestsIntents,
    texts: Texts,
) {
    Page(
        texts.requestsAccept,
        back,
        foot = {
            Keys(intents, texts)
            MainButton(texts.commonNext, intents::numberTyped, enabled = step.typed.length == step.digits)
            QuietButton(texts.requestsReject, intents::reject, Modifier.fillMaxWidth())
        },
    ) {
        Text(
            texts.requestsEnter(step.digits),
            style = MaterialTheme.typography.headlineMedium,
            modifier = Modifier.semantics { heading() },
        )
        Summary(request)
        TimeLeft(request, texts)
        Boxes(step, texts)
        said()
    }
}

/** A box for each digit; the next one is marked. */
@Composable
private fun Boxes(
    step: Step.Number,
    texts: Texts,
) {
    val said =
        if (step.typed.isEmpty()) {
            texts.requestsEnteredNothing
        } else {
            texts.requestsEntered(
                step.typed.toList().joinToString(" "),
            )
        }
    Row(
        modifier =
            Modifier.fillMaxWidth().padding(vertical = 8.dp).clearAndSetSemantics {
                contentDescription = said
                liveRegion = LiveRegionMode.Polite
            },
        horizontalArrangement = Arrangement.spacedBy(10.dp, Alignment.CenterHorizontally),
    ) {
        repeat(step.digits) { place -> DigitBox(step.typed.getOrNull(place), next = place == step.typed.length) }
    }
}

@Composable
private fun RowScope.DigitBox(
    digit: Char?,
    next: Boolean,
) {
    val colours = MaterialTheme.colorScheme
    Surface(
        modifier =
            Modifier
                .weight(1f)
                .widthIn(max = 72.dp)
                .heightIn(min = 84.dp)
                .border(
                    if (next) 3.dp else 1.5.dp,
                    if (next) colours.primary else colours.outline,
                    MaterialTheme.shapes.medium,
                ),
        shape = MaterialTheme.shapes.medium,
        color = if (digit == null) colours.surfaceContainerLow else colours.primaryContainer,
        contentColor = colours.onPrimaryContainer,
    ) {
        Box(contentAlignment = Alignment.Center) {
            Text(digit?.toString().orEmpty(), style = MaterialTheme.typography.displaySmall.tabular)
        }
    }
}

@Composable
private fun Keys(
    intents: RequestsIntents,
    texts: Texts,
) {
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        listOf("123", "456", "789").forEach { row ->
            Row(horizontalArrangement = Arrangement.spacedBy(8.dp)) { row.forEach { Key(it, intents, texts) } }
        }
        Row(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
            Box(Modifier.weight(1f))
            Key('0', intents, texts)
            Surface(
                onClick = intents::eraseDigit,
                modifier = Modifier.weight(1f).semantics { contentDescription = texts.padErase },
                shape = MaterialTheme.shapes.large,
                color = MaterialTheme.colorScheme.background,
            ) {
                Box(Modifier.heightIn(min = KEY), contentAlignment = Alignment.Center) {
                    Icon(Signs.erase, contentDescription = null, modifier = Modifier.size(26.dp))
                }
            }
        }
    }
}

@Composable
private fun RowScope.Key(
    digit: Char,
    intents: RequestsIntents,
    texts: Texts,
) {
    Surface(
        onClick = { intents.digit(digit) },
        modifier = Modifier.weight(1f).semantics { contentDescription = texts.padDigit("$digit") },
        shape = MaterialTheme.shapes.large,
        color = MaterialTheme.colorScheme.surfaceContainerLow,
    ) {
        Box(Modifier.heightIn(min = KEY), contentAlignment = Alignment.Center) {
            Text("$digit", style = MaterialTheme.typography.headlineMedium.tabular)
        }
    }
}

private val KEY = 56.dp
