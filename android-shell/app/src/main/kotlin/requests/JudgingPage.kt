// One request on the whole screen: what is risky first, then the comparison with the login page, then the PIN.

package app.countersign.requests

import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.countersign.client.Comparison
import app.countersign.client.RequestView
import app.countersign.client.comparison
import app.countersign.pad.Pad
import app.countersign.parts.Back
import app.countersign.parts.Card
import app.countersign.parts.Caution
import app.countersign.parts.Explanation
import app.countersign.parts.Fact
import app.countersign.parts.MainButton
import app.countersign.parts.OtherButton
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.parts.QuietButton
import app.countersign.parts.Remark
import app.countersign.parts.Signs
import app.countersign.requests.RequestsState.Face
import app.countersign.requests.RequestsState.Step
import app.countersign.texts.Texts
import app.countersign.texts.clock
import app.countersign.texts.inLines
import app.countersign.texts.moment
import app.countersign.theme.tabular

@Composable
internal fun JudgingPage(
    face: Face.Judging,
    state: RequestsState,
    intents: RequestsIntents,
    texts: Texts,
    preview: @Composable (Modifier) -> Unit,
) {
    val request = face.request
    val said: @Composable () -> Unit = { state.problem?.let { Problem(it.inWords(texts)) } }
    val back = Back(texts.commonBack, intents::back)
    when (val step = face.step) {
        Step.Facts -> Facts(request, back, said, intents, texts)
        is Step.Number -> NumberPage(request, step, back, said, intents, texts)
        Step.Scan -> Scan(request, back, said, intents, texts, preview)
        Step.Pin -> Pin(request, back, said, state, intents, texts)
        Step.Rejecting -> Rejecting(back, said, intents, texts)
        Step.Telling -> Page(texts.requestsTitle) { Remark(texts.requestsDeciding) }
    }
}

@Composable
private fun Facts(
    request: RequestView,
    back: Back,
    said: @Composable () -> Unit,
    intents: RequestsIntents,
    texts: Texts,
) {
    Page(
        texts.requestsTitle,
        back,
        foot = {
            MainButton(texts.requestsAccept, intents::accept)
            OtherButton(texts.requestsReject, intents::reject, danger = true)
        },
    ) {
        Text(
            headline(request, texts),
            style = MaterialTheme.typography.headlineMedium,
            modifier = Modifier.semantics { heading() },
        )
        TimeLeft(request, texts)
        said()
        Cautions(request, texts)
        Known(request, texts)
        Explanation(texts.requestsJudge)
    }
}

@Composable
private fun Cautions(
    request: RequestView,
    texts: Texts,
) {
    if (request.others > 0u) Problem(texts.requestsOthers(request.others.toInt()))
    if (request.doubtful) Problem(texts.requestsDoubtful)
    if (request.lowAssurance) Caution(texts.requestsLowAssurance)
}

/** What a stranger could not have right comes first. */
@Composable
private fun Known(
    request: RequestView,
    texts: Texts,
) {
    Card {
        val from = listOfNotNull(request.clientPlace, request.clientAddress)
        Fact(texts.requestsFrom, if (from.isEmpty()) texts.requestsFromUnknown else from.joinToString("\n"))
        request.clientAgent?.let { Fact(texts.requestsWith, it) }
        Fact(texts.requestsWhat, request.endpoint)
        Fact(
            texts.requestsWho,
            inLines(listOf(request.issuer, request.accountName).filter(String::isNotEmpty).joinToString(", ")),
        )
        Fact(texts.requestsWhen, texts.moment(request.made))
        Fact(texts.requestsServer, inLines(request.server))
        if (request.message.isNotEmpty()) Fact(texts.requestsMessage, request.message)
        Text(
            texts.requestsClaimed,
            style = MaterialTheme.typography.bodySmall,
            color = MaterialTheme.colorScheme.onSurfaceVariant,
        )
    }
}

@Composable
internal fun TimeLeft(
    request: RequestView,
    texts: Texts,
) {
    val left = clock(request.secondsLeft)
    Column(
        modifier = Modifier.fillMaxWidth().clearAndSetSemantics { contentDescription = texts.requestsLeft(left) },
        verticalArrangement = Arrangement.spacedBy(6.dp),
    ) {
        Text(
            texts.requestsLeft(left),
            style = MaterialTheme.typography.titleSmall.tabular,
            color = MaterialTheme.colorScheme.primary,
        )
        LinearProgressIndicator(
            progress = { (request.secondsLeft.toFloat() / LONGEST).coerceIn(0f, 1f) },
            modifier = Modifier.fillMaxWidth(),
            trackColor = MaterialTheme.colorScheme.surfaceContainerHighest,
        )
    }
}

/** Seconds that a full bar stands for: as long as requests usually live. */
private const val LONGEST = 120f

@Composable
private fun Scan(
    request: RequestView,
    back: Back,
    said: @Composable () -> Unit,
    intents: RequestsIntents,
    texts: Texts,
    preview: @Composable (Modifier) -> Unit,
) {
    Page(texts.requestsScanNow, back, foot = { OtherButton(texts.requestsReject, intents::reject, danger = true) }) {
        TimeLeft(request, texts)
        Text(texts.requestsScan, style = MaterialTheme.typography.headlineSmall)
        val shape = MaterialTheme.shapes.large
        Box(
            Modifier
                .fillMaxWidth()
                .aspectRatio(1.1f)
                .border(4.dp, MaterialTheme.colorScheme.primary, shape)
                .padding(4.dp)
                .clip(shape)
                .semantics { contentDescription = texts.addViewfinder },
        ) { preview(Modifier.fillMaxSize()) }
        said()
    }
}

@Composable
private fun Pin(
    request: RequestView,
    back: Back,
    said: @Composable () -> Unit,
    state: RequestsState,
    intents: RequestsIntents,
    texts: Texts,
) {
    Page(
        texts.requestsAccept,
        back,
        foot = {
            Pad(state.pad, intents.pad, texts.requestsAccept, intents::pinTyped, texts)
            if (state.biometrics) {
                OtherButton(texts.unlockBiometrics, intents::biometrics, icon = Signs.fingerprint)
            }
        },
    ) {
        Text(texts.requestsPin, style = MaterialTheme.typography.headlineSmall)
        Summary(request)
        TimeLeft(request, texts)
        if (comparison(request) == Comparison.Code) Remark(texts.requestsShow)
        said()
    }
}

/** Whose login it is, while something else is typed. */
@Composable
internal fun Summary(request: RequestView) {
    Text(
        inLines("${request.endpoint}, ${request.accountName}"),
        style = MaterialTheme.typography.bodyLarge,
        color = MaterialTheme.colorScheme.onSurfaceVariant,
    )
}

@Composable
private fun Rejecting(
    back: Back,
    said: @Composable () -> Unit,
    intents: RequestsIntents,
    texts: Texts,
) {
    Page(
        texts.requestsReject,
        back,
        foot = {
            MainButton(
                texts.requestsRejectNotMe,
                { intents.rejected(notMe = true) },
                colours =
                    ButtonDefaults.buttonColors(
                        containerColor = MaterialTheme.colorScheme.error,
                        contentColor = MaterialTheme.colorScheme.onError,
                    ),
            )
            OtherButton(texts.requestsRejectCancelled, { intents.rejected(notMe = false) })
            QuietButton(texts.commonBack, intents::back, Modifier.fillMaxWidth())
        },
    ) {
        Text(
            texts.requestsRejectTitle,
            style = MaterialTheme.typography.headlineMedium,
            modifier = Modifier.semantics { heading() },
        )
        Explanation(texts.requestsRejectExplained)
        said()
    }
}
