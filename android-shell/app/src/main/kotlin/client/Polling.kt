// Asks the servers of push accounts, as often as the core says. Works without any push service.

package app.countersign.client

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import java.time.Duration
import java.util.concurrent.ConcurrentHashMap

class Polling(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    /** How long a server may hold its answer back while the app is open. */
    private val wait: Duration,
    /** A request that is to be shown at once, if nothing more urgent is on the screen. */
    private val onPrompt: (RequestView) -> Unit,
) {
    private val running = ConcurrentHashMap<AccountId, Job>()

    /** A second has passed: asks every server whose time has come. */
    fun tick() {
        accounts().filter { it.nextPollIn.isZero }.forEach { ask(it.id, wait) }
    }

    /** The user asks: every server, now. */
    suspend fun askAll() {
        attempt({}) { app.hurryPolls() }
        accounts().map { ask(it.id, Duration.ZERO) }.joinAll()
    }

    /** A locked vault that shows no requests has nobody to ask. */
    private fun accounts(): List<PushAccountView> = attempt({}) { app.requests() }?.accounts.orEmpty()

    private fun ask(
        account: AccountId,
        wait: Duration,
    ): Job {
        running[account]?.takeIf(Job::isActive)?.let { return it }
        val job =
            scope.launch {
                // What went wrong is in the account's status, which the screens show.
                attempt({}) { app.poll(account, wait, Cancellation()) }?.prompt?.let(onPrompt)
            }
        running[account] = job
        return job
    }
}
