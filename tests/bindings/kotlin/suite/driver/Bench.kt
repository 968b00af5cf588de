// What a call costs from Kotlin: one line of JSON for each row. bench.py, three folders above, runs it beside the others.

package driver

import app.countersign.core.Authenticator
import app.countersign.core.Cancellation
import app.countersign.core.DevelopmentHttp
import app.countersign.core.Effort
import app.countersign.core.Rotation
import app.countersign.core.ScannedCode
import app.countersign.core.Surroundings
import app.countersign.core.TrustedRoots
import app.countersign.core.fileKeys
import app.countersign.core.licenseVersion
import app.countersign.core.scanFrame
import kotlinx.coroutines.runBlocking
import java.io.File
import java.nio.ByteBuffer

private const val ACCOUNTS = 1_000
private const val CALLS = 1_000
private const val ROUNDS = 101
private const val LONG_ROUNDS = 31

/** Arguments: a luma frame of 1280 x 720 pixels, and an empty folder. */
fun main(arguments: Array<String>) {
    val (frame, folder) = arguments
    syncCall()
    listAccounts(folder)
    scan(File(frame).readBytes())
}

private fun syncCall() =
    Cancellation().use { handle ->
        row("sync call", ROUNDS) { timed(CALLS) { handle.isCancelled() } }
    }

private fun listAccounts(folder: String) {
    val surroundings = Surroundings("$folder/vault", TrustedRoots.Platform(emptyList()), DevelopmentHttp.OFF)
    Authenticator.open(surroundings, fileKeys("$folder/keys")).use { app ->
        runBlocking { app.setUp() }
        repeat(ACCOUNTS) { app.add(it) }
        row("list 1000 accounts", LONG_ROUNDS) { timed { check(app.accounts(everything()).size == ACCOUNTS) } }
    }
}

private fun scan(frame: ByteArray) {
    val pixels = ByteBuffer.allocateDirect(frame.size).put(frame).flip()
    row("scan 1280x720 frame", LONG_ROUNDS) {
        timed {
            val codes = scanFrame(pixels, 1280u, 720u, 1280u, Rotation.UPRIGHT, Effort.LIVE)
            check(codes.size == 1)
            codes.forEach(ScannedCode::close)
        }
    }
}

private suspend fun Authenticator.setUp() {
    // Keys that are files ask for a passphrase.
    val passphrase = "correct horse battery staple".encodeToByteArray()
    acceptLicense(licenseVersion())
    choosePin(passphrase)
    confirmPin(passphrase)
    chooseNotifications(false)
}

private fun Authenticator.add(number: Int) {
    // Different secrets: the digits of the number in Base32's letters.
    val letters = "%08d".format(number).map { 'A' + it.digitToInt() }
    val secret = "MFRGGZDFMZTWQ2LK" + letters.joinToString("")
    val offer = readText("otpauth://totp/Example:person$number?secret=$secret&issuer=Example").offers.single()
    confirmOffer(offer.id, asOffered())
}

/** Prints the median of some rounds, after as many that nobody counts: the JVM compiles what it runs often. */
private fun row(
    name: String,
    rounds: Int,
    round: () -> Double,
) {
    repeat(rounds) { round() }
    val median = List(rounds) { round() }.sorted()[rounds / 2]
    println("""{"row": "$name", "language": "Kotlin", "ns": $median, "rounds": $rounds}""")
}

/** Nanoseconds of one call. */
private inline fun timed(
    calls: Int = 1,
    call: () -> Unit,
): Double {
    val begin = System.nanoTime()
    repeat(calls) { call() }
    return (System.nanoTime() - begin).toDouble() / calls
}
