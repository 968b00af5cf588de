// Who listens: told on other threads, and without power.

import app.countersign.core.Change
import app.countersign.core.ChangeListener
import app.countersign.core.Stage
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue

class ObserverTest {
    @Test
    fun `an async call tells on a thread of the library`() =
        runBlocking {
            withOpenVault { app ->
                val threads = CopyOnWriteArrayList<Thread>()
                app.lock()
                app.observe(listener { threads += Thread.currentThread() })
                app.unlock(PIN)
                assertTrue(threads.isNotEmpty())
                assertTrue(Thread.currentThread() !in threads)
            }
        }

    @Test
    fun `a listener that throws does no harm`() =
        runBlocking {
            withOpenVault { app ->
                val told = AtomicInteger()
                app.observe(
                    listener {
                        told.incrementAndGet()
                        error("a defect of who listens")
                    },
                )
                app.lock()
                app.unlock(PIN)
                assertIs<Stage.Unlocked>(app.stage())
                assertTrue(told.get() >= 2)
            }
        }

    @Test
    fun `who stopped listening is told nothing more`() =
        runBlocking {
            withOpenVault { app ->
                val told = CopyOnWriteArrayList<Change>()
                app.observe(listener(told::add))
                app.stopObserving()
                app.lock()
                assertEquals(emptyList(), told)
            }
        }
}

private fun listener(tell: (Change) -> Unit) =
    object : ChangeListener {
        override fun changed(change: Change) = tell(change)
    }
