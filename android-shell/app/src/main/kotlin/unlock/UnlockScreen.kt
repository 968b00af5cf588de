// The locked app: the PIN pad, what is left, and what else there is where no PIN helps.

package app.countersign.unlock

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.Warning
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.countersign.client.LockView
import app.countersign.client.words.pinRules
import app.countersign.client.words.unusable
import app.countersign.pad.Pad
import app.countersign.parts.Back
import app.countersign.parts.Caution
import app.countersign.parts.Emblem
import app.countersign.parts.Empty
import app.countersign.parts.Explanation
import app.countersign.parts.MainButton
import app.countersign.parts.OtherButton
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.parts.QuietButton
import app.countersign.parts.Remark
import app.countersign.parts.Signs
import app.countersign.texts.Texts
import app.countersign.texts.duration
import app.countersign.unlock.UnlockState.Face

@Composable
fun UnlockScreen(
    state: UnlockState,
    intents: UnlockIntents,
    texts: Texts,
) {
    when (val face = state.face) {
        is Face.Locked -> {
            if (face.recovery) Recovery(state, intents, texts) else Locked(face.view, state, intents, texts)
        }

        is Face.Older -> {
            Older(face, intents, texts)
        }

        is Face.NewPin -> {
            NewPin(face, state, intents, texts)
        }

        Face.Erased -> {
            Erased(state, intents, texts)
        }

        is Face.Broken -> {
            Broken(face, state, intents, texts)
        }
    }
}

@Composable
private fun Locked(
    view: LockView,
    state: UnlockState,
    intents: UnlockIntents,
    texts: Texts,
) {
    val waiting = !view.delay.isZero
    Page(
        title = "",
        foot = {
            if (!waiting) {
                Pad(state.pad, intents.pad, texts.unlockOpen, intents::typed, texts, enabled = !state.busy)
                if (view.biometrics) {
                    OtherButton(
                        texts.unlockBiometrics,
                        intents::biometrics,
                        icon = Signs.fingerprint,
                        enabled = !state.busy,
                    )
                }
            }
            if (view.requestsWhileLocked) {
                OtherButton(texts.unlockRequests, intents::requests, icon = Signs.shield)
            }
            QuietButton(
                texts.unlockRecovery,
                { intents.recovery(true) },
                Modifier.fillMaxWidth(),
                enabled = !state.busy,
            )
        },
    ) {
        Column(
            modifier = Modifier.fillMaxWidth(),
            horizontalAlignment = Alignment.CenterHorizontally,
            verticalArrangement = Arrangement.spacedBy(10.dp),
        ) {
            Emblem(Icons.Filled.Lock)
            Title(texts.unlockTitle)
            if (waiting) {
                Delay(view, texts)
            } else {
                Quiet(if (view.passphrase) texts.unlockWithPassphrase else texts.unlockWithPin)
            }
        }
        Said(state, texts)
        if (view.attemptsLeft < FEW && state.problem == null) Caution(texts.unlockAttempts(view.attemptsLeft.toInt()))
    }
}

@Composable
private fun Delay(
    view: LockView,
    texts: Texts,
) {
    Text(
        texts.unlockNextAttempt(texts.duration(view.delay)),
        style = MaterialTheme.typography.headlineSmall,
        textAlign = TextAlign.Center,
        color = MaterialTheme.colorScheme.error,
        modifier = Modifier.semantics { liveRegion = LiveRegionMode.Polite },
    )
    Quiet(texts.unlockWhyWait)
}

@Composable
private fun Recovery(
    state: UnlockState,
    intents: UnlockIntents,
    texts: Texts,
) {
    Page(texts.unlockRecoveryTitle, Back(texts.commonBack) { intents.recovery(false) }) {
        Explanation(texts.unlockRecoveryExplained)
        Said(state, texts)
        Pad(state.pad, intents.pad, texts.unlockOpen, intents::typed, texts, enabled = !state.busy)
    }
}

@Composable
private fun Older(
    face: Face.Older,
    intents: UnlockIntents,
    texts: Texts,
) {
    Page(
        texts.unlockOlderTitle,
        foot = {
            MainButton(texts.unlockOlderDecline, { intents.acceptOlder(false) })
            OtherButton(texts.unlockOlderAccept, { intents.acceptOlder(true) }, danger = true)
        },
    ) { Caution(face.what.inWords(texts)) }
}

@Composable
private fun NewPin(
    face: Face.NewPin,
    state: UnlockState,
    intents: UnlockIntents,
    texts: Texts,
) {
    Page(
        if (face.again) texts.setupConfirmTitle else texts.unlockNewPinTitle,
        foot = { Pad(state.pad, intents.pad, texts.commonNext, intents::typed, texts, enabled = !state.busy) },
    ) {
        Explanation(if (face.again) texts.setupConfirmExplained else texts.unlockNewPinExplained)
        Explanation(pinRules(face.rules).inWords(texts))
        Said(state, texts)
    }
}

@Composable
private fun Erased(
    state: UnlockState,
    intents: UnlockIntents,
    texts: Texts,
) {
    Page("", foot = { MainButton(texts.unlockStartOver, intents::startOver) }) {
        Empty(Icons.Filled.Warning, texts.unlockErasedTitle, texts.unlockErasedExplained)
        Said(state, texts)
    }
}

@Composable
private fun Broken(
    face: Face.Broken,
    state: UnlockState,
    intents: UnlockIntents,
    texts: Texts,
) {
    Page("", foot = { QuietButton(texts.unlockRecovery, { intents.recovery(true) }, Modifier.fillMaxWidth()) }) {
        Empty(Icons.Filled.Warning, texts.unlockUnusableTitle, unusable(face.reason).inWords(texts))
        Said(state, texts)
    }
}

@Composable
private fun Said(
    state: UnlockState,
    texts: Texts,
) {
    state.problem?.let { Problem(it.inWords(texts)) }
    if (state.busy) Remark(texts.commonWorking)
}

@Composable
private fun Title(text: String) {
    Text(
        text,
        style = MaterialTheme.typography.headlineSmall,
        textAlign = TextAlign.Center,
        modifier = Modifier.padding(top = 4.dp).semantics { heading() },
    )
}

@Composable
private fun Quiet(text: String) {
    Text(
        text,
        style = MaterialTheme.typography.bodyLarge,
        textAlign = TextAlign.Center,
        color = MaterialTheme.colorScheme.onSurfaceVariant,
    )
}

/** With so few attempts left, everybody wants to know. */
private val FEW = 10u
