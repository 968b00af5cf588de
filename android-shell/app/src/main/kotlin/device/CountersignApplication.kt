// The process: opens the vault once, and holds what lives longer than a screen.

package app.countersign.device

import android.app.Application
import android.content.Context
import app.countersign.client.Authenticator
import app.countersign.client.Opened
import app.countersign.client.RequestView
import app.countersign.client.openCore
import app.countersign.device.keys.phoneKeys
import app.countersign.device.notifications.RequestNotices
import app.countersign.navigation.AppModel
import app.countersign.texts.Texts
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import java.io.File
import java.time.Duration
import kotlin.time.Duration.Companion.seconds

class CountersignApplication : Application() {
    /** Everything that the app does by itself, on the main thread; what takes long goes to other threads by itself. */
    val scope: CoroutineScope = MainScope()

    /** The activity that is on the screen, where one is. */
    val front = Front()
    val phone by lazy { AndroidPhone(this, front) }
    val notices by lazy { RequestNotices(this) { texts } }
    private val running = MutableStateFlow<Running?>(null)

    /** What became of opening the app; nothing before something first asked for it. */
    val state: StateFlow<Running?> = running.asStateFlow()

    /** The core, opened when it is first asked for; nothing where it does not open. */
    val core: Authenticator? get() = (opened() as? Running.App)?.core

    /** Texts in the language that the user chose, or the phone's. Asks nothing of the core, which may be asking for them. */
    val texts: Texts
        get() =
            texts(
                this,
                (running.value as? Running.App)
                    ?.model
                    ?.appearance
                    ?.value
                    ?.language,
            )

    /** Opens the app, unless it is open. After a refusal it is tried anew. */
    fun opened(): Running {
        running.value?.takeIf { it is Running.App }?.let { return it }
        return open().also { running.value = it }
    }

    private fun open(): Running {
        val folder = File(noBackupFilesDir, "vault").path
        return when (val opened = openCore(folder, systemRoots(), phoneKeys(this, BiometricPrompts(this)::ask))) {
            is Opened.Refused -> {
                Running.Refused(opened.why)
            }

            is Opened.Ready -> {
                val model = AppModel(opened.app, scope, phone, ticks(), HELD_BACK)
                Running.App(
                    opened.app,
                    model,
                    Arrivals(model, scope, phone::share),
                    Leaving(this, opened.app, model),
                )
            }
        }
    }

    /** Once a second while the app is on the screen. */
    private fun ticks(): Flow<Unit> =
        flow {
            while (true) {
                front.visible.first { it }
                front.prompting.first { !it }
                emit(Unit)
                delay(1.seconds)
            }
        }

    /** A request came while nobody looked, or did not look for it. */
    fun tell(request: RequestView) {
        val app = running.value as? Running.App
        if (front.visible.value && app != null) {
            app.arrivals.add(Arrival.Review(request.id))
        } else {
            notices.show(request)
        }
    }

    companion object {
        fun of(context: Context): CountersignApplication = context.applicationContext as CountersignApplication
    }
}

/** How long a server may hold its answer back while the app is on the screen: as long as networks keep a silent line. */
private val HELD_BACK = Duration.ofSeconds(25)
