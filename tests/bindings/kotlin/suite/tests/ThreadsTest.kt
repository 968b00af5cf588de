// One authenticator, two threads.

import app.countersign.core.Authenticator
import app.countersign.core.CodeView
import driver.asOffered
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.util.concurrent.Callable
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import kotlin.test.assertEquals

class ThreadsTest {
    @Test
    fun `two threads ask at once, and both get their own answers`() =
        runBlocking {
            withOpenVault { app ->
                val ids = listOf("GEZDGNBVGY3TQOJQ", "MFRGGZDFMZTWQ2LK").map { app.add(it) }
                val expected = ids.map { app.code(it).code }
                val barrier = CyclicBarrier(ids.size)
                val asking = ids.map { id -> Callable { barrier.await().let { List(CALLS) { app.code(id) } } } }
                val answers = Executors.newFixedThreadPool(ids.size).invokeAndEnd(asking)
                assertEquals(ids.map { setOf(it) }, answers.map { it.map(CodeView::id).toSet() })
                assertEquals(expected.map { setOf(it) }, answers.map { it.map(CodeView::code).toSet() })
            }
        }

    private fun Authenticator.add(secret: String): String {
        val offer = readText("otpauth://totp/Example:$secret?secret=$secret&issuer=Example").offers.single()
        return confirmOffer(offer.id, asOffered()).id
    }

    private fun <T> ExecutorService.invokeAndEnd(tasks: List<Callable<T>>): List<T> =
        try {
            invokeAll(tasks).map { it.get() }
        } finally {
            shutdown()
        }

    private companion object {
        const val CALLS = 1_000
    }
}
