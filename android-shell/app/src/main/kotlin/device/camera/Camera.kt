// The camera at the back, while it is looked through: its picture on the screen, and its frames for the core.

package app.countersign.device.camera

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.ImageFormat
import android.graphics.Rect
import android.graphics.SurfaceTexture
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

/** Opened with `open`, ended with `close`. Everything of it happens on a thread of its own, one after another. */
class Camera(
    context: Context,
    private val frames: Frames,
) : AutoCloseable {
    private val cameras = checkNotNull(context.getSystemService(CameraManager::class.java))
    private val lens = lensAtTheBack(cameras)
    private val thread = HandlerThread("camera").apply { start() }
    private val handler = Handler(thread.looper)
    private val executor = Executor { handler.post(it) }

    // On that thread only.
    private var device: CameraDevice? = null
    private var session: CameraCaptureSession? = null
    private var request: CaptureRequest.Builder? = null
    private var reader: ImageReader? = null
    private var opening = false
    private var closed = false

    /** Whether there is a light beside the lens. */
    val hasLight: Boolean = lens?.hasLight == true

    /** The size of the picture as the sensor has it; nothing where there is no camera. */
    val size: Extent? = lens?.size

    /** Begins to show what the camera sees on `texture`. The permission is asked for before. */
    fun open(
        texture: SurfaceTexture,
        /** By how many degrees the screen's picture is turned, counter-clockwise. */
        display: Int,
    ) {
        val lens = lens ?: return
        texture.setDefaultBufferSize(lens.size.width, lens.size.height)
        val shown = Surface(texture)
        handler.post { begin(lens, shown, uprightTurn(lens.sensor, display)) }
    }

    /** The light beside the lens, on or off. */
    fun light(on: Boolean) {
        val mode = if (on) CaptureRequest.FLASH_MODE_TORCH else CaptureRequest.FLASH_MODE_OFF
        handler.post { repeat { set(CaptureRequest.FLASH_MODE, mode) } }
    }

    /** Looks sharply at this spot of the upright picture, and measures the light there. */
    fun focus(
        spot: Spot,
        display: Int,
    ) {
        val lens = lens ?: return
        val region = arrayOf(regionAt(onSensor(spot, uprightTurn(lens.sensor, display)), lens.area))
        handler.post {
            repeat {
                set(CaptureRequest.CONTROL_AF_REGIONS, region)
                set(CaptureRequest.CONTROL_AE_REGIONS, region)
            }
        }
    }

    override fun close() {
        handler.post {
            closed = true
            end()
        }
    }

    @SuppressLint("MissingPermission")
    private fun begin(
        lens: Lens,
        shown: Surface,
        turn: Int,
    ) {
        val reader = ImageReader.newInstance(lens.size.width, lens.size.height, ImageFormat.YUV_420_888, BUFFERS)
        this.reader = reader
        reader.setOnImageAvailableListener({ frames.take(it, turn) }, handler)
        opening = true
        if (quietly { cameras.openCamera(lens.camera, executor, opened(listOf(shown, reader.surface))) } == null) {
            opening = false
            end()
        }
    }

    private fun opened(outputs: List<Surface>) =
        object : CameraDevice.StateCallback() {
            override fun onOpened(camera: CameraDevice) {
                opening = false
                device = camera
                if (closed) end() else quietly { start(camera, outputs) }
            }

            override fun onDisconnected(camera: CameraDevice) = lost(camera)

            override fun onError(
                camera: CameraDevice,
                error: Int,
            ) = lost(camera)
        }

    private fun start(
        camera: CameraDevice,
        outputs: List<Surface>,
    ) {
        request =
            camera.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW).apply {
                outputs.forEach(::addTarget)
                set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
            }
        camera.createCaptureSession(
            SessionConfiguration(
                SessionConfiguration.SESSION_REGULAR,
                outputs.map(::OutputConfiguration),
                executor,
                configured,
            ),
        )
    }

    private val configured =
        object : CameraCaptureSession.StateCallback() {
            override fun onConfigured(made: CameraCaptureSession) {
                session = made
                repeat {}
            }

            override fun onConfigureFailed(made: CameraCaptureSession) = made.close()
        }

    /** Changes what is asked of each picture from now on. */
    private fun repeat(change: CaptureRequest.Builder.() -> Unit) {
        val request = request ?: return
        quietly { session?.setRepeatingRequest(request.apply(change).build(), null, handler) }
    }

    /** Another app took it, or it failed: there is no picture any more. */
    private fun lost(camera: CameraDevice) {
        opening = false
        camera.close()
        device = null
        if (closed) end()
    }

    /** A camera that is being opened cannot be closed yet: it is closed once it is open, and the thread ends with it. */
    private fun end() {
        quietly { session?.close() }
        device?.close()
        reader?.close()
        session = null
        device = null
        reader = null
        if (closed && !opening) thread.quitSafely()
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
