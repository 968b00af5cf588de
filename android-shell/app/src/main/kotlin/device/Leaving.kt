// The app leaves the screen: it locks itself when the user wants that, and plans what it does meanwhile.

package app.countersign.device

import app.countersign.client.Authenticator
import app.countersign.client.attempt
import app.countersign.client.pushAccounts
import app.countersign.device.background.PollJob
import app.countersign.device.push.wakeUps
import app.countersign.navigation.AppModel
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import java.time.Duration
import kotlin.time.Duration.Companion.minutes

class Leaving(
    private val application: CountersignApplication,
    private val core: Authenticator,
    private val model: AppModel,
) {
    private var locking: Job? = null

    fun left() {
        // Only an open vault says its settings; a locked one stays as it was left.
        val settings = attempt({}) { core.settings() } ?: return
        plan(settings.notifications)
        when {
            !settings.autoLock.isZero -> later { lockWhenIdle(settings.autoLock) }
            application.front.choosing -> later { lockAfterChoosing() }
            else -> model.left()
        }
    }

    fun cameBack() {
        val open = locking ?: return
        open.cancel()
        locking = null
        if (attempt({}) { core.lockIfIdle() } == true) model.lock()
    }

    private fun later(lock: suspend () -> Unit) {
        locking?.cancel()
        locking = application.scope.launch { lock() }
    }

    /** The core knows since when nobody touched it. A process that Android froze meanwhile looks when it is thawed. */
    private suspend fun lockWhenIdle(limit: Duration) {
        do delay(limit.toMillis()) while (attempt({}) { core.lockIfIdle() } != true)
        model.lock()
    }

    /** Choosing a picture is not leaving, for as long as that takes. */
    private suspend fun lockAfterChoosing() {
        delay(CHOOSING)
        model.lock()
    }

    private fun plan(notifications: Boolean) {
        if (notifications) PollJob.plan(application) else PollJob.cancel(application)
        val wanted = if (notifications) core.pushAccounts().map { it.id } else emptyList()
        wakeUps(application).plan(wanted)
    }
}

private val CHOOSING = 1.minutes
