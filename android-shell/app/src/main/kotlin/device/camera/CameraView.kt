// What the camera sees, as a view: fills its room without stretching the picture, and looks sharply where it is touched.

package app.countersign.device.camera

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.Matrix
import android.graphics.SurfaceTexture
import android.view.MotionEvent
import android.view.Surface
import android.view.TextureView

/** The camera is open while this view is on the screen. */
@SuppressLint("ViewConstructor")
class CameraView(
    context: Context,
    private val frames: Frames,
) : TextureView(context),
    TextureView.SurfaceTextureListener {
    private var camera: Camera? = null

    /** Whether the light is on. Without effect where the camera has none. */
    var light = false
        set(on) {
            field = on
            camera?.takeIf { it.hasLight }?.light(on)
        }

    init {
        surfaceTextureListener = this
    }

    override fun onSurfaceTextureAvailable(
        texture: SurfaceTexture,
        width: Int,
        height: Int,
    ) {
        val camera = Camera(context, frames).also { camera = it }
        camera.open(texture, turned())
        fill(Extent(width, height))
    }

    override fun onSurfaceTextureSizeChanged(
        texture: SurfaceTexture,
        width: Int,
        height: Int,
    ) = fill(Extent(width, height))

    override fun onSurfaceTextureDestroyed(texture: SurfaceTexture): Boolean {
        camera?.close()
        camera = null
        return true
    }

    override fun onSurfaceTextureUpdated(texture: SurfaceTexture) = Unit

    @SuppressLint("ClickableViewAccessibility")
    override fun onTouchEvent(event: MotionEvent): Boolean {
        if (event.action == MotionEvent.ACTION_UP) {
            val touched = Spot(event.x / width, event.y / height)
            filled(Extent(width, height))?.let { camera?.focus(inPicture(touched, it), turned()) }
        }
        return true
    }

    /** How much wider and higher than the view the picture is as it stands upright. */
    private fun filled(view: Extent): Pair<Float, Float>? {
        val size = camera?.size ?: return null
        // Sensors are built in lying on their side: held upright, width and height have changed places.
        return filling(view, if (turned() % HALF == 0) Extent(size.height, size.width) else size)
    }

    /** A texture stretches the picture over the view, and knows nothing of the screen being turned: this undoes both. */
    private fun fill(view: Extent) {
        val turned = turned()
        val (wide, high) = filled(view) ?: return
        val (x, y) = view.width / 2f to view.height / 2f
        val matrix = Matrix()
        if (turned % HALF == 0) {
            matrix.setScale(wide, high, x, y)
        } else {
            // Before it is turned, the picture lies across: its width goes along the height of the view.
            matrix.setScale(high * view.height / view.width, wide * view.width / view.height, x, y)
        }
        matrix.postRotate(-turned.toFloat(), x, y)
        setTransform(matrix)
    }

    private fun turned(): Int =
        when (display?.rotation) {
            Surface.ROTATION_90 -> 90
            Surface.ROTATION_180 -> 180
            Surface.ROTATION_270 -> 270
            else -> 0
        }
}

private const val HALF = 180
