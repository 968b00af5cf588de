// The driver of the scenario in Kotlin: one short case for each call.

package driver

import app.countersign.core.Acceptance
import app.countersign.core.AccountFilter
import app.countersign.core.Authenticator
import app.countersign.core.Cancellation
import app.countersign.core.Compared
import app.countersign.core.Confirmation
import app.countersign.core.DevelopmentHttp
import app.countersign.core.DevicePorts
import app.countersign.core.Effort
import app.countersign.core.OnlineEnrollment
import app.countersign.core.PushChannel
import app.countersign.core.ScannedCode
import app.countersign.core.Surroundings
import app.countersign.core.TestClock
import app.countersign.core.TrustedRoots
import app.countersign.core.scanFrame
import app.countersign.core.scanPicture
import device.softwareDevice
import java.nio.ByteBuffer
import java.time.Duration

/** An app in miniature: the authenticator, what was scanned, and who listens. */
class Driver : AutoCloseable {
    private lateinit var surroundings: Surroundings
    private lateinit var device: DevicePorts
    private lateinit var clock: TestClock
    private lateinit var app: Authenticator
    private var codes: List<ScannedCode> = emptyList()
    private val listener = Listener { app }

    /** Carries out one call of the table in README.md. */
    suspend fun carryOut(asked: Asked): Facts =
        when (asked.call) {
            "open" -> open(asked)
            "restart" -> restart()
            "advance" -> advance(asked)
            "stage" -> stage()
            "lock" -> lock()
            "start_over" -> factsOf(app.startOver())
            "accept_license" -> factsOf(app.acceptLicense(asked.number("version")))
            "choose_pin" -> factsOf(asked.withPin { app.choosePin(it) })
            "confirm_pin" -> factsOf(asked.withPin { app.confirmPin(it) })
            "choose_notifications" -> factsOf(app.chooseNotifications(asked.flag("wanted")))
            "unlock" -> unlock(asked)
            "scan_picture" -> keep(scanPicture(asked.file(), Effort.STILL))
            "scan_frame" -> keep(scanFrame(asked))
            "read_code" -> factsOf(app.readCode(codes.first()))
            "confirm_offer" -> factsOf(app.confirmOffer(asked.offer(), asOffered()))
            "accounts" -> mapOf("accounts" to app.accounts(everything()).size)
            "code" -> factsOf(app.code(asked.text("account")))
            "code_at" -> factsOf(app.codeAt(asked.text("account"), asked.moment("time")))
            "export_key_uri" -> exportKeyUri(asked)
            "enroll_online" -> enrollOnline(asked)
            "poll" -> factsOf(Cancellation().use { app.poll(asked.text("account"), Duration.ZERO, it) })
            "open_request" -> factsOf(app.openRequest(asked.text("request")))
            "approve" -> approve(asked)
            "deny" -> deny(asked)
            "history" -> mapOf("events" to app.history().joinToString(" ") { nameOf(it.event) })
            "changes" -> listener.facts()
            else -> error("no call ${asked.call}")
        }

    override fun close() {
        forgetCodes()
        if (::app.isInitialized) app.close()
        if (::clock.isInitialized) clock.close()
    }

    // --- opening, lock and unlock ---------------------------------------------------------------------------------

    private fun open(asked: Asked): Facts {
        clock = TestClock(asked.moment("wall"))
        device = softwareDevice()
        surroundings = Surroundings(asked.text("folder"), TrustedRoots.Platform(emptyList()), DevelopmentHttp.LOOPBACK)
        return start()
    }

    private fun restart(): Facts {
        // Only one authenticator at a time has the folder.
        app.close()
        return start()
    }

    private fun start(): Facts {
        app = Authenticator.openWithClock(surroundings, device, clock)
        app.observe(listener)
        return stage()
    }

    private fun advance(asked: Asked): Facts {
        clock.advance(Duration.ofSeconds(asked.number("seconds").toLong()))
        return emptyMap()
    }

    private fun stage(): Facts = factsOf(app.stage())

    private fun lock(): Facts {
        app.lock()
        return stage()
    }

    private suspend fun unlock(asked: Asked): Facts {
        asked.withPin { app.unlock(it, Acceptance.NEWEST_ONLY) }
        return stage()
    }

    // --- scanning and accounts ------------------------------------------------------------------------------------

    private fun scanFrame(asked: Asked): List<ScannedCode> {
        val file = asked.file()
        // A camera's plane is a direct buffer already.
        val pixels = ByteBuffer.allocateDirect(file.size).put(file).flip()
        return scanFrame(
            pixels,
            width = asked.number("width"),
            height = asked.number("height"),
            stride = asked.number("stride"),
            rotation = asked.variant("rotation"),
            effort = Effort.STILL,
        )
    }

    private fun keep(found: List<ScannedCode>): Facts {
        forgetCodes()
        codes = found
        return mapOf("codes" to found.size)
    }

    private fun forgetCodes() = codes.forEach(ScannedCode::close)

    private suspend fun exportKeyUri(asked: Asked): Facts =
        asked.withPin { app.exportKeyUri(asked.text("account"), it) }.use { secret ->
            val text = secret.read()
            val holdsKey = text?.decodeToString().orEmpty().contains("secret=")
            text?.fill(0)
            secret.wipe()
            mapOf(
                "holds_key" to holdsKey,
                "after_wipe" to if (secret.read() == null) "nothing" else "something",
            )
        }

    // --- push -----------------------------------------------------------------------------------------------------

    private suspend fun enrollOnline(asked: Asked): Facts {
        val enrollment =
            OnlineEnrollment(
                confirmation = asOffered(),
                deviceName = asked.text("device_name"),
                app = asked.text("app"),
                channel = PushChannel.Nowhere,
                privateNetwork = asked.flag("private_network"),
            )
        val progress = Progress()
        val account = Cancellation().use { app.enrollOnline(asked.offer(), enrollment, progress, it) }
        return factsOf(account) + ("steps" to progress.steps())
    }

    private suspend fun approve(asked: Asked): Facts {
        val compared = Compared.Number(asked.text("number"))
        val outcome =
            Cancellation().use { handle ->
                asked.withPin { pin -> app.approve(asked.text("request"), compared, pin, handle) }
            }
        return factsOf(outcome)
    }

    private suspend fun deny(asked: Asked): Facts =
        factsOf(Cancellation().use { app.deny(asked.text("request"), asked.variant("reason"), it) })
}

/** An offer as it is, without a second account for the same secret. */
fun asOffered() =
    Confirmation(
        issuer = null,
        account = null,
        information = "",
        tags = emptyList(),
        sameSecretWanted = false,
    )

/** Every account. */
fun everything() = AccountFilter(search = "", tag = null, favouritesOnly = false)
