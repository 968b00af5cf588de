// Objects that come and go leave nothing behind: the process, not only its heap, stays as large as it was.

import app.countersign.core.Authenticator
import app.countersign.core.Cancellation
import app.countersign.core.Stage
import app.countersign.core.TestClock
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.io.File
import kotlin.test.assertTrue

class MemoryTest {
    @Test
    fun `ten thousand authenticators leave nothing behind`() =
        TestApp().use { app ->
            runBlocking { app.open().use { it.setUp() } }
            val growth = growth { app.open().use { check(it.stage() is Stage.Locked) } }
            println("counted: resident memory grew by $growth KiB over $CYCLES authenticators")
            assertTrue(growth < ALLOWED, "grew by $growth KiB")
        }

    @Test
    fun `nor do ten thousand small objects`() {
        val growth =
            growth {
                Cancellation().use { it.cancel() }
                TestClock(BEGINNING).close()
            }
        println("counted: resident memory grew by $growth KiB over $CYCLES small objects")
        assertTrue(growth < ALLOWED, "grew by $growth KiB")
    }

    @Test
    fun `a few that stay are seen`() {
        val kept = ArrayList<AutoCloseable>(2 * CYCLES * KEPT)
        val growth = growth { repeat(KEPT) { kept += if (it % 2 == 0) Cancellation() else TestClock(BEGINNING) } }
        kept.forEach(AutoCloseable::close)
        println("counted: resident memory grew by $growth KiB where $KEPT small objects a cycle were kept")
        assertTrue(growth >= ALLOWED, "grew by $growth KiB only")
    }

    /** How much the process grows, in KiB, over ten thousand cycles after a warm-up of as many. */
    private fun growth(cycle: () -> Unit): Long {
        repeat(CYCLES, { cycle() })
        val before = residentAfterCollection()
        repeat(CYCLES, { cycle() })
        return residentAfterCollection() - before
    }

    /** Resident memory in KiB, once what nobody refers to is gone. */
    private fun residentAfterCollection(): Long {
        System.gc()
        val line = File("/proc/self/status").readLines().single { it.startsWith("VmRSS:") }
        return line.filter(Char::isDigit).toLong()
    }

    private companion object {
        const val CYCLES = 10_000

        /** A thousand bytes a cycle: less can hide in what the JVM's compiler gives back meanwhile. */
        const val KEPT = 20

        /** KiB: 52 bytes for each cycle would be more. */
        const val ALLOWED = 512
    }
}
