// Wake-ups through Google's service: whatever arrives means "ask now", and nothing of it is read.

package app.countersign.device.push

import android.content.Context
import app.countersign.client.AccountId
import app.countersign.device.background.PollJob
import com.google.firebase.messaging.FirebaseMessagingService
import com.google.firebase.messaging.RemoteMessage

/** There is nothing to plan: the core knows no kind of address yet that a server could use to reach Google's service. */
fun wakeUps(
    @Suppress("UNUSED_PARAMETER") context: Context,
): WakeUps =
    object : WakeUps {
        override fun plan(accounts: List<AccountId>) = Unit
    }

class FirebaseWakeUps : FirebaseMessagingService() {
    override fun onMessageReceived(message: RemoteMessage) = PollJob.soon(this)
}
