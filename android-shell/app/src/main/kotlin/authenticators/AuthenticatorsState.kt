// The list: push and one-time codes together.

package app.countersign.authenticators

import app.countersign.client.AccountId
import app.countersign.client.AccountRow
import app.countersign.client.CodeView
import app.countersign.texts.Message

data class AuthenticatorsState(
    val rows: List<Row> = emptyList(),
    val search: String = "",
    val tags: List<String> = emptyList(),
    val tag: String? = null,
    val favouritesOnly: Boolean = false,
    /** Codes show only where they are touched. */
    val hidden: Boolean = false,
    /** Open requests. */
    val waiting: Int = 0,
    /** The account whose code was copied last. */
    val copied: AccountId? = null,
    /** An account that was just deleted, while that can be undone. */
    val undo: Undo? = null,
    val notice: Message? = null,
    val problem: Message? = null,
) {
    val filtered: Boolean get() = search.isNotEmpty() || tag != null || favouritesOnly

    data class Row(
        val account: AccountRow,
        val code: Code,
    )

    sealed interface Code {
        data class Shown(
            val view: CodeView,
        ) : Code

        /** There is one, and it shows when it is touched. */
        data object Hidden : Code

        /** There is one as soon as it is asked for: each is used once. */
        data object OnRequest : Code

        /** The server asks instead. */
        data object Push : Code

        /** Not looked up yet: the row was not on the screen. */
        data object Unread : Code

        data class Refused(
            val why: Message,
        ) : Code
    }

    data class Undo(
        val account: AccountId,
        val name: String,
    )
}

interface AuthenticatorsIntents {
    fun add()

    fun open(account: AccountId)

    fun copy(account: AccountId)

    /** Shows a hidden code, or gets the next one of a counter. */
    fun reveal(account: AccountId)

    fun search(text: String)

    fun tag(tag: String?)

    fun favouritesOnly(wanted: Boolean)

    fun showAll()

    /** These rows are on the screen: only their codes are read. */
    fun visible(accounts: List<AccountId>)

    fun undo()

    fun requests()

    fun history()

    fun settings()

    fun about()

    fun lock()
}
