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
            val ending = core.reject(request) { application.notices.say(request, it) }
            if (ending != null) application.notices.remove(request)
            // The answer is signed and kept; the next poll sends it.
            if (ending == Ending.WAITING) PollJob.soon(context)
            finished.finish()
        }
    }
}
