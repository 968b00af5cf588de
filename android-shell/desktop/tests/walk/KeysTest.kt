// The devices of an account as its server lists them, and new keys for this phone.

package walk

import kotlin.test.Test
import kotlin.test.assertEquals

class KeysTest {
    @Test
    fun `keys are replaced for the PIN, and the new ones answer`() =
        walk {
            setUp()
            enroll()
            touch("person.0")
            touch(texts.devicesTitle)
            see("Test phone")
            see(texts.devicesThis)
            touch(texts.devicesReplace)
            see(texts.devicesPin)
            pin("111222", texts.devicesReplace)
            see(texts.padWrong(9))
            pin(PIN, texts.devicesReplace)
            see(texts.devicesReplaced)
            dontSee(texts.devicesPending)
            touch(texts.devicesAsk)
            see("Test phone")
            touch(texts.commonBack)
            touch(texts.commonBack)

            val login = portal.login("none")
            phone.tick()
            see(texts.requestsLogin)
            look()
            touch(texts.requestsAccept)
            see(texts.requestsPin)
            pin(PIN, texts.requestsAccept)
            see(texts.requestsAcceptedTitle)
            assertEquals("approved", portal.state(login))
            touch(texts.commonDone)
            touch(texts.commonBack)
            menu(texts.historyTitle)
            see(texts.eventKeysReplaced.replaceFirstChar(Char::uppercase))
        }

    @Test
    fun `a server that does not answer is said, and nothing is replaced`() =
        walk {
            setUp()
            enroll()
            portal.end()
            touch("person.0")
            touch(texts.devicesTitle)
            see(texts.serverUnreachable)
            touch(texts.devicesReplace)
            pin(PIN, texts.devicesReplace)
            see(texts.serverUnreachable)
            touch(texts.commonBack)
            see(texts.devicesPending)
        }
}
