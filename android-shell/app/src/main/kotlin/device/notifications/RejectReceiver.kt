// "Reject" on a notification: needs no PIN, and works while the phone is locked.

package app.countersign.device.notifications

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import app.countersign.client.Ending
import app.countersign.client.reject
import app.countersign.device.CountersignApplication
import app.countersign.device.background.PollJob
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.time.Duration.Companion.seconds

class RejectReceiver : BroadcastReceiver() {
    override fun onReceive(
        context: Context,
        intent: Intent,
    ) {
        val request = requestOf(intent.data) ?: return
        val application = CountersignApplication.of(context)
        val core = application.core ?: return
        val finished = goAsync()
        application.scope.launch {
            var refused = false
            val ending =
                withTimeoutOrNull(PATIENCE) {
                    core.reject(request) {
                        refused = true
                        application.notices.say(request, it)
                    }
                }
            if (!refused) {
                application.notices.remove(request)
                // Where the server has not answered, the answer is signed and kept: the next poll sends it.
                if (ending == null || ending == Ending.WAITING) PollJob.soon(context)
            }
            finished.finish()
        }
    }
}

/** Android gives a receiver ten seconds. */
private val PATIENCE = 8.seconds
