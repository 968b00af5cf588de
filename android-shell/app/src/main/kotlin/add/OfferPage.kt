// What a code offers, before anything is stored or sent: the risky part first.

package app.countersign.add

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.Checkbox
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import app.countersign.add.AddState.Face
import app.countersign.client.AccountRow
import app.countersign.client.OfferView
import app.countersign.client.words.kind
import app.countersign.client.words.obstacle
import app.countersign.client.words.policy
import app.countersign.client.words.warning
import app.countersign.parts.Back
import app.countersign.parts.Card
import app.countersign.parts.Caution
import app.countersign.parts.Explanation
import app.countersign.parts.Fact
import app.countersign.parts.Field
import app.countersign.parts.MainButton
import app.countersign.parts.Monogram
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.parts.QuietButton
import app.countersign.parts.Remark
import app.countersign.texts.Texts
import app.countersign.texts.inLines

@Composable
internal fun OfferPage(
    offer: Face.Offer,
    back: Back,
    said: @Composable () -> Unit,
    intents: AddIntents,
    texts: Texts,
) {
    val view = offer.view
    Page(
        texts.addOfferTitle,
        back,
        foot = {
            MainButton(texts.addConfirm, intents::confirm, enabled = view.push?.obstacle == null)
            QuietButton(texts.addDismiss, intents::dismiss, Modifier.fillMaxWidth())
        },
    ) {
        if (offer.of > 1) Explanation(texts.addOf("${offer.at}", "${offer.of}"))
        Cautions(offer, texts)
        said()
        Identity(view, texts)
        Questions(offer, intents, texts)
        Field(
            texts.addInformation,
            offer.information,
            intents::information,
            hint = texts.addInformationExplained,
        )
        Explanation(if (view.push == null) texts.addOfferExplained else texts.addOfferExplainedPush)
    }
}

@Composable
private fun Cautions(
    offer: Face.Offer,
    texts: Texts,
) {
    val view = offer.view
    if (view.server?.deceptive == true) Problem(texts.addDeceptive)
    view.push?.obstacle?.let { Problem(obstacle(it).inWords(texts)) }
    view.push
        ?.warnings
        .orEmpty()
        .forEach { Caution(warning(it).inWords(texts)) }
    view.warnings.forEach { Caution(warning(it).inWords(texts)) }
    offer.remarks.forEach { Caution(it.inWords(texts)) }
    view.similar.firstOrNull()?.let { Remark(texts.addSimilar(name(it))) }
    if (view.push?.begun == true) Remark(texts.addBegun)
}

@Composable
private fun Identity(
    view: OfferView,
    texts: Texts,
) {
    Card {
        Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(14.dp)) {
            Monogram(view.issuer.ifEmpty { view.account })
            Column(Modifier.weight(1f)) {
                Text(view.issuer.ifEmpty { view.account }, style = MaterialTheme.typography.titleLarge)
                if (view.issuer.isNotEmpty()) {
                    Text(
                        inLines(view.account),
                        style = MaterialTheme.typography.bodyLarge,
                        color = MaterialTheme.colorScheme.onSurfaceVariant,
                    )
                }
            }
        }
        view.server?.let { Fact(texts.addServer, inLines(it.name)) }
        Fact(texts.addKind, kind(view.kind).inWords(texts))
        view.push?.let { Fact(texts.addPolicy, policy(it.policy).inWords(texts)) }
    }
}

@Composable
private fun Questions(
    offer: Face.Offer,
    intents: AddIntents,
    texts: Texts,
) {
    offer.view.sameSecret?.let { same ->
        Caution(texts.addSameSecret(name(same)))
        Question(texts.addSameSecretWanted, offer.secondTime, intents::secondTime)
    }
    if (offer.view.push?.privateNetwork == true) {
        Question(texts.addPrivateNetwork, offer.privateNetwork, intents::privateNetwork)
    }
}

/** Something that the user must state before it goes on. */
@Composable
private fun Question(
    text: String,
    answer: Boolean,
    onAnswer: (Boolean) -> Unit,
) {
    Surface(color = MaterialTheme.colorScheme.surfaceContainerLow, shape = MaterialTheme.shapes.medium) {
        Row(
            modifier =
                Modifier
                    .fillMaxWidth()
                    .toggleable(value = answer, role = Role.Checkbox, onValueChange = onAnswer)
                    .heightIn(min = 56.dp)
                    .padding(horizontal = 14.dp, vertical = 10.dp),
            verticalAlignment = Alignment.CenterVertically,
            horizontalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            Checkbox(checked = answer, onCheckedChange = null)
            Text(text, style = MaterialTheme.typography.bodyLarge, modifier = Modifier.weight(1f))
        }
    }
}

private fun name(account: AccountRow): String =
    listOf(account.issuer, account.account).filter(String::isNotEmpty).joinToString(", ")
