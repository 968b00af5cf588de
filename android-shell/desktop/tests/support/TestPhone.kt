// A phone that a test holds: what its camera sees, what was copied, and what time it is.

package support

import app.countersign.client.Frame
import app.countersign.core.Authenticator
import app.countersign.core.DevelopmentHttp
import app.countersign.core.OpenException
import app.countersign.core.Surroundings
import app.countersign.core.TestClock
import app.countersign.core.TrustedRoots
import app.countersign.navigation.AppModel
import app.countersign.navigation.Clipboard
import app.countersign.navigation.Phone
import device.SoftwareDevice
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.receiveAsFlow
import kotlinx.coroutines.job
import kotlinx.coroutines.runBlocking
import java.nio.file.Path
import java.security.KeyStore
import java.time.Duration
import java.time.Instant
import javax.net.ssl.TrustManagerFactory
import javax.net.ssl.X509TrustManager
import javax.swing.SwingUtilities
import kotlin.coroutines.CoroutineContext
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.copyToRecursively
import kotlin.io.path.createTempDirectory
import kotlin.io.path.deleteRecursively
import kotlin.io.path.name

/** Its vault is in `folder`, or in folders beside that one, and is left there. */
@OptIn(ExperimentalPathApi::class)
class TestPhone(
    private var folder: Path,
) : Phone,
    AutoCloseable {
    private var device = SoftwareDevice()
    private val clock = TestClock(BEGINNING)
    private val frames = Channel<Frame>(Channel.UNLIMITED)
    private val ticks = Channel<Unit>(Channel.UNLIMITED)
    private var running: Running? = null
    var copied: String? = null
        private set
    var askedForNotifications = false
        private set

    override val clipboard = Clipboard { text, _ -> copied = text }
    override val name = "Test phone"
    override val version = "tests 1"
    override val cameraAllowed = true
    override val camera = frames.receiveAsFlow()

    override suspend fun choosePicture(): ByteArray? = null

    override fun askForNotifications() {
        askedForNotifications = true
    }

    /** Opens the app. */
    fun open(): AppModel {
        val app = openCore()
        return AppModel(app, checkNotNull(running).scope, this, ticks.receiveAsFlow(), pollWait = Duration.ZERO)
    }

    /** Opens the core, and nothing above it. */
    fun openCore(): Authenticator {
        val app = opened()
        running = Running(app, CoroutineScope(ScreenThread + SupervisorJob()))
        return app
    }

    /** A call that an ended app had begun comes to its end on a thread of the library, and has the vault until then. */
    private fun opened(): Authenticator {
        val surroundings = Surroundings("$folder", ONE_ROOT, DevelopmentHttp.LOOPBACK)
        val late = System.nanoTime() + LONGEST_CALL
        while (true) {
            try {
                return Authenticator.openWithClock(surroundings, device.ports(), clock)
            } catch (used: OpenException.InUse) {
                if (System.nanoTime() > late) throw used
                Thread.sleep(5)
            }
        }
    }

    /** The system ends the app, without a word. */
    fun kill() {
        running?.apply {
            runBlocking { scope.coroutineContext.job.cancelAndJoin() }
            app.close()
        }
        running = null
    }

    /**
     * The system ends the app in the middle of a call to a server. What was on the disk and in the key store at that moment is
     * what the next one finds; the thread of the ended one may do what it likes with the rest.
     */
    fun killInCall() {
        val left = folder.resolveSibling("${folder.name}-left")
        folder.copyToRecursively(left, followLinks = false, overwrite = false)
        device = device.copy()
        folder = left
        kill()
    }

    fun advance(seconds: Long) {
        clock.advance(Duration.ofSeconds(seconds))
        tick()
    }

    /** A second of the screen's own clock. */
    fun tick() {
        ticks.trySend(Unit)
    }

    /** Holds the camera over something. */
    fun see(frame: Frame) {
        frames.trySend(frame)
    }

    override fun close() {
        kill()
        clock.close()
    }

    private class Running(
        val app: Authenticator,
        val scope: CoroutineScope,
    )
}

/** Lends a new phone, of which nothing is left afterwards. */
@OptIn(ExperimentalPathApi::class)
fun withPhone(use: (TestPhone) -> Unit) {
    val folder = createTempDirectory("countersign")
    try {
        TestPhone(folder).use(use)
    } finally {
        folder.deleteRecursively()
    }
}

/** The thread on which Compose's tests draw: as on a phone, models and screens share one, and do not meet in between. */
private object ScreenThread : CoroutineDispatcher() {
    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) = SwingUtilities.invokeLater(block)
}

/** The moment at which every test begins, and the portal with it. */
private val BEGINNING: Instant = Instant.ofEpochSecond(1_800_000_000)

/** Nobody is asked over TLS here, and to read all of the platform's roots takes longer than everything else. */
private val ONE_ROOT: TrustedRoots =
    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).run {
        init(null as KeyStore?)
        TrustedRoots.Only(
            listOf(
                trustManagers
                    .firstNotNullOf { it as? X509TrustManager }
                    .acceptedIssuers
                    .first()
                    .encoded,
            ),
        )
    }

/** Nanoseconds. Nothing takes so long. */
private const val LONGEST_CALL = 60_000_000_000L
