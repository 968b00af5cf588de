// The camera at the back, while it is looked through: its picture on the screen, and its frames for the core.

package app.countersign.device.camera

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.ImageFormat
import android.graphics.Rect
import android.graphics.SurfaceTexture
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.hardware.camera2.params.MeteringRectangle
import android.hardware.camera2.params.OutputConfiguration
import android.hardware.camera2.params.SessionConfiguration
import android.media.ImageReader
import android.os.Handler
import android.os.HandlerThread
import android.view.Surface
import java.util.concurrent.Executor

/** Opened with `open`, ended with `close`; both on the main thread. What the camera refuses is no picture, and no crash. */
class Camera(
    context: Context,
    private val frames: Frames,
) : AutoCloseable {
    private val cameras = checkNotNull(context.getSystemService(CameraManager::class.java))
    private val thread = HandlerThread("camera").apply { start() }
    private val handler = Handler(thread.looper)
    private val executor = Executor(handler::post)
    private val facts = back()?.let { it to cameras.getCameraCharacteristics(it) }
    private var device: CameraDevice? = null
    private var session: CameraCaptureSession? = null
    private var request: CaptureRequest.Builder? = null
    private var reader: ImageReader? = null

    /** By how many degrees the sensor is built in, clockwise. */
    private val sensor = facts?.second?.get(CameraCharacteristics.SENSOR_ORIENTATION) ?: 0

    /** Whether there is a light beside the lens. */
    val hasLight = facts?.second?.get(CameraCharacteristics.FLASH_INFO_AVAILABLE) == true

    /** The size of the picture as the sensor has it; nothing where there is no camera. */
    val size: Extent? =
        facts?.second?.get(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP)?.let { offered ->
            frameSize(offered.getOutputSizes(ImageFormat.YUV_420_888).map { Extent(it.width, it.height) })
        }

    /** Begins to show what the camera sees on `texture`. The permission is asked for before. */
    @SuppressLint("MissingPermission")
    fun open(
        texture: SurfaceTexture,
        /** By how many degrees the screen's picture is turned, counter-clockwise. */
        display: Int,
    ) {
        val size = size ?: return
        val camera = facts?.first ?: return
        texture.setDefaultBufferSize(size.width, size.height)
        val shown = Surface(texture)
        val turn = uprightTurn(sensor, display)
        val reader =
            ImageReader.newInstance(size.width, size.height, ImageFormat.YUV_420_888, BUFFERS).also { reader = it }
        reader.setOnImageAvailableListener({ frames.take(it, turn) }, handler)
        quietly { cameras.openCamera(camera, executor, opened(shown, reader)) }
    }

    /** The light beside the lens, on or off. */
    fun light(on: Boolean) =
        repeat {
            set(CaptureRequest.FLASH_MODE, if (on) CaptureRequest.FLASH_MODE_TORCH else CaptureRequest.FLASH_MODE_OFF)
        }

    /** Looks sharply at this spot of the upright picture, and measures the light there. */
    fun focus(
        spot: Spot,
        display: Int,
    ) {
        val area = facts?.second?.get(CameraCharacteristics.SENSOR_INFO_ACTIVE_ARRAY_SIZE) ?: return
        val region = arrayOf(regionAt(onSensor(spot, uprightTurn(sensor, display)), area))
        repeat {
            set(CaptureRequest.CONTROL_AF_REGIONS, region)
            set(CaptureRequest.CONTROL_AE_REGIONS, region)
        }
    }

    override fun close() {
        quietly { session?.close() }
        device?.close()
        reader?.close()
        session = null
        device = null
        reader = null
        thread.quitSafely()
    }

    private fun back(): String? =
        try {
            cameras.cameraIdList.firstOrNull {
                cameras.getCameraCharacteristics(it).get(CameraCharacteristics.LENS_FACING) ==
                    CameraCharacteristics.LENS_FACING_BACK
            }
        } catch (_: CameraAccessException) {
            null
        }

    private fun opened(
        shown: Surface,
        reader: ImageReader,
    ) = object : CameraDevice.StateCallback() {
        override fun onOpened(camera: CameraDevice) {
            device = camera
            val outputs = listOf(shown, reader.surface)
            quietly {
                request = requestFor(camera, outputs)
                camera.createCaptureSession(
                    SessionConfiguration(
                        SessionConfiguration.SESSION_REGULAR,
                        outputs.map(::OutputConfiguration),
                        executor,
                        configured,
                    ),
                )
            }
        }

        override fun onDisconnected(camera: CameraDevice) = camera.close()

        override fun onError(
            camera: CameraDevice,
            error: Int,
        ) = camera.close()
    }

    private val configured =
        object : CameraCaptureSession.StateCallback() {
            override fun onConfigured(made: CameraCaptureSession) {
                session = made
                repeat {}
            }

            override fun onConfigureFailed(made: CameraCaptureSession) = made.close()
        }

    private fun requestFor(
        camera: CameraDevice,
        outputs: List<Surface>,
    ) = camera.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW).apply {
        outputs.forEach(::addTarget)
        set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
    }

    /** Changes what is asked of each picture from now on. */
    private fun repeat(change: CaptureRequest.Builder.() -> Unit) {
        val request = request ?: return
        quietly { session?.setRepeatingRequest(request.apply(change).build(), null, handler) }
    }

    /** A camera that another app takes, or that is being closed, refuses what it is asked: nothing is lost by it. */
    private inline fun quietly(call: () -> Unit) {
        try {
            call()
        } catch (_: CameraAccessException) {
            return
        } catch (_: IllegalStateException) {
            return
        } catch (_: SecurityException) {
            return
        }
    }
}

private fun regionAt(
    spot: Spot,
    area: Rect,
): MeteringRectangle {
    val side = area.width() / REGION
    val left = (spot.x * area.width()).toInt() - side / 2
    val top = (spot.y * area.height()).toInt() - side / 2
    return MeteringRectangle(
        left.coerceIn(0, area.width() - side),
        top.coerceIn(0, area.height() - side),
        side,
        side,
        MeteringRectangle.METERING_WEIGHT_MAX,
    )
}

/** One is being read, one is the newest, one is being filled. */
private const val BUFFERS = 3

/** The part of the picture's width that a touched region has. */
private const val REGION = 6
