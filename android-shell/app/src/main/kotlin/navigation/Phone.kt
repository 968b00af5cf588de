// What the app borrows of the phone.

package app.countersign.navigation

import app.countersign.client.Frame
import kotlinx.coroutines.flow.Flow
import java.time.Duration

/** The phone's clipboard. */
fun interface Clipboard {
    /** Copies what other apps and the phone's own previews must not show, and clears it after a while. */
    fun copySecret(
        text: String,
        clearAfter: Duration,
    )
}

interface Phone {
    val clipboard: Clipboard

    /** How this phone is called on a server's page. */
    val name: String

    /** Name and version of the app, for servers and for the page about it. */
    val version: String

    /** Whether the camera may be used. */
    val cameraAllowed: Boolean

    /** What the camera sees while this is collected; the newest picture wins. */
    val camera: Flow<Frame>

    /** The bytes of a picture that the user chooses, or nothing. */
    suspend fun choosePicture(): ByteArray?

    fun askForNotifications()
}
