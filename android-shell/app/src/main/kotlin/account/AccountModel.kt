// One account: renames it, shows its offline code, ends it.

package app.countersign.account

import app.countersign.account.AccountState.Draft
import app.countersign.authenticators.AuthenticatorsState.Undo
import app.countersign.client.AccountChange
import app.countersign.client.AccountDetail
import app.countersign.client.AccountId
import app.countersign.client.Authenticator
import app.countersign.client.Cancellation
import app.countersign.client.attempt
import app.countersign.navigation.Destination
import app.countersign.texts.Message
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch

class AccountModel(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    private val account: AccountId,
    private val go: (Destination) -> Unit,
    /** Back to the list; with what was deleted, where that can be undone. */
    private val onDone: (Undo?) -> Unit,
) : AccountIntents {
    private val changing = MutableStateFlow(AccountState(detail = null))
    val state: StateFlow<AccountState> = changing.asStateFlow()

    init {
        read()?.let { changing.value = AccountState(it, draftOf(it)) }
    }

    private fun read(): AccountDetail? = attempt(::complain) { app.account(account) }

    /** The offline code goes on, and the account's state at its server. */
    fun tick() {
        val shown = changing.value.offlineCode ?: return
        val code = attempt(::complain) { app.code(account) } ?: return
        if (code != shown) changing.value = changing.value.copy(offlineCode = code)
    }

    override fun back() = onDone(null)

    override fun draft(draft: Draft) {
        changing.value = changing.value.copy(draft = draft, notice = null, problem = null)
    }

    override fun save() {
        val draft = changing.value.draft
        val tags =
            draft.tags
                .split(',')
                .map(String::trim)
                .filter(String::isNotEmpty)
        change(
            AccountChange(draft.issuer, draft.account, draft.information, tags, favourite = null),
            Message {
                it.accountSaved
            },
        )
    }

    override fun favourite(wanted: Boolean) = change(AccountChange(null, null, null, null, favourite = wanted), null)

    private fun change(
        change: AccountChange,
        notice: Message?,
    ) {
        attempt(::complain) { app.changeAccount(account, change) } ?: return
        val detail = read()
        changing.value = changing.value.copy(detail = detail, notice = notice, problem = null)
    }

    override fun showOfflineCode() {
        val code = attempt(::complain) { app.code(account) }
        changing.value = changing.value.copy(offlineCode = code)
    }

    override fun export() = go(Destination.Transfer(account))

    override fun devices() = go(Destination.Devices(account))

    override fun delete() {
        changing.value = changing.value.copy(deleting = true)
    }

    override fun deleteConfirmed(wanted: Boolean) {
        changing.value = changing.value.copy(deleting = false)
        val detail = changing.value.detail
        if (!wanted || detail == null) return
        if (detail.push == null) deleteHere(detail) else endAtServer()
    }

    private fun deleteHere(detail: AccountDetail) {
        attempt(::complain) { app.deleteAccount(account) } ?: return
        onDone(Undo(account, detail.row.issuer.ifEmpty { detail.row.account }))
    }

    private fun endAtServer() {
        changing.value = changing.value.copy(busy = true, problem = null)
        scope.launch {
            val ended = attempt(::complain) { app.endAccount(account, Cancellation()) }
            changing.value = changing.value.copy(busy = false, untold = ended == null)
            if (ended != null) onDone(null)
        }
    }

    override fun deleteLater() {
        attempt(::complain) { app.endAccountLater(account) } ?: return
        onDone(null)
    }

    override fun keep() {
        attempt(::complain) { app.keepAccount(account) } ?: return
        changing.value = changing.value.copy(detail = read())
    }

    private fun complain(problem: Message) {
        changing.value = changing.value.copy(problem = problem)
    }
}

private fun draftOf(detail: AccountDetail) =
    with(detail.row) { Draft(issuer, account, information, tags.joinToString(", ")) }
