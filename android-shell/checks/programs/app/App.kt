// Runs the app's models with the real core on keys of a Keystore in memory, as the process of a phone does: seconds pass, links
// arrive, the screen is left.

package app

import app.countersign.add.AddState
import app.countersign.client.Acceptance
import app.countersign.client.AccountFilter
import app.countersign.client.AssuranceClass
import app.countersign.client.Authenticator
import app.countersign.client.DevicePorts
import app.countersign.client.Frame
import app.countersign.client.LockedStage
import app.countersign.client.Opened
import app.countersign.client.UnlockedStage
import app.countersign.client.Unusable
import app.countersign.client.UnusableStage
import app.countersign.client.licenseVersion
import app.countersign.client.openCore
import app.countersign.device.Arrival
import app.countersign.device.Arrivals
import app.countersign.device.keys.FileAnchor
import app.countersign.device.keys.KeystoreSlotKeys
import app.countersign.navigation.AppModel
import app.countersign.navigation.Clipboard
import app.countersign.navigation.Phone
import app.countersign.navigation.Place
import keystore.FakeKeystore
import keystore.Kept
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.receiveAsFlow
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import report
import java.io.File
import java.security.KeyStore
import java.security.Security
import java.time.Duration
import java.util.concurrent.Executors
import javax.net.ssl.TrustManagerFactory
import javax.net.ssl.X509TrustManager
import kotlin.io.path.createTempDirectory

private const val PIN = "493817"
private const val LINK = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Example"

fun main() {
    Security.addProvider(FakeKeystore())
    report(checks.map { (name, check) -> name to { onPhone(check) } })
}

private val checks: List<Pair<String, suspend Running.() -> Unit>> =
    listOf(
        "a vault on keys of the Keystore opens with its PIN, and with no other" to Running::openAndClose,
        "a vault whose keys are gone says so" to Running::loseKeys,
        "seconds do not begin the setup or the locked screen anew" to Running::stay,
        "a link waits for the PIN, and leads to its offer, and no further" to Running::arrive,
    )

/** The app on a new phone. Everything of the app happens on one thread, as on a phone. */
private class Running(
    private val folder: File,
) {
    private val thread = Executors.newSingleThreadExecutor()
    private val main = thread.asCoroutineDispatcher()
    private var scope = CoroutineScope(main + SupervisorJob())
    private val ticks = Channel<Unit>(Channel.RENDEZVOUS)
    var core = opened()
        private set

    private fun opened(): Authenticator {
        val ports = DevicePorts(KeystoreSlotKeys(), FileAnchor(File(folder, "anchor")))
        return (openCore("$folder/vault", oneRoot(), ports) as Opened.Ready).app
    }

    fun model() = AppModel(core, scope, NoPhone, ticks.receiveAsFlow(), Duration.ZERO)

    fun arrivals(model: AppModel) = Arrivals(model, scope) {}

    suspend fun setUp() {
        core.acceptLicense(licenseVersion())
        core.choosePin(PIN.toByteArray())
        core.confirmPin(PIN.toByteArray())
        core.chooseNotifications(false)
    }

    /** Two seconds: the first has passed when the second can begin. */
    suspend fun wait() = repeat(3) { ticks.send(Unit) }

    suspend fun <T> onMain(call: () -> T): T = withContext(main) { call() }

    /** The process ends and begins anew. */
    fun restart() {
        core.close()
        core = opened()
    }

    fun end() {
        scope.cancel()
        thread.shutdown()
        core.close()
    }
}

private fun onPhone(check: suspend Running.() -> Unit) {
    val folder = createTempDirectory("app").toFile()
    Kept.empty()
    val running = Running(folder)
    try {
        runBlocking { running.check() }
    } finally {
        running.end()
        folder.deleteRecursively()
    }
}

private suspend fun Running.openAndClose() {
    setUp()
    core.lock()
    val locked = core.stage() as LockedStage
    check(locked.view.assurance == AssuranceClass.HARDWARE && locked.view.requestsWhileLocked)
    check(runCatching { core.unlock("111222".toByteArray(), Acceptance.NEWEST_ONLY) }.isFailure)
    restart()
    core.unlock(PIN.toByteArray(), Acceptance.NEWEST_ONLY)
    check(core.stage() is UnlockedStage)
}

private suspend fun Running.loseKeys() {
    setUp()
    core.lock()
    Kept.empty()
    restart()
    check((core.stage() as UnusableStage).reason == Unusable.DEVICE_KEY_MISSING)
}

private suspend fun Running.stay() {
    val model = onMain { model() }
    val begun = model.place.value
    wait()
    check(begun is Place.Setup && model.place.value === begun) { "the setup" }
    setUp()
    onMain { model.lock() }
    val locked = model.place.value
    wait()
    check(locked is Place.Unlock && model.place.value === locked) { "the locked screen" }
    onMain { locked.model.requests() }
    val requests = model.place.value
    wait()
    check(requests is Place.Requests && model.place.value === requests) { "requests before the PIN" }
}

private suspend fun Running.arrive() {
    setUp()
    val model = onMain { model() }
    onMain { model.lock() }
    val arrivals = arrivals(model)
    onMain { arrivals.add(Arrival.Link(LINK)) }
    wait()
    val locked = model.place.value as Place.Unlock
    PIN.forEach { digit -> onMain { locked.model.pad.digit(digit) } }
    onMain { locked.model.typed() }
    val add = model.place.first { it is Place.Add } as Place.Add
    val face =
        add.model.state
            .first { it.face is AddState.Face.Offer }
            .face
    check((face as AddState.Face.Offer).view.issuer == "Example")
    check(core.accounts(AccountFilter()).isEmpty()) { "added by itself" }
}

private object NoPhone : Phone {
    override val clipboard = Clipboard { _, _ -> }
    override val name = "Test phone"
    override val version = "checks"
    override val cameraAllowed = false
    override val camera = emptyFlow<Frame>()

    override suspend fun choosePicture(): ByteArray? = null

    override fun askForNotifications() = Unit
}

/** Nobody is asked over TLS here. */
private fun oneRoot(): List<ByteArray> =
    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).run {
        init(null as KeyStore?)
        listOf(
            trustManagers
                .firstNotNullOf { it as? X509TrustManager }
                .acceptedIssuers
                .first()
                .encoded,
        )
    }
