// The list of accounts, and the codes of those that are on the screen.

package app.countersign.authenticators

import app.countersign.authenticators.AuthenticatorsState.Code
import app.countersign.authenticators.AuthenticatorsState.Row
import app.countersign.authenticators.AuthenticatorsState.Undo
import app.countersign.client.AccountFilter
import app.countersign.client.AccountId
import app.countersign.client.AccountRow
import app.countersign.client.Authenticator
import app.countersign.client.Seen
import app.countersign.client.attempt
import app.countersign.client.seen
import app.countersign.navigation.Clipboard
import app.countersign.navigation.Destination
import app.countersign.texts.Message
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

class AuthenticatorsModel(
    private val app: Authenticator,
    private val clipboard: Clipboard,
    private val go: (Destination) -> Unit,
    private val onLock: () -> Unit,
    notice: Message? = null,
    undo: Undo? = null,
) : AuthenticatorsIntents {
    private val changing = MutableStateFlow(AuthenticatorsState(notice = notice, undo = undo))
    val state: StateFlow<AuthenticatorsState> = changing.asStateFlow()
    private var onScreen: Set<AccountId> = emptySet()
    private val revealed = mutableMapOf<AccountId, Code>()

    init {
        refresh()
    }

    /** Reads everything anew: after a change, and each second. */
    fun refresh() {
        val now = changing.value
        attempt(::complain) {
            val filter = AccountFilter(now.search, now.tag, now.favouritesOnly)
            val hidden = app.settings().hideCodes
            changing.value =
                now.copy(
                    rows = app.accounts(filter).map { Row(it, codeIn(it, hidden)) },
                    tags = app.tags(),
                    hidden = hidden,
                    waiting = app.requests().requests.size,
                )
        }
    }

    private fun codeIn(
        account: AccountRow,
        hidden: Boolean,
    ): Code =
        when {
            seen(account.kind) == Seen.BY_SERVER -> Code.Push
            account.id !in onScreen -> Code.Unread
            seen(account.kind).byCounter -> revealed[account.id] ?: Code.OnRequest
            hidden && account.id !in revealed -> Code.Hidden
            else -> timed(account.id)
        }

    private fun timed(account: AccountId): Code {
        var why: Message? = null
        val code = attempt({ why = it }) { app.code(account) }
        return code?.let(Code::Shown) ?: Code.Refused(why ?: Message { it.codeNone })
    }

    override fun add() = go(Destination.Add)

    override fun open(account: AccountId) = go(Destination.Account(account))

    override fun copy(account: AccountId) {
        val row = changing.value.rows.find { it.account.id == account } ?: return
        val code = (row.code as? Code.Shown)?.view ?: return
        clipboard.copySecret(code.code, app.settings().clearClipboardAfter)
        changing.value = changing.value.copy(copied = account)
    }

    override fun reveal(account: AccountId) {
        val row =
            changing.value.rows
                .find { it.account.id == account }
                ?.account ?: return
        attempt(::complain) {
            revealed[account] = if (seen(row.kind).byCounter) Code.Shown(app.nextCode(account)) else Code.Hidden
            refresh()
        }
    }

    override fun search(text: String) = filter { it.copy(search = text) }

    override fun tag(tag: String?) = filter { it.copy(tag = tag) }

    override fun favouritesOnly(wanted: Boolean) = filter { it.copy(favouritesOnly = wanted) }

    override fun showAll() = filter { it.copy(search = "", tag = null, favouritesOnly = false) }

    private fun filter(change: (AuthenticatorsState) -> AuthenticatorsState) {
        changing.value = change(changing.value)
        refresh()
    }

    override fun visible(accounts: List<AccountId>) {
        if (onScreen == accounts.toSet()) return
        onScreen = accounts.toSet()
        refresh()
    }

    override fun undo() {
        val undo = changing.value.undo ?: return
        changing.value = changing.value.copy(undo = null)
        attempt(::complain) { app.undoDelete(undo.account) }
        refresh()
    }

    override fun requests() = go(Destination.Requests)

    override fun history() = go(Destination.History)

    override fun settings() = go(Destination.Settings)

    override fun about() = go(Destination.About)

    override fun lock() {
        attempt(::complain) { app.lock() }
        onLock()
    }

    private fun complain(problem: Message) {
        changing.value = changing.value.copy(problem = problem)
    }
}
