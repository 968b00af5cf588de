// Without network: servers that are not reachable, codes that need none, and an app that is ended while it waits for an answer.

package walk

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class OfflineTest {
    @Test
    fun `a server that is not reachable is said, and the codes go on`() =
        walk {
            setUp()
            enroll()
            phone.tick()
            see(texts.reachReachable)
            assertTrue(portal.acceptsOffline(offlineCode()))
            touch(texts.commonBack)

            portal.end()
            advanceAlone()
            see(texts.reachUnreachable)
            assertEquals(CODE_LENGTH, offlineCode().length)
            touch(texts.commonBack)
            menu(texts.requestsTitle)
            see(texts.requestsUnreachable("127.0.0.1", "").substringBefore(" is"))
            touch(texts.requestsAsk)
            see(texts.requestsNoneTitle)
        }

    @Test
    fun `an answer that cannot be delivered is kept, and said to be`() =
        walk {
            setUp()
            enroll()
            portal.login("none")
            phone.tick()
            see(texts.requestsLowAssurance)
            look()
            portal.end()
            touch(texts.requestsReject)
            touch(texts.requestsRejectNotMe)
            see(texts.outcomeNotDelivered)
        }

    @Test
    fun `an app that is ended in the middle of an enrollment goes on with it`() =
        walk {
            setUp()
            val link = portal.link()
            scan(link)
            answer(texts.addPrivateNetwork)
            portal.pause()
            touch(texts.addConfirm)
            see(texts.addAskingServer)
            restart()
            portal.goOn()
            see(texts.unlockWithPin)
            pin(PIN, texts.unlockOpen)
            see(texts.listEmptyTitle)

            scan(link)
            see(texts.addBegun)
            answer(texts.addPrivateNetwork)
            touch(texts.addConfirm)
            see(texts.listTitle)
            see(PERSON)
            phone.tick()
            see(texts.reachReachable)
        }

    /** From the list to the account's page, and what that shows for a login without network. */
    private fun Walk.offlineCode(): String {
        touch(PERSON)
        touch(texts.accountOfflineShow)
        return read(Regex("""Code (\d \d \d, \d \d \d), .*""")).filter(Char::isDigit)
    }

    /** Until the next poll; nobody is there whose clock could go along. */
    private fun Walk.advanceAlone() = repeat(3) { phone.advance(20) }

    private companion object {
        const val PERSON = "person.0"
        const val CODE_LENGTH = 6
    }
}
