// The list: search, what waits, and the rows.

package app.countersign.authenticators

import androidx.compose.foundation.clickable
import androidx.compose.foundation.horizontalScroll
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListLayoutInfo
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.foundation.rememberScrollState
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Add
import androidx.compose.material.icons.filled.Close
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.MoreVert
import androidx.compose.material.icons.filled.Search
import androidx.compose.material3.DropdownMenu
import androidx.compose.material3.DropdownMenuItem
import androidx.compose.material3.FilterChip
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.runtime.snapshotFlow
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.countersign.client.AccountId
import app.countersign.parts.Backdrop
import app.countersign.parts.Bar
import app.countersign.parts.Empty
import app.countersign.parts.GoodNews
import app.countersign.parts.MainButton
import app.countersign.parts.OtherButton
import app.countersign.parts.Problem
import app.countersign.parts.READABLE
import app.countersign.parts.Signs
import app.countersign.texts.Texts

@Composable
fun AuthenticatorsScreen(
    state: AuthenticatorsState,
    intents: AuthenticatorsIntents,
    texts: Texts,
) {
    Backdrop {
        Bar(texts.listTitle) {
            IconButton(onClick = intents::lock) { Icon(Icons.Filled.Lock, contentDescription = texts.listLock) }
            Menu(intents, texts)
        }
        Box(Modifier.weight(1f).widthIn(max = READABLE).fillMaxWidth()) { Accounts(state, intents, texts) }
        if (state.rows.isNotEmpty() || state.filtered) {
            Column(
                modifier =
                    Modifier
                        .widthIn(
                            max = READABLE,
                        ).fillMaxWidth()
                        .padding(horizontal = 16.dp, vertical = 10.dp),
                verticalArrangement = Arrangement.spacedBy(10.dp),
            ) {
                state.undo?.let { UndoBar(it, intents, texts) }
                MainButton(texts.listAdd, intents::add, icon = Icons.Filled.Add)
            }
        }
    }
}

@Composable
private fun Accounts(
    state: AuthenticatorsState,
    intents: AuthenticatorsIntents,
    texts: Texts,
) {
    val list = rememberLazyListState()
    LaunchedEffect(list) {
        snapshotFlow { accountsIn(list.layoutInfo) }.collect(intents::visible)
    }
    LazyColumn(
        state = list,
        modifier = Modifier.fillMaxSize(),
        contentPadding = PaddingValues(start = 16.dp, end = 16.dp, top = 4.dp, bottom = 12.dp),
        verticalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        if (state.rows.isNotEmpty() || state.filtered) item("search") { Filters(state, intents, texts) }
        if (state.waiting > 0) item("waiting") { Waiting(state.waiting, intents, texts) }
        state.notice?.let { notice -> item("notice") { GoodNews(notice.inWords(texts)) } }
        state.problem?.let { problem -> item("problem") { Problem(problem.inWords(texts)) } }
        items(state.rows, key = { RowKey(it.account.id) }) { row ->
            AccountCard(row, copied = state.copied == row.account.id, intents, texts)
        }
        nothing(state, intents, texts)
    }
}

/** Rows of which something is to be seen; the list also counts one whose margin alone is. */
private fun accountsIn(list: LazyListLayoutInfo): List<AccountId> =
    list.visibleItemsInfo
        .filter { it.offset + it.size > list.viewportStartOffset && it.offset < list.viewportEndOffset }
        .mapNotNull { (it.key as? RowKey)?.account }

/** Tells rows from everything else in the list. */
private data class RowKey(
    val account: AccountId,
)

private fun LazyListScope.nothing(
    state: AuthenticatorsState,
    intents: AuthenticatorsIntents,
    texts: Texts,
) {
    if (state.rows.isNotEmpty()) return
    item("nothing") {
        if (state.filtered) {
            val searched = state.search.isNotEmpty()
            Empty(
                Icons.Filled.Search,
                if (searched) texts.listNothingFound(state.search) else texts.listNothingHere,
                "",
            ) { OtherButton(texts.listShowAll, intents::showAll) }
        } else {
            Column(verticalArrangement = Arrangement.spacedBy(12.dp)) {
                Empty(Signs.scan, texts.listEmptyTitle, texts.listEmptyExplained) {
                    MainButton(texts.listEmptyScan, intents::add, Modifier.padding(top = 12.dp), icon = Signs.scan)
                }
                state.undo?.let { UndoBar(it, intents, texts) }
            }
        }
    }
}

