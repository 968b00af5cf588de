// One account on a page: names that can be changed, facts, and its end.

package app.countersign.account

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Delete
import androidx.compose.material.icons.filled.Star
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import app.countersign.client.AccountDetail
import app.countersign.client.words.kind
import app.countersign.client.words.policy
import app.countersign.client.words.reachability
import app.countersign.parts.Back
import app.countersign.parts.Card
import app.countersign.parts.Caution
import app.countersign.parts.Countdown
import app.countersign.parts.Digits
import app.countersign.parts.Fact
import app.countersign.parts.Field
import app.countersign.parts.GoodNews
import app.countersign.parts.MainButton
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
fun AccountScreen(
    state: AccountState,
    intents: AccountIntents,
    texts: Texts,
) {
    val detail = state.detail
    Page(
        texts.accountTitle,
        Back(texts.commonBack, intents::back),
        actions = { if (detail != null) Favourite(detail, intents, texts) },
    ) {
        state.notice?.let { GoodNews(it.inWords(texts)) }
        state.problem?.let { Problem(it.inWords(texts)) }
        if (state.busy) Remark(texts.requestsDeciding)
        if (detail != null) {
            Names(state.draft, intents, texts)
            if (detail.push?.offlineCodes == true) OfflineCode(state, intents, texts)
            Known(detail, texts)
            if (detail.push == null) {
                OtherButton(texts.accountExport, intents::export, icon = Signs.key)
            } else {
                OtherButton(texts.devicesTitle, intents::devices, icon = Signs.shield)
            }
            if (state.untold) OtherButton(texts.accountDeleteLater, intents::deleteLater)
            detail.push?.status?.takeIf { it.endPending }?.let { status ->
                Caution(texts.requestsEndPending(inLines(status.server)))
                OtherButton(texts.accountKeep, intents::keep)
            }
            OtherButton(
                texts.accountDelete,
                intents::delete,
                icon = Icons.Filled.Delete,
                danger = true,
                enabled = !state.busy,
            )
        }
    }
    if (state.deleting && detail != null) Deleting(detail, intents, texts)
}

@Composable
private fun Favourite(
    detail: AccountDetail,
    intents: AccountIntents,
    texts: Texts,
) {
    val favourite = detail.row.favourite
    IconButton(onClick = { intents.favourite(!favourite) }) {
        Icon(
            if (favourite) Icons.Filled.Star else Signs.starOutline,
            contentDescription = if (favourite) texts.accountFavouriteRemove else texts.accountFavouriteAdd,
            tint = MaterialTheme.colorScheme.primary,
        )
    }
}

@Composable
private fun Names(
    draft: AccountState.Draft,
    intents: AccountIntents,
    texts: Texts,
) {
    SectionTitle(texts.accountName)
    Field(texts.accountIssuer, draft.issuer, { intents.draft(draft.copy(issuer = it)) })
    Field(texts.accountAccount, draft.account, { intents.draft(draft.copy(account = it)) })
    Field(texts.accountInformation, draft.information, { intents.draft(draft.copy(information = it)) })
    Field(texts.accountTags, draft.tags, { intents.draft(draft.copy(tags = it)) })
    MainButton(texts.commonSave, intents::save)
}

@Composable
private fun OfflineCode(
    state: AccountState,
    intents: AccountIntents,
    texts: Texts,
) {
    Card {
        Text(texts.accountOfflineCode, style = MaterialTheme.typography.titleMedium)
        val code = state.offlineCode
        if (code == null) {
            QuietButton(texts.accountOfflineShow, intents::showOfflineCode, Modifier.fillMaxWidth(), icon = Signs.eye)
        } else {
            val left = texts.timeSeconds(code.secondsLeft.toInt())
            Digits(code.grouped, texts.listCodeSpoken(code.spoken, left), colour = MaterialTheme.colorScheme.primary)
            Countdown(code.secondsLeft.toInt(), code.periodSeconds.toInt(), texts.requestsLeft(left))
        }
    }
}

@Composable
private fun Known(
    detail: AccountDetail,
    texts: Texts,
) {
    Card {
        Fact(texts.accountKind, kind(detail.row.kind).inWords(texts))
        detail.periodSeconds?.let { Fact(texts.addKind, texts.accountParameters("${detail.digits}", "$it")) }
        detail.server?.let { Fact(texts.accountServer, inLines(it)) }
        detail.push?.let { push ->
            Fact(texts.accountReachable, reachability(detail.row.reachability).inWords(texts))
            Fact(texts.accountKeys, if (push.keysInHardware) texts.accountKeysHardware else texts.accountKeysVault)
            Fact(texts.addPolicy, policy(push.policy).inWords(texts))
            Fact(texts.accountDenied, "${push.denied}")
        }
        val seconds = detail.clockOffsetMilliseconds / 1000
        if (seconds != 0L) Fact(texts.accountClock, texts.timeSeconds(seconds.toInt()))
        Fact(texts.accountAdded, texts.moment(detail.created))
    }
}

@Composable
private fun Deleting(
    detail: AccountDetail,
    intents: AccountIntents,
    texts: Texts,
) {
    val name = detail.row.issuer.ifEmpty { detail.row.account }
    AlertDialog(
        onDismissRequest = { intents.deleteConfirmed(false) },
        title = { Text(texts.accountDeleteTitle(name)) },
        text = { Text(if (detail.push == null) texts.accountDeleteExplained else texts.accountDeleteExplainedPush) },
        confirmButton = { QuietButton(texts.commonDelete, { intents.deleteConfirmed(true) }) },
        dismissButton = { QuietButton(texts.commonCancel, { intents.deleteConfirmed(false) }) },
    )
}
