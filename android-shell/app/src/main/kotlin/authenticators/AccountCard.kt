// One row of the list: whose account it is, and its code, or what it has instead.

package app.countersign.authenticators

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Check
import androidx.compose.material.icons.filled.Star
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.dp
import app.countersign.authenticators.AuthenticatorsState.Code
import app.countersign.client.AccountKind
import app.countersign.client.AccountRow
import app.countersign.client.CodeView
import app.countersign.client.Reachability
import app.countersign.client.words.reachability
import app.countersign.parts.Countdown
import app.countersign.parts.Digits
import app.countersign.parts.Monogram
import app.countersign.parts.ReachabilityDot
import app.countersign.parts.SOON
import app.countersign.parts.Signs
import app.countersign.texts.Texts
import app.countersign.texts.inLines
import app.countersign.theme.tabular

@Composable
fun AccountCard(
    row: AuthenticatorsState.Row,
    copied: Boolean,
    intents: AuthenticatorsIntents,
    texts: Texts,
) {
    val account = row.account
    Surface(
        modifier = Modifier.fillMaxWidth(),
        color = MaterialTheme.colorScheme.surfaceContainerLow,
        shape = MaterialTheme.shapes.large,
    ) {
        Column {
            Names(account, intents, texts)
            when (val code = row.code) {
                is Code.Shown -> {
                    ShownCode(account, code.view, copied, intents, texts)
                }

                Code.Hidden -> {
                    Instead(texts.listHiddenHint, Signs.eye) { intents.reveal(account.id) }
                }

                Code.OnRequest -> {
                    Instead(texts.listByCounter, Signs.key) { intents.reveal(account.id) }
                }

                Code.Push -> {
                    Unit
                }

                Code.Unread -> {
                    Room()
                }

                is Code.Refused -> {
                    Text(
                        code.why.inWords(texts),
                        color = MaterialTheme.colorScheme.error,
                        style = MaterialTheme.typography.bodyMedium,
                        modifier = Modifier.padding(start = 18.dp, end = 18.dp, bottom = 16.dp),
                    )
                }
            }
        }
    }
}

/** Leads to everything else about the account. */
@Composable
private fun Names(
    account: AccountRow,
    intents: AuthenticatorsIntents,
    texts: Texts,
) {
    val name = account.issuer.ifEmpty { account.account }
    Row(
        modifier =
            Modifier
                .fillMaxWidth()
                .clickable(onClickLabel = texts.listDetails(name)) { intents.open(account.id) }
                .padding(horizontal = 16.dp, vertical = 14.dp),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(14.dp),
    ) {
        Monogram(name)
        Column(Modifier.weight(1f)) {
            Text(name, style = MaterialTheme.typography.titleMedium, maxLines = 3, overflow = TextOverflow.Ellipsis)
            listOf(account.account.takeIf { account.issuer.isNotEmpty() }, account.information)
                .filterNot { it.isNullOrEmpty() }
                .forEach { Quiet(inLines(it.orEmpty())) }
            if (account.kind == AccountKind.PUSH) Quiet(push(account, texts))
        }
        if (account.favourite) {
            Icon(
                Icons.Filled.Star,
                contentDescription = texts.listFavourite,
                tint = MaterialTheme.colorScheme.primary,
                modifier = Modifier.size(20.dp),
            )
        }
        ReachabilityDot(account.reachability, reachability(account.reachability).inWords(texts))
    }
}

private fun push(
    account: AccountRow,
    texts: Texts,
): String =
    when (account.reachability) {
        Reachability.UNREACHABLE -> {
            texts.listPushUnreachable
        }

        Reachability.UNKNOWN -> {
            texts.listPushUnknown
        }

        Reachability.REACHABLE, Reachability.NOT_NEEDED -> {
            texts.listPushReady
        }
    }

@Composable
private fun Quiet(text: String) {
    Text(
        text,
        style = MaterialTheme.typography.bodyMedium,
        color = MaterialTheme.colorScheme.onSurfaceVariant,
        maxLines = 3,
        overflow = TextOverflow.Ellipsis,
    )
}

@Composable
private fun ShownCode(
    account: AccountRow,
    code: CodeView,
    copied: Boolean,
    intents: AuthenticatorsIntents,
    texts: Texts,
) {
    val left = code.secondsLeft.toInt()
    val byTime = code.periodSeconds > 0u
    val said = texts.listCodeSpoken(code.spoken, texts.timeSeconds(left)).takeIf { byTime }
    Row(
        modifier =
            Modifier
                .fillMaxWidth()
                .clickable(onClickLabel = texts.listCopyCode) { intents.copy(account.id) }
                .heightIn(min = 56.dp)
                .padding(start = 18.dp, end = 16.dp, top = 6.dp, bottom = 14.dp),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        Column(Modifier.weight(1f)) {
            Digits(
                code.grouped,
                said ?: texts.listCounterKnown(code.spoken),
                colour = MaterialTheme.colorScheme.primary,
                alone = false,
            )
            val next = code.next
            if (copied) {
                Below(texts.commonCopied)
            } else if (next != null && byTime && left <= SOON) {
                Below(texts.listNextCode(next))
            }
        }
        Icon(
            if (copied) Icons.Filled.Check else Signs.copy,
            contentDescription = null,
            tint = MaterialTheme.colorScheme.onSurfaceVariant,
            modifier = Modifier.size(22.dp),
        )
        if (byTime) Countdown(left, code.periodSeconds.toInt(), texts.requestsLeft(texts.timeSeconds(left)))
    }
}

/** Where a code will be as soon as it is read, so that nothing moves then. */
@Composable
private fun Room() {
    val line = MaterialTheme.typography.displaySmall.lineHeight
    val digits = with(LocalDensity.current) { line.toDp() }
    Spacer(Modifier.height(maxOf(digits, 44.dp) + 20.dp))
}

@Composable
private fun Below(text: String) {
    Text(
        text,
        style = MaterialTheme.typography.labelMedium.tabular,
        color = MaterialTheme.colorScheme.onSurfaceVariant,
    )
}

@Composable
private fun Instead(
    label: String,
    icon: ImageVector,
    onClick: () -> Unit,
) {
    Row(
        modifier =
            Modifier
                .fillMaxWidth()
                .clickable(onClick = onClick)
                .heightIn(min = 56.dp)
                .padding(start = 18.dp, end = 18.dp, bottom = 8.dp),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        Icon(icon, contentDescription = null, tint = MaterialTheme.colorScheme.primary, modifier = Modifier.size(24.dp))
        Text(label, style = MaterialTheme.typography.labelLarge, color = MaterialTheme.colorScheme.primary)
    }
}
