// The clipboard, for codes: marked as sensitive, so that no preview shows them, and cleared after a while.

package app.countersign.device

import android.content.ClipData
import android.content.ClipDescription
import android.content.ClipboardManager
import android.content.Context
import android.os.Handler
import android.os.Looper
import android.os.PersistableBundle
import app.countersign.navigation.Clipboard
import java.time.Duration

/** What is copied is cleared as long as this process lives; Android itself clears it after an hour from version 13 on. */
class SensitiveClipboard(
    context: Context,
) : Clipboard {
    private val clipboard = checkNotNull(context.getSystemService(ClipboardManager::class.java))
    private val handler = Handler(Looper.getMainLooper())

    override fun copySecret(
        text: String,
        clearAfter: Duration,
    ) {
        val clip = ClipData.newPlainText(LABEL, text)
        // Known by this name from Android 13 on; older ones pass it over.
        clip.description.extras = PersistableBundle().apply { putBoolean(ClipDescription.EXTRA_IS_SENSITIVE, true) }
        clipboard.setPrimaryClip(clip)
        handler.removeCallbacks(clear)
        if (!clearAfter.isZero) handler.postDelayed(clear, clearAfter.toMillis())
    }

    /** Where the app may not see what is there now, because it is not on the screen, its code goes all the same. */
    private val clear =
        Runnable {
            val label = clipboard.primaryClipDescription?.label
            if (label == null || label == LABEL) clipboard.clearPrimaryClip()
        }
}

private const val LABEL = "Countersign"
