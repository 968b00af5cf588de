// Apps for tests: opened on a clock that stands still, in a folder of their own, with a vault behind `PIN`.

import app.countersign.core.Acceptance
import app.countersign.core.Authenticator
import app.countersign.core.DevelopmentHttp
import app.countersign.core.DevicePorts
import app.countersign.core.SecretBytes
import app.countersign.core.Surroundings
import app.countersign.core.TestClock
import app.countersign.core.TrustedRoots
import app.countersign.core.licenseVersion
import device.softwareDevice
import java.security.KeyStore
import java.security.cert.X509Certificate
import java.time.Instant
import javax.net.ssl.TrustManagerFactory
import javax.net.ssl.X509TrustManager
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.createTempDirectory
import kotlin.io.path.deleteRecursively

const val PIN = "493817"

/** The moment at which every test begins, and the portal with it. */
val BEGINNING: Instant = Instant.ofEpochSecond(1_800_000_000)

/** Nobody is asked over TLS here, and to read all of the platform's roots takes longer than everything else. */
private val ONE_ROOT = TrustedRoots.Only(listOf(rootsOfTheJvm().first().encoded))

private fun rootsOfTheJvm(): Array<X509Certificate> {
    val trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm())
    trust.init(null as KeyStore?)
    return trust.trustManagers.firstNotNullOf { it as? X509TrustManager }.acceptedIssuers
}

/** An app on a folder, which can be closed and opened again. */
class TestApp(
    private val device: DevicePorts = softwareDevice(),
) : AutoCloseable {
    private val folder = createTempDirectory("countersign")
    private val surroundings = Surroundings(folder.toString(), ONE_ROOT, DevelopmentHttp.LOOPBACK)
    val clock = TestClock(BEGINNING)

    /** Opens it. The one that was opened before must be closed. */
    fun open(): Authenticator = Authenticator.openWithClock(surroundings, device, clock)

    @OptIn(ExperimentalPathApi::class)
    override fun close() {
        clock.close()
        folder.deleteRecursively()
    }
}

/** Opens an app with a new vault, and closes everything afterwards. */
suspend fun <T> withOpenVault(
    device: DevicePorts = softwareDevice(),
    test: suspend (Authenticator) -> T,
): T =
    TestApp(device).use { app ->
        app.open().use { authenticator ->
            authenticator.setUp()
            test(authenticator)
        }
    }

/** Walks the first launch. The PIN is the caller's, and so is wiping it. */
suspend fun Authenticator.setUp(pin: SecretBytes = PIN.encodeToByteArray()) {
    acceptLicense(licenseVersion())
    choosePin(pin)
    confirmPin(pin)
    chooseNotifications(false)
}

suspend fun Authenticator.unlock(pin: String) = unlock(pin.encodeToByteArray(), Acceptance.NEWEST_ONLY)
