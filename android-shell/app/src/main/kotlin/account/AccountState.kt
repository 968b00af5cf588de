// One account: its names, what is known of it, and its end.

package app.countersign.account

import app.countersign.client.AccountDetail
import app.countersign.client.CodeView
import app.countersign.texts.Message

data class AccountState(
    /** Nothing once the account is gone. */
    val detail: AccountDetail?,
    val draft: Draft = Draft(),
    /** The code for a login without network, once it was asked for. */
    val offlineCode: CodeView? = null,
    val deleting: Boolean = false,
    /** Its server could not be told of its end: the user may leave that for later. */
    val untold: Boolean = false,
    val busy: Boolean = false,
    val notice: Message? = null,
    val problem: Message? = null,
) {
    data class Draft(
        val issuer: String = "",
        val account: String = "",
        val information: String = "",
        val tags: String = "",
    )
}

interface AccountIntents {
    fun back()

    fun draft(draft: AccountState.Draft)

    fun save()

    fun favourite(wanted: Boolean)

    fun showOfflineCode()

    fun export()

    /** Its devices, and new keys for this one. */
    fun devices()

    fun delete()

    fun deleteConfirmed(wanted: Boolean)

    /** Ends it as soon as its server can be told. */
    fun deleteLater()

    /** Takes that back. */
    fun keep()
}
