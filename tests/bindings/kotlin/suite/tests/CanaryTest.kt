// After a lock, the heap of the JVM holds neither the PIN nor a seed.

import app.countersign.core.Algorithm
import app.countersign.core.Authenticator
import app.countersign.core.CodeParameters
import app.countersign.core.SecretBytes
import com.sun.management.HotSpotDiagnosticMXBean
import driver.asOffered
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.lang.management.ManagementFactory
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.security.SecureRandom
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.createTempDirectory
import kotlin.io.path.deleteRecursively
import kotlin.io.path.fileSize
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class CanaryTest {
    @Test
    fun `after a lock the heap holds no PIN and no seed`() =
        runBlocking {
            val pin = Canary("PIN", "0123456789", 12)
            val seed = Canary("seed", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 32)
            val canaries = listOf(pin, seed)
            TestApp().use { app ->
                app.open().use { authenticator ->
                    assertEquals(listOf("PIN", "seed"), authenticator.work(pin, seed) { foundInHeap(canaries) })
                    authenticator.lock()
                    assertEquals(emptyList(), foundInHeap(canaries))
                }
            }
        }

    /** Everything that a shell does with a PIN and a seed. While the shell has both, the heap is searched, too. */
    private suspend fun Authenticator.work(
        pin: Canary,
        seed: Canary,
        search: () -> List<String>,
    ): List<String> {
        pin.lend { setUp(it) }
        val id = seed.lend { confirmOffer(offerManual("Example", "canary", it, totp()).id, asOffered()).id }
        code(id)
        pin.lend { exportKeyUri(id, it) }.use { secret ->
            val uri = checkNotNull(secret.read())
            val found = pin.lend { search() }
            uri.fill(0)
            return found
        }
    }

    private fun totp() = CodeParameters.Totp(Algorithm.SHA1, digits = 6u, period = 30u)

    /** Which canaries are in a dump of the heap, dead objects included. */
    @OptIn(ExperimentalPathApi::class)
    private fun foundInHeap(canaries: List<Canary>): List<String> {
        val folder = createTempDirectory("heap")
        val dump = folder.resolve("heap.hprof")
        try {
            val machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean::class.java)
            machine.dumpHeap(dump.toString(), false)
            assertTrue(dump.fileSize() > 1_000_000, "a heap is larger than this")
            return FileChannel.open(dump).use { file ->
                val heap = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size())
                canaries.filter { it.isIn(heap) }.map(Canary::name)
            }
        } finally {
            folder.deleteRecursively()
        }
    }
}

/** A secret that is kept only masked, so that nobody but its borrower has it in memory. */
private class Canary(
    val name: String,
    alphabet: String,
    length: Int,
) {
    private val mask = ByteArray(length).also(SecureRandom()::nextBytes)
    private val masked = ByteArray(length) { (alphabet.random().code xor mask[it].toInt()).toByte() }

    /** Lends it as bytes that are wiped afterwards. */
    inline fun <T> lend(use: (SecretBytes) -> T): T {
        val secret = ByteArray(masked.size) { at(it) }
        try {
            return use(secret)
        } finally {
            secret.fill(0)
        }
    }

    /** Whether some bytes hold it. */
    fun isIn(bytes: ByteBuffer): Boolean =
        (0..bytes.limit() - masked.size).any { start -> masked.indices.all { bytes[start + it] == at(it) } }

    private fun at(index: Int): Byte = (masked[index].toInt() xor mask[index].toInt()).toByte()
}