@Composable
private fun Filters(
    state: AuthenticatorsState,
    intents: AuthenticatorsIntents,
    texts: Texts,
) {
    Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
        OutlinedTextField(
            value = state.search,
            onValueChange = intents::search,
            modifier = Modifier.fillMaxWidth().semantics { contentDescription = texts.listSearch },
            placeholder = { Text(texts.listSearch) },
            leadingIcon = { Icon(Icons.Filled.Search, contentDescription = null) },
            trailingIcon = {
                if (state.search.isNotEmpty()) {
                    IconButton(onClick = { intents.search("") }) {
                        Icon(Icons.Filled.Close, contentDescription = texts.listSearchClear)
                    }
                }
            },
            singleLine = true,
            shape = MaterialTheme.shapes.large,
        )
        Row(
            modifier = Modifier.horizontalScroll(rememberScrollState()),
            horizontalArrangement = Arrangement.spacedBy(8.dp),
        ) {
            Chip(texts.listFavourites, state.favouritesOnly) { intents.favouritesOnly(!state.favouritesOnly) }
            state.tags.forEach { tag ->
                Chip(tag, state.tag == tag) { intents.tag(tag.takeUnless { state.tag == tag }) }
            }
        }
    }
}

@Composable
private fun Chip(
    label: String,
    selected: Boolean,
    onClick: () -> Unit,
) = FilterChip(
    selected = selected,
    onClick = onClick,
    label = { Text(label, style = MaterialTheme.typography.labelMedium) },
    modifier = Modifier.heightIn(min = 48.dp),
)

/** A login waits: nothing in the list is more urgent. */
@Composable
private fun Waiting(
    count: Int,
    intents: AuthenticatorsIntents,
    texts: Texts,
) {
    Surface(
        modifier = Modifier.fillMaxWidth().clickable(onClickLabel = texts.listWaitingLook, onClick = intents::requests),
        color = MaterialTheme.colorScheme.primary,
        contentColor = MaterialTheme.colorScheme.onPrimary,
        shape = MaterialTheme.shapes.large,
    ) {
        Row(
            modifier = Modifier.padding(horizontal = 18.dp, vertical = 16.dp),
            verticalAlignment = Alignment.CenterVertically,
            horizontalArrangement = Arrangement.spacedBy(14.dp),
        ) {
            Icon(Signs.shield, contentDescription = null)
            Column(Modifier.weight(1f)) {
                Text(texts.listWaiting(count), style = MaterialTheme.typography.titleMedium)
                Text(texts.listWaitingLook, style = MaterialTheme.typography.bodyMedium)
            }
        }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun UndoBar(
    undo: AuthenticatorsState.Undo,
    intents: AuthenticatorsIntents,
    texts: Texts,
) {
    Surface(
        modifier = Modifier.fillMaxWidth(),
        color = MaterialTheme.colorScheme.inverseSurface,
        contentColor = MaterialTheme.colorScheme.inverseOnSurface,
        shape = MaterialTheme.shapes.medium,
    ) {
        FlowRow(
            modifier = Modifier.padding(start = 16.dp, end = 4.dp, top = 4.dp, bottom = 4.dp),
            horizontalArrangement = Arrangement.SpaceBetween,
        ) {
            Text(
                texts.listDeleted(undo.name),
                modifier = Modifier.padding(vertical = 14.dp),
                style = MaterialTheme.typography.bodyMedium,
            )
            Box(
                modifier =
                    Modifier
                        .heightIn(min = 48.dp)
                        .clickable(onClick = intents::undo)
                        .padding(horizontal = 14.dp),
                contentAlignment = Alignment.Center,
            ) {
                Text(
                    texts.commonUndo,
                    color = MaterialTheme.colorScheme.inversePrimary,
                    style = MaterialTheme.typography.labelLarge,
                )
            }
        }
    }
}

@Composable
private fun Menu(
    intents: AuthenticatorsIntents,
    texts: Texts,
) {
    var open by remember { mutableStateOf(false) }
    Box {
        IconButton(onClick = { open = true }) { Icon(Icons.Filled.MoreVert, contentDescription = texts.listMenu) }
        DropdownMenu(expanded = open, onDismissRequest = { open = false }) {
            listOf(
                texts.requestsTitle to intents::requests,
                texts.historyTitle to intents::history,
                texts.settingsTitle to intents::settings,
                texts.aboutTitle to intents::about,
            ).forEach { (label, go) ->
                DropdownMenuItem(
                    text = { Text(label, style = MaterialTheme.typography.bodyLarge) },
                    onClick = {
                        open = false
                        go()
                    },
                )
            }
        }
    }
}
