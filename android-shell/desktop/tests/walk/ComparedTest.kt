// Login pages that show a code to scan, or ask for the one that the phone shows.

package walk

import kotlin.test.Test
import kotlin.test.assertEquals

class ComparedTest {
    @Test
    fun `the code of the login page is scanned, and that of another page is not taken`() =
        walk {
            setUp()
            enroll()
            val login = portal.login("scan")
            phone.tick()
            see(texts.requestsLogin)
            look()
            touch(texts.requestsAccept)
            see(texts.requestsScan)
            phone.see("WIFI:S:guests;T:WPA;P:welcome;;")
            see(texts.requestsPin)
            pin(PIN, texts.requestsAccept)
            see(texts.decisionNotALoginCode)
            touch(texts.commonBack)
            look()
            touch(texts.requestsAccept)
            see(texts.requestsScan)
            phone.see(login.comparison)
            see(texts.requestsPin)
            pin(PIN, texts.requestsAccept)
            see(texts.requestsAcceptedTitle)
            assertEquals("approved", portal.state(login))
        }

    @Test
    fun `the phone shows a code, and the login page takes it`() =
        walk {
            setUp()
            enroll()
            val login = portal.login("show")
            phone.tick()
            see(texts.requestsLogin)
            look()
            touch(texts.requestsAccept)
            see(texts.requestsShow)
            pin(PIN, texts.requestsAccept)
            see(texts.requestsCodeTitle)
            val code = read(Regex("""\d{6}"""))
            assertEquals("approved", portal.enter(login, code))
        }
}
