// Frames of the camera on their way to the core: their luma plane as it is, the newest one only.

package app.countersign.device.camera

import android.media.Image
import android.media.ImageReader
import app.countersign.client.Frame
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.asSharedFlow
import java.nio.ByteBuffer
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/** What the camera sees, for whoever looks. A frame that nobody has looked at gives way to the next. */
class Frames {
    private val newest =
        MutableSharedFlow<Frame>(extraBufferCapacity = 1, onBufferOverflow = BufferOverflow.DROP_OLDEST)
    private var last: TimeMark? = null

    val flow: Flow<Frame> = newest.asSharedFlow()

    /** Takes the newest image out of the reader. Called on the camera's thread. */
    fun take(
        reader: ImageReader,
        turn: Int,
    ) {
        reader.acquireLatestImage()?.use { image ->
            if (last?.let { it.elapsedNow() < BETWEEN } == true) return
            last = TimeSource.Monotonic.markNow()
            newest.tryEmit(frameOf(image, turn))
        }
    }

    /**
     * The plane is copied once: the camera wants its few buffers back at once, and whoever decodes takes longer than that.
     */
    private fun frameOf(
        image: Image,
        turn: Int,
    ): Frame {
        val luma = image.planes.first()
        val pixels = luma.buffer
        val copy = ByteBuffer.allocateDirect(pixels.remaining())
        copy.put(pixels).flip()
        return Frame(copy, image.width, image.height, luma.rowStride, turn)
    }
}

/** No eye and no decoder needs more than some fifteen pictures a second. */
private val BETWEEN = 60.milliseconds
