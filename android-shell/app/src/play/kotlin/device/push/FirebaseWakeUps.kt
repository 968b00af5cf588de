// Wake-ups through Google's service: servers are told how the app is registered there.

package app.countersign.device.push

import android.content.Context
import app.countersign.client.AccountId
import app.countersign.client.NoChannel
import app.countersign.client.firebase
import app.countersign.client.tellChannel
import app.countersign.device.CountersignApplication
import com.google.firebase.FirebaseApp
import com.google.firebase.messaging.FirebaseMessaging
import kotlinx.coroutines.launch

fun wakeUps(context: Context): WakeUps = FirebaseWakeUps(context)

/** One registration for all accounts: Google's service knows an app on a phone, and no more. */
private class FirebaseWakeUps(
    private val context: Context,
) : WakeUps {
    private val channels = KnownChannels(context)

    override fun plan(accounts: List<AccountId>) {
        (channels.accounts - accounts.toSet()).forEach(::forget)
        accounts.forEach(channels::expect)
        if (accounts.isNotEmpty() && isSetUp()) {
            FirebaseMessaging.getInstance().token.addOnSuccessListener { tellServers(context, it) }
        }
    }

    /** An app that was built without a project of Firebase asks by itself. */
    private fun isSetUp(): Boolean = FirebaseApp.getApps(context).isNotEmpty()

    private fun forget(account: AccountId) {
        channels.forget(account)
        val application = CountersignApplication.of(context)
        application.scope.launch { application.core?.tellChannel(account, NoChannel) }
    }
}

/** Tells this registration to every server that is to wake the phone and does not know it yet. */
internal fun tellServers(
    context: Context,
    token: String,
) {
    val channels = KnownChannels(context)
    val application = CountersignApplication.of(context)
    application.scope.launch {
        val core = application.core ?: return@launch
        channels.accounts.filterNot { channels.knows(it, token) }.forEach { account ->
            if (core.tellChannel(account, firebase(token))) channels.told(account, token)
        }
    }
}
