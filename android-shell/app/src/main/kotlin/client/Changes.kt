// What the core tells about its changes.

package app.countersign.client

import app.countersign.core.ChangeListener
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow

/** Every change while this is collected. One collector at a time: the core has one listener. */
fun Authenticator.changes(): Flow<Change> =
    callbackFlow {
        observe(
            object : ChangeListener {
                override fun changed(change: Change) {
                    trySend(change)
                }
            },
        )
        awaitClose { stopObserving() }
    }.buffer(Channel.UNLIMITED)
