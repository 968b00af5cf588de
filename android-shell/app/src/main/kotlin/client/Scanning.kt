// Pictures on their way to the core: camera frames and files.

package app.countersign.client

import app.countersign.core.Effort
import app.countersign.core.Rotation
import app.countersign.core.ScanFailure
import app.countersign.core.scanFrame
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.nio.ByteBuffer

/** The luma plane of a camera frame, as the camera gives it. The buffer is direct, and the camera's own. */
class Frame(
    val pixels: ByteBuffer,
    val width: Int,
    val height: Int,
    /** Bytes from the beginning of one row to that of the next. */
    val stride: Int,
    /** Degrees by which to turn it clockwise to be upright: 0, 90, 180 or 270. */
    val rotation: Int,
)

/** A code that was seen, or nothing. Looks for it beside the thread of the screen. */
suspend fun firstCode(frame: Frame): ScannedCode? =
    withContext(Dispatchers.Default) {
        try {
            first(
                scanFrame(
                    frame.pixels,
                    frame.width.toUInt(),
                    frame.height.toUInt(),
                    frame.stride.toUInt(),
                    turn(frame.rotation),
                    Effort.LIVE,
                ),
            )
        } catch (_: ScanFailure) {
            // The next frame comes by itself.
            null
        }
    }

/** The first code of a picture file (PNG or JPEG). */
suspend fun firstCode(picture: ByteArray): ScannedCode? = first(app.countersign.core.scanPicture(picture, Effort.STILL))

/** Whatever else the picture held is closed. */
private fun first(codes: List<ScannedCode>): ScannedCode? {
    codes.drop(1).forEach(ScannedCode::close)
    return codes.firstOrNull()
}

private fun turn(degrees: Int): Rotation =
    when (degrees) {
        90 -> Rotation.CLOCKWISE90
        180 -> Rotation.HALF
        270 -> Rotation.CLOCKWISE270
        else -> Rotation.UPRIGHT
    }
