// What is known of a camera before it is opened.

package app.countersign.device.camera

import android.graphics.ImageFormat
import android.graphics.Rect
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraManager

internal class Lens(
    /** The camera's name. */
    val camera: String,
    /** The size of its pictures. */
    val size: Extent,
    /** By how many degrees its sensor is built in, clockwise. */
    val sensor: Int,
    /** The sensor's own pixels. */
    val area: Rect,
    val hasLight: Boolean,
)

/** The camera at the back; where there is none, any. */
internal fun lensAtTheBack(cameras: CameraManager): Lens? =
    quietly {
        val all = cameras.cameraIdList.map { it to cameras.getCameraCharacteristics(it) }
        val (name, facts) = all.firstOrNull { (_, facts) -> isAtTheBack(facts) } ?: all.firstOrNull() ?: return null
        lens(name, facts)
    }

private fun isAtTheBack(facts: CameraCharacteristics): Boolean =
    facts.get(CameraCharacteristics.LENS_FACING) == CameraCharacteristics.LENS_FACING_BACK

private fun lens(
    name: String,
    facts: CameraCharacteristics,
): Lens? {
    val sizes =
        facts
            .get(
                CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP,
            )?.getOutputSizes(ImageFormat.YUV_420_888)
    return Lens(
        camera = name,
        size = frameSize(sizes.orEmpty().map { Extent(it.width, it.height) }) ?: return null,
        sensor = facts.get(CameraCharacteristics.SENSOR_ORIENTATION) ?: 0,
        area = facts.get(CameraCharacteristics.SENSOR_INFO_ACTIVE_ARRAY_SIZE) ?: return null,
        hasLight = facts.get(CameraCharacteristics.FLASH_INFO_AVAILABLE) == true,
    )
}

/**
 * What the camera gives, or nothing where it refuses: because another app took it, it is being closed, or what it was to draw
 * on is gone. There is no picture then, and no crash.
 */
internal inline fun <T> quietly(call: () -> T): T? =
    try {
        call()
    } catch (_: CameraAccessException) {
        null
    } catch (_: IllegalArgumentException) {
        null
    } catch (_: IllegalStateException) {
        null
    } catch (_: SecurityException) {
        null
    }
