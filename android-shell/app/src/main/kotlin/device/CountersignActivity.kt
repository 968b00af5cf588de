// The one window of the app: hidden from screenshots, overlays and autofill.

package app.countersign.device

import android.content.Intent
import android.content.pm.PackageManager
import android.os.Build
import android.os.Bundle
import android.view.View
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import app.countersign.device.screen.PhoneScreen

class CountersignActivity : ComponentActivity() {
    private val process get() = CountersignApplication.of(this)

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        hide()
        enableEdgeToEdge()
        // An intent is kept with the activity, and would arrive once more whenever the screen is turned.
        if (savedInstanceState == null) arrived(intent)
        setContent { PhoneScreen(process) }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        setIntent(intent)
        arrived(intent)
    }

    private fun arrived(intent: Intent) {
        val app = process.opened() as? Running.App ?: return
        arrivalOf(intent)?.let(app.arrivals::add)
    }

    override fun onStart() {
        super.onStart()
        (process.opened() as? Running.App)?.apply {
            leaving.cameBack()
            screenChanged()
        }
        process.front.shown(this)
        process.notices.removeAll()
    }

    override fun onStop() {
        process.front.hidden(this)
        if (!isChangingConfigurations) (process.state.value as? Running.App)?.leaving?.left()
        super.onStop()
    }

    override fun onUserInteraction() {
        super.onUserInteraction()
        (process.state.value as? Running.App)?.model?.touched()
    }

    @Deprecated("What replaces it does the same, and more than is needed here.")
    override fun onActivityResult(
        requestCode: Int,
        resultCode: Int,
        data: Intent?,
    ) {
        @Suppress("DEPRECATION")
        super.onActivityResult(requestCode, resultCode, data)
        process.front.resultGiven(requestCode, data.takeIf { resultCode == RESULT_OK })
    }

    @Deprecated("What replaces it does the same, and more than is needed here.")
    override fun onRequestPermissionsResult(
        requestCode: Int,
        permissions: Array<String>,
        grantResults: IntArray,
    ) {
        @Suppress("DEPRECATION")
        super.onRequestPermissionsResult(requestCode, permissions, grantResults)
        process.front.permissionAnswered(
            requestCode,
            granted = grantResults.firstOrNull() == PackageManager.PERMISSION_GRANTED,
        )
    }

    /** No screenshot, no picture among the recent apps, nothing of other apps above this window, no field for them to fill. */
    private fun hide() {
        window.setFlags(WindowManager.LayoutParams.FLAG_SECURE, WindowManager.LayoutParams.FLAG_SECURE)
        window.decorView.setFilterTouchesWhenObscured(true)
        window.decorView.importantForAutofill = View.IMPORTANT_FOR_AUTOFILL_NO_EXCLUDE_DESCENDANTS
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) window.setHideOverlayWindows(true)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) setRecentsScreenshotEnabled(false)
    }
}
