// What a UnifiedPush distributor says: new addresses, which servers are told of, and wake-ups.

package app.countersign.device.push

import android.util.Base64
import app.countersign.client.NoChannel
import app.countersign.client.isWakeUp
import app.countersign.client.tellChannel
import app.countersign.client.unifiedPush
import app.countersign.device.CountersignApplication
import app.countersign.device.background.PollJob
import kotlinx.coroutines.launch
import org.unifiedpush.android.connector.FailedReason
import org.unifiedpush.android.connector.PushService
import org.unifiedpush.android.connector.data.PushEndpoint
import org.unifiedpush.android.connector.data.PushMessage

class UnifiedPushService : PushService() {
    private val channels by lazy { KnownChannels(this) }

    override fun onNewEndpoint(
        endpoint: PushEndpoint,
        instance: String,
    ) {
        // Without keys, what a server sends would be readable on its way.
        val keys = endpoint.pubKeySet ?: return
        if (channels.knows(instance, endpoint.url)) return
        val channel = unifiedPush(endpoint.url, decoded(keys.pubKey), decoded(keys.auth))
        val application = CountersignApplication.of(this)
        val core = application.core ?: return
        application.scope.launch {
            if (core.tellChannel(instance, channel)) channels.told(instance, endpoint.url)
        }
    }

    override fun onMessage(
        message: PushMessage,
        instance: String,
    ) {
        val core = CountersignApplication.of(this).core ?: return
        // It is a hint, and nothing in it is shown.
        if (message.decrypted && core.isWakeUp(message.content)) PollJob.soon(this)
    }

    /** The app asks by itself then, and the next visit of it tries again. */
    override fun onRegistrationFailed(
        reason: FailedReason,
        instance: String,
    ) = Unit

    override fun onUnregistered(instance: String) {
        val application = CountersignApplication.of(this)
        val core = application.core ?: return
        channels.forget(instance)
        application.scope.launch { core.tellChannel(instance, NoChannel) }
    }
}

private fun decoded(text: String): ByteArray =
    Base64.decode(
        text,
        Base64.URL_SAFE or Base64.NO_PADDING or Base64.NO_WRAP,
    )
