// What servers were told about wake-ups, so that they are told again only when something has changed.

package app.countersign.device.push

import android.content.Context
import android.util.Base64
import app.countersign.client.AccountId
import java.security.MessageDigest

/** Whoever knows an address can wake this phone: only its digest is kept. */
internal class KnownChannels(
    context: Context,
) {
    private val kept = context.getSharedPreferences("channels", Context.MODE_PRIVATE)

    /** The accounts that have or expect an address. */
    val accounts: Set<AccountId> get() = kept.all.keys

    fun expect(account: AccountId) {
        if (account !in accounts) keep(account, "")
    }

    fun knows(
        account: AccountId,
        address: String,
    ): Boolean = kept.getString(account, null) == digest(address)

    fun told(
        account: AccountId,
        address: String,
    ) = keep(account, digest(address))

    fun forget(account: AccountId) = kept.edit().remove(account).apply()

    private fun keep(
        account: AccountId,
        digest: String,
    ) = kept.edit().putString(account, digest).apply()
}

private fun digest(address: String): String =
    Base64.encodeToString(MessageDigest.getInstance("SHA-256").digest(address.toByteArray()), Base64.NO_WRAP)
