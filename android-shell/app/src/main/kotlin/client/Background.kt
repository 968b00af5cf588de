// What the app does without a screen: asks servers, hears wake-ups, rejects from a notification.

package app.countersign.client

import app.countersign.core.PushChannel
import app.countersign.texts.Message
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import java.time.Duration

/** Asks every server whose time has come, and gives the requests to tell the user of. */
suspend fun Authenticator.askDue(): List<RequestView> =
    coroutineScope {
        pushAccounts()
            .filter { it.nextPollIn.isZero }
            .map { account ->
                async {
                    // What went wrong is in the account's status, which the screens show.
                    attempt({}) { poll(account.id, Duration.ZERO, Cancellation()) }?.prompt
                }
            }.awaitAll()
            .filterNotNull()
    }

/** The push accounts, as far as they can be seen now. */
fun Authenticator.pushAccounts(): List<PushAccountView> = attempt({}) { requests() }?.accounts.orEmpty()

/** Reads a wake-up, already decrypted; says whether a server is to be asked now. */
fun Authenticator.isWakeUp(message: ByteArray): Boolean = attempt({}) { wakeUp(message) } != null

/** Rejects a request that is on the screen: needs no PIN. Says how it ended, or `told` says why it did not. */
suspend fun Authenticator.reject(
    request: RequestId,
    told: (Message) -> Unit,
): Ending? = attempt(told) { ending(deny(request, DenyReason.CANCELLED, Cancellation())) }

/** Tells a server where its wake-ups go from now on; says whether it knows. */
suspend fun Authenticator.tellChannel(
    account: AccountId,
    channel: PushChannel,
): Boolean = attempt({}) { updateChannel(account, channel, Cancellation()) } != null
