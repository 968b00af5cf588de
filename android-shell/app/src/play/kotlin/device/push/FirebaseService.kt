// What Google's service says: new registrations, which servers are told of, and wake-ups.

package app.countersign.device.push

import app.countersign.client.isWakeUp
import app.countersign.device.CountersignApplication
import app.countersign.device.background.PollJob
import com.google.firebase.messaging.FirebaseMessagingService
import com.google.firebase.messaging.RemoteMessage
import kotlinx.coroutines.launch

/** It is called on threads of its library's; the app itself lives on the main one. */
class FirebaseService : FirebaseMessagingService() {
    /** The one before is dead. */
    override fun onNewToken(token: String) = tellServers(this, token)

    override fun onMessageReceived(message: RemoteMessage) {
        val wakeUp = message.data[WAKE_UP] ?: return
        val application = CountersignApplication.of(this)
        application.scope.launch {
            // It is a hint, and nothing in it is shown.
            if (application.core?.isWakeUp(wakeUp.encodeToByteArray()) == true) PollJob.soon(application)
        }
    }
}

/** Where a message has its wake-up. */
private const val WAKE_UP = "countersign"
