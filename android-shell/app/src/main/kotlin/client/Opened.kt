// Opens the core on a phone, once in each process.

package app.countersign.client

import app.countersign.client.words.opening
import app.countersign.core.DevelopmentHttp
import app.countersign.core.OpenException
import app.countersign.core.Surroundings
import app.countersign.core.TrustedRoots
import app.countersign.texts.Message

/** The core, or why there is none. */
sealed interface Opened {
    class Ready(
        val app: Authenticator,
    ) : Opened

    class Refused(
        val why: Message,
    ) : Opened
}

/** `roots` are the phone's certificate authorities, as DER. */
fun openCore(
    folder: String,
    roots: List<ByteArray>,
    device: DevicePorts,
): Opened =
    try {
        val surroundings = Surroundings(folder, TrustedRoots.Only(roots), DevelopmentHttp.OFF)
        Opened.Ready(
            app.countersign.core.Authenticator
                .open(surroundings, device),
        )
    } catch (error: OpenException) {
        Opened.Refused(opening(error))
    }
