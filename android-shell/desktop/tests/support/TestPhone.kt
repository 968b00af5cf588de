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
import com.google.zxing.BarcodeFormat
import com.google.zxing.EncodeHintType
import com.google.zxing.common.BitMatrix
import com.google.zxing.qrcode.QRCodeWriter
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.receiveAsFlow
import kotlinx.coroutines.job
import kotlinx.coroutines.runBlocking
import java.nio.ByteBuffer
import java.security.KeyStore
import java.time.Duration
import java.time.Instant
import javax.net.ssl.TrustManagerFactory
import javax.net.ssl.X509TrustManager
import javax.swing.SwingUtilities
import kotlin.coroutines.CoroutineContext
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.createTempDirectory
import kotlin.io.path.deleteRecursively

class TestPhone :
    Phone,
    AutoCloseable {
    private val folder = createTempDirectory("countersign")
    private val keys = softwareKeys()
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
                return Authenticator.openWithClock(surroundings, keys, clock)
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

    fun advance(seconds: Long) {
        clock.advance(Duration.ofSeconds(seconds))
        tick()
    }

    /** A second of the screen's own clock. */
    fun tick() {
        ticks.trySend(Unit)
    }

    /** Holds the camera over a QR code of this text. */
    fun see(text: String) {
        frames.trySend(frameOf(text))
    }

    @OptIn(ExperimentalPathApi::class)
    override fun close() {
        kill()
        clock.close()
        folder.deleteRecursively()
    }

    private class Running(
        val app: Authenticator,
        val scope: CoroutineScope,
    )
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

/** A QR code as the luma plane of a camera held upright: lying on its side, grey on grey, with room behind each row. */
private fun frameOf(text: String): Frame {
    val modules: BitMatrix =
        QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, mapOf(EncodeHintType.MARGIN to QUIET))
    val side = modules.width * SCALE
    val stride = side + PADDING
    val pixels = ByteBuffer.allocateDirect(stride * side)
    for (y in 0 until side) {
        for (x in 0 until side) {
            // Turned counter-clockwise, so that turning it clockwise once makes it upright.
            val dark = modules[(side - 1 - y) / SCALE, x / SCALE]
            pixels.put(y * stride + x, (if (dark) 40 else 210).toByte())
        }
    }
    return Frame(pixels, side, side, stride, rotation = 90)
}

/** Nanoseconds. Nothing takes so long. */
private const val LONGEST_CALL = 60_000_000_000L
private const val QUIET = 6
private const val SCALE = 5
private const val PADDING = 24
