// Calls that wait for a server, given up in mid-flight.

import app.countersign.core.AccountId
import app.countersign.core.AccountRow
import app.countersign.core.Authenticator
import app.countersign.core.Cancellation
import app.countersign.core.EnrollmentProgress
import app.countersign.core.EnrollmentStep
import app.countersign.core.OnlineEnrollment
import app.countersign.core.OnlineEnrollmentException
import app.countersign.core.PollView
import app.countersign.core.PushCallException
import app.countersign.core.PushChannel
import app.countersign.core.longPoll
import driver.asOffered
import driver.everything
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.time.Duration
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs

class CancellationTest {
    @Test
    fun `an enrollment is given up while its server is asked`() =
        runBlocking {
            DrivenPortal().use { portal ->
                withOpenVault { app ->
                    val handle = Cancellation()
                    val failure =
                        assertFailsWith<OnlineEnrollmentException.Call> {
                            app.enroll(portal.invitation(), handle) { step ->
                                if (step == EnrollmentStep.ASKING_SERVER) handle.cancel()
                            }
                        }
                    assertIs<PushCallException.Cancelled>(failure.error)
                    assertEquals(emptyList(), app.accounts(everything()))
                }
            }
        }

    @Test
    fun `a poll that waits ends with its handle`() =
        withPushAccount { app, account ->
            val handle = Cancellation()
            val poll = pollInFlight(app, account, handle)
            handle.cancel()
            assertIs<PushCallException.Cancelled>(poll.await().exceptionOrNull())
        }

    @Test
    fun `a poll ends with its coroutine`() =
        withPushAccount { app, account ->
            val handle = Cancellation()
            pollInFlight(app, account, handle).cancelAndJoin()
            while (app.isPolling(account)) delay(10)
        }

    @Test
    fun `a handle that was used before refuses at once`() =
        withPushAccount { app, account ->
            val handle = Cancellation().apply { cancel() }
            assertFailsWith<PushCallException.Cancelled> { app.poll(account, longPoll(), handle) }
        }
}

private fun withPushAccount(test: suspend CoroutineScope.(Authenticator, AccountId) -> Unit) =
    runBlocking {
        DrivenPortal().use { portal ->
            withOpenVault { app ->
                val account = app.enroll(portal.invitation(), Cancellation())
                test(app, account.id)
            }
        }
    }

private suspend fun Authenticator.enroll(
    invitation: String,
    handle: Cancellation,
    reached: (EnrollmentStep) -> Unit = {},
): AccountRow {
    val offer = readText(invitation).offers.single()
    val enrollment =
        OnlineEnrollment(
            confirmation = asOffered(),
            deviceName = "Test",
            app = "test 1",
            channel = PushChannel.Nowhere,
            privateNetwork = true,
        )
    val progress =
        object : EnrollmentProgress {
            override fun reached(step: EnrollmentStep) = reached(step)
        }
    return enrollOnline(offer.id, enrollment, progress, handle)
}

/** A poll that waits at its server. Only one runs for an account: a second one is refused for as long as the first waits. */
private suspend fun CoroutineScope.pollInFlight(
    app: Authenticator,
    account: AccountId,
    handle: Cancellation,
): Deferred<Result<PollView>> {
    while (true) {
        val poll =
            async(start = CoroutineStart.UNDISPATCHED) { runCatching { app.poll(account, longPoll(), handle) } }
        while (poll.isActive) {
            if (app.isPolling(account)) return poll
        }
        // The second one was first.
        assertIs<PushCallException.Running>(poll.await().exceptionOrNull())
    }
}

private suspend fun Authenticator.isPolling(account: AccountId): Boolean =
    try {
        Cancellation().use { poll(account, Duration.ZERO, it) }
        false
    } catch (_: PushCallException.Running) {
        true
    }
