// What the app borrows of an Android phone.

package app.countersign.device

import android.Manifest
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.provider.Settings
import app.countersign.BuildConfig
import app.countersign.client.Frame
import app.countersign.device.camera.Frames
import app.countersign.navigation.Clipboard
import app.countersign.navigation.Phone
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.launch

class AndroidPhone(
    private val application: CountersignApplication,
    private val front: Front,
) : Phone {
    private var shared: Uri? = null
    private var cameraRefused = false

    /** Frames of the camera that the screen shows. */
    val frames = Frames()

    override val clipboard: Clipboard = SensitiveClipboard(application)

    /** The name that its user gave it, or its model's, as far as servers take it. */
    override val name: String
        get() {
            val given = Settings.Global.getString(application.contentResolver, Settings.Global.DEVICE_NAME)
            return beginningOf(given?.takeIf(String::isNotBlank) ?: Build.MODEL)
        }

    override val version = "Countersign ${BuildConfig.VERSION_NAME}"

    /** Allowed, or not asked for yet: the screen of the camera asks. */
    override val cameraAllowed: Boolean
        get() = hasCamera() && !cameraRefused

    override val camera: Flow<Frame> = frames.flow

    override suspend fun choosePicture(): ByteArray? {
        val chosen = shared.also { shared = null } ?: front.result(pictureChoice())?.data
        return chosen?.let { pictureAt(it, application.contentResolver) }
    }

    /** The next picture that is chosen is this one, which another app shared. */
    fun share(picture: Uri) {
        shared = picture
    }

    override fun askForNotifications() {
        // Before Android 13 they are allowed until the user forbids them.
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            application.scope.launch { front.permission(Manifest.permission.POST_NOTIFICATIONS) }
        }
    }

    /** Asks for the camera, where that is needed. */
    suspend fun askForCamera(): Boolean = front.permission(Manifest.permission.CAMERA).also { cameraRefused = !it }

    private fun hasCamera(): Boolean = application.packageManager.hasSystemFeature(PackageManager.FEATURE_CAMERA_ANY)
}

/** As much of a name as fits into the bytes that it may have. */
internal fun beginningOf(name: String): String =
    generateSequence(name) { it.dropLast(1) }.first { it.toByteArray().size <= NAME_BYTES && !it.endsInHalf() }

/** Whether the last sign was cut in the middle. */
private fun String.endsInHalf(): Boolean = lastOrNull()?.isHighSurrogate() == true

private const val NAME_BYTES = 64
