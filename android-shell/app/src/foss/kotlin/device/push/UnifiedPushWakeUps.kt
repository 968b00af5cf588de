// Wake-ups without Google: through the UnifiedPush distributor that the user has, if any.

package app.countersign.device.push

import android.content.Context
import app.countersign.client.AccountId
import app.countersign.client.NoChannel
import app.countersign.client.tellChannel
import app.countersign.device.CountersignApplication
import kotlinx.coroutines.launch
import org.unifiedpush.android.connector.UnifiedPush

fun wakeUps(context: Context): WakeUps = UnifiedPushWakeUps(context)

/** An address for each account, so that no server learns from it which other servers there are. */
private class UnifiedPushWakeUps(
    private val context: Context,
) : WakeUps {
    private val channels = KnownChannels(context)

    override fun plan(accounts: List<AccountId>) {
        (channels.accounts - accounts.toSet()).forEach(::forget)
        if (accounts.isNotEmpty() && hasDistributor()) accounts.forEach(::register)
    }

    /** The one that was used before; else the first that the user has. */
    private fun hasDistributor(): Boolean {
        val there = UnifiedPush.getDistributors(context)
        if (UnifiedPush.getSavedDistributor(context) !in there) {
            UnifiedPush.saveDistributor(context, there.firstOrNull() ?: return false)
        }
        return true
    }

    /** What becomes of it, the service hears. Registering again is how an address that a server did not take is tried again. */
    private fun register(account: AccountId) {
        channels.expect(account)
        UnifiedPush.register(context, account)
    }

    /** The distributor takes nothing more for it. A server that does not hear of it finds the address gone. */
    private fun forget(account: AccountId) {
        UnifiedPush.unregister(context, account)
        channels.forget(account)
        val application = CountersignApplication.of(context)
        val core = application.core ?: return
        application.scope.launch { core.tellChannel(account, NoChannel) }
    }
}
