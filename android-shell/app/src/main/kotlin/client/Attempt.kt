// Calls into the core, and what to say where one of them fails.

package app.countersign.client

import app.countersign.client.words.problem
import app.countersign.texts.Message
import kotlin.coroutines.cancellation.CancellationException

/** What the call gives, or nothing where it failed: then `told` has what to say. Other mistakes than the core's pass. */
inline fun <T> attempt(
    told: (Message) -> Unit,
    call: () -> T,
): T? =
    try {
        call()
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (error: Exception) {
        told(problem(error) ?: throw error)
        null
    }
