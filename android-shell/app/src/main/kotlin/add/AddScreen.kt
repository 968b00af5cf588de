// Adding an account: the camera first, other ways below it.

package app.countersign.add

import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.countersign.add.AddState.Face
import app.countersign.add.AddState.Sight
import app.countersign.client.EnrollmentStep
import app.countersign.client.words.step
import app.countersign.parts.Back
import app.countersign.parts.Emblem
import app.countersign.parts.Explanation
import app.countersign.parts.Field
import app.countersign.parts.MainButton
import app.countersign.parts.OtherButton
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.parts.QuietButton
import app.countersign.parts.Remark
import app.countersign.parts.Signs
import app.countersign.texts.Texts

/** `preview` is what the camera sees, filling the room it is given: each phone draws its own. */
@Composable
fun AddScreen(
    state: AddState,
    intents: AddIntents,
    texts: Texts,
    preview: @Composable (Modifier) -> Unit,
) {
    val back = Back(texts.commonBack, intents::back)
    val said: @Composable () -> Unit = { state.problem?.let { Problem(it.inWords(texts)) } }
    when (val face = state.face) {
        is Face.Scanning -> Scanning(face, back, said, intents, texts, preview)
        is Face.Link -> Link(face, back, said, intents, texts)
        is Face.Manual -> Manual(face, back, said, intents, texts)
        is Face.Offer -> OfferPage(face, back, said, intents, texts)
        is Face.Enrolling -> Enrolling(face, intents, texts)
    }
}

@Composable
private fun Scanning(
    face: Face.Scanning,
    back: Back,
    said: @Composable () -> Unit,
    intents: AddIntents,
    texts: Texts,
    preview: @Composable (Modifier) -> Unit,
) {
    Page(texts.addTitle, back) {
        if (face.camera) {
            Viewfinder(face.sight, texts, preview)
            when (val sight = face.sight) {
                Sight.Looking -> Aim(texts)
                is Sight.Foreign -> Problem(sight.what.inWords(texts))
            }
        } else {
            Remark(texts.addNoCamera)
        }
        said()
        OtherButton(texts.addPicture, intents::picture, icon = Signs.picture)
        OtherButton(texts.addPaste, intents::link, icon = Signs.link)
        OtherButton(texts.addManual, intents::manual, icon = Signs.keyboard)
    }
}

@Composable
private fun Viewfinder(
    sight: Sight,
    texts: Texts,
    preview: @Composable (Modifier) -> Unit,
) {
    val frame =
        when (sight) {
            Sight.Looking -> MaterialTheme.colorScheme.outlineVariant
            is Sight.Foreign -> MaterialTheme.colorScheme.error
        }
    val shape = MaterialTheme.shapes.large
    Box(
        modifier =
            Modifier
                .fillMaxWidth()
                .aspectRatio(1.1f)
                .border(4.dp, frame, shape)
                .padding(4.dp)
                .clip(shape)
                .semantics { contentDescription = texts.addViewfinder },
    ) { preview(Modifier.fillMaxSize()) }
}

@Composable
private fun Aim(texts: Texts) {
    Column(Modifier.fillMaxWidth(), horizontalAlignment = Alignment.CenterHorizontally) {
        Text(texts.addAim, style = MaterialTheme.typography.titleMedium, textAlign = TextAlign.Center)
    }
}

@Composable
private fun Link(
    face: Face.Link,
    back: Back,
    said: @Composable () -> Unit,
    intents: AddIntents,
    texts: Texts,
) {
    Page(texts.addPaste, back, foot = {
        MainButton(texts.commonNext, intents::readLink, enabled = face.text.isNotEmpty())
    }) {
        Field(
            texts.addLink,
            face.text,
            intents::linkText,
            hint = texts.addLinkExplained,
            keyboard = KeyboardType.Uri,
            singleLine = false,
        )
        said()
    }
}

@Composable
private fun Manual(
    face: Face.Manual,
    back: Back,
    said: @Composable () -> Unit,
    intents: AddIntents,
    texts: Texts,
) {
    var secret by remember { mutableStateOf("") }
    val add = { intents.addByHand(secret.encodeToByteArray()) }
    Page(texts.addManual, back, foot = { MainButton(texts.commonNext, add, enabled = secret.isNotEmpty()) }) {
        Explanation(texts.addManualExplained)
        Field(texts.addIssuer, face.issuer, intents::issuer)
        Field(texts.addAccount, face.account, intents::account)
        Field(texts.addSecret, secret, { secret = it }, keyboard = KeyboardType.Password)
        said()
        Remark(texts.addManualParameters)
    }
}

@Composable
private fun Enrolling(
    face: Face.Enrolling,
    intents: AddIntents,
    texts: Texts,
) {
    Page(texts.addEnrolling, foot = { QuietButton(texts.commonCancel, intents::back, Modifier.fillMaxWidth()) }) {
        Column(
            Modifier.fillMaxWidth().padding(vertical = 40.dp),
            horizontalAlignment = Alignment.CenterHorizontally,
            verticalArrangement = Arrangement.spacedBy(20.dp),
        ) {
            Emblem(Signs.key)
            LinearProgressIndicator(
                progress = { part(face.step) },
                modifier = Modifier.fillMaxWidth().semantics { contentDescription = texts.commonWorking },
            )
            Text(
                face.step?.let { step(it).inWords(texts) } ?: texts.commonWorking,
                style = MaterialTheme.typography.titleMedium,
                textAlign = TextAlign.Center,
                modifier = Modifier.semantics { liveRegion = LiveRegionMode.Polite },
            )
        }
    }
}

private fun part(step: EnrollmentStep?): Float =
    when (step) {
        null -> 0.05f
        EnrollmentStep.MAKING_KEYS -> 0.25f
        EnrollmentStep.ASKING_SERVER -> 0.6f
        EnrollmentStep.STORING -> 0.9f
    }
