// Requests: the list of what waits, and what became of an answer. A request itself fills the screen: JudgingPage.

package app.countersign.requests

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.CheckCircle
import androidx.compose.material.icons.filled.Refresh
import androidx.compose.material.icons.filled.Warning
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.countersign.client.Ending
import app.countersign.client.RequestKind
import app.countersign.client.RequestView
import app.countersign.parts.Back
import app.countersign.parts.Caution
import app.countersign.parts.Digits
import app.countersign.parts.Emblem
import app.countersign.parts.Empty
import app.countersign.parts.MainButton
import app.countersign.parts.Monogram
import app.countersign.parts.OtherButton
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.parts.Signs
import app.countersign.requests.RequestsState.Face
import app.countersign.texts.Texts
import app.countersign.texts.clock
import app.countersign.texts.inLines
import app.countersign.theme.LocalSignals
import app.countersign.theme.tabular

@Composable
fun RequestsScreen(
    state: RequestsState,
    intents: RequestsIntents,
    texts: Texts,
    preview: @Composable (Modifier) -> Unit,
) {
    when (val face = state.face) {
        is Face.Waiting -> Waiting(face, state, intents, texts)
        is Face.Judging -> JudgingPage(face, state, intents, texts, preview)
        is Face.Over -> Over(face, intents, texts)
    }
}

@Composable
private fun Waiting(
    face: Face.Waiting,
    state: RequestsState,
    intents: RequestsIntents,
    texts: Texts,
) {
    Page(
        texts.requestsTitle,
        Back(texts.commonBack, intents::back),
        foot = {
            OtherButton(
                if (face.asking) texts.requestsAsking else texts.requestsAsk,
                intents::ask,
                icon = Icons.Filled.Refresh,
                enabled = !face.asking && face.accounts,
            )
        },
    ) {
        state.problem?.let { Problem(it.inWords(texts)) }
        face.requests.forEach { Line(it, intents, texts) }
        face.notes.forEach { note ->
            Caution(note.said.inWords(texts))
            note.agree?.let { account -> MainButton(texts.requestsPolicyAgree, { intents.agree(account) }) }
        }
        if (face.requests.isEmpty()) {
            Empty(
                Signs.shield,
                texts.requestsNoneTitle,
                if (face.accounts) texts.requestsNoneExplained else texts.requestsNoneAccount,
            )
        }
    }
}

@Composable
private fun Line(
    request: RequestView,
    intents: RequestsIntents,
    texts: Texts,
) {
    Surface(
        modifier = Modifier.fillMaxWidth().clickable { intents.open(request.id) },
        color = MaterialTheme.colorScheme.surfaceContainerLow,
        shape = MaterialTheme.shapes.large,
    ) {
        Row(
            modifier = Modifier.padding(16.dp),
            horizontalArrangement = Arrangement.spacedBy(14.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Monogram(request.issuer)
            Column(Modifier.weight(1f)) {
                Text(headline(request, texts), style = MaterialTheme.typography.titleMedium)
                Text(
                    inLines("${request.endpoint}, ${request.accountName}"),
                    style = MaterialTheme.typography.bodyMedium,
                    color = MaterialTheme.colorScheme.onSurfaceVariant,
                )
                Text(
                    texts.requestsLeft(clock(request.secondsLeft)),
                    style = MaterialTheme.typography.titleSmall.tabular,
                    color = MaterialTheme.colorScheme.primary,
                )
            }
        }
    }
}

internal fun headline(
    request: RequestView,
    texts: Texts,
): String =
    when (request.kind) {
        RequestKind.LOGIN -> texts.requestsLogin
        RequestKind.CONFIRMATION -> texts.requestsConfirm
        RequestKind.TEST -> texts.requestsTest
        RequestKind.OTHER -> texts.requestsOther(request.event)
    }

@Composable
private fun Over(
    over: Face.Over,
    intents: RequestsIntents,
    texts: Texts,
) {
    Page("", foot = { MainButton(texts.commonDone, intents::back) }) {
        Column(
            modifier = Modifier.fillMaxWidth().padding(top = 40.dp).semantics { liveRegion = LiveRegionMode.Assertive },
            horizontalAlignment = Alignment.CenterHorizontally,
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            val (icon, container, content) = sign(over.ending)
            Emblem(icon, container, content)
            Text(title(over, texts), style = MaterialTheme.typography.headlineMedium, textAlign = TextAlign.Center)
            over.code?.let { Digits(it, it.toList().joinToString(" "), colour = MaterialTheme.colorScheme.primary) }
            Text(
                over.said.inWords(texts),
                style = MaterialTheme.typography.bodyLarge,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                textAlign = TextAlign.Center,
            )
        }
    }
}

private fun title(
    over: Face.Over,
    texts: Texts,
): String =
    when (over.ending) {
        Ending.ACCEPTED -> if (over.code == null) texts.requestsAcceptedTitle else texts.requestsCodeTitle
        Ending.REJECTED -> texts.requestsRejectedTitle
        Ending.WAITING -> texts.requestsWaitingTitle
        Ending.FAILED -> texts.requestsFailedTitle
    }

@Composable
private fun sign(ending: Ending): Triple<ImageVector, Color, Color> {
    val colours = MaterialTheme.colorScheme
    val signals = LocalSignals.current
    return when (ending) {
        Ending.ACCEPTED -> Triple(Icons.Filled.CheckCircle, signals.goodContainer, signals.onGoodContainer)
        Ending.REJECTED -> Triple(Signs.shield, colours.secondaryContainer, colours.onSecondaryContainer)
        Ending.WAITING -> Triple(Icons.Filled.Refresh, colours.tertiaryContainer, colours.onTertiaryContainer)
        Ending.FAILED -> Triple(Icons.Filled.Warning, colours.errorContainer, colours.onErrorContainer)
    }
}
