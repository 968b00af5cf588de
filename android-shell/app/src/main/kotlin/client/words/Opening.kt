// Why the core does not open, as a sentence.

package app.countersign.client.words

import app.countersign.core.OpenException
import app.countersign.texts.Message

internal fun opening(error: OpenException): Message =
    when (error) {
        is OpenException.InUse -> Message { it.unusableInUse }
        is OpenException.Roots -> Message { it.deviceNoRoots }
        is OpenException.DeviceKeys -> Message { it.storageFailed }
        is OpenException.Storage -> storage(error.error)
    }
