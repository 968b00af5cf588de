// The locked app on the real screens: wrong PINs to the delay and to the end, and an app that the system ends.

package walk

import kotlin.test.Test

class LockTest {
    @Test
    fun `the app locks, counts wrong PINs, makes wait, and opens again`() =
        walk {
            setUp()
            touch(texts.listLock)
            see(texts.unlockWithPin)
            pin("111222", texts.unlockOpen)
            see(texts.padWrong(9))
            wrongUntilDelay()
            see(texts.unlockWhyWait)
            advance(HOURS)
            see(texts.unlockWithPin)
            pin(PIN, texts.unlockOpen)
            see(texts.listEmptyTitle)
        }

    @Test
    fun `a PIN that is half typed stays while the seconds pass`() =
        walk {
            second()
            touch(texts.setupLicenseAgree)
            see(texts.setupPinTitle)
            interrupted()
            touch(texts.commonNext)
            see(texts.setupConfirmTitle)
            interrupted()
            touch(texts.commonNext)
            touch(texts.setupNotificationsAllow)
            see(texts.listEmptyTitle)
            second()
            touch(texts.listLock)
            see(texts.unlockWithPin)
            interrupted()
            touch(texts.unlockOpen)
            see(texts.listEmptyTitle)
        }

    /** Types the PIN, with a second in the middle of it. */
    private fun Walk.interrupted() {
        type(PIN.take(4))
        second()
        type(PIN.drop(4))
    }

    @Test
    fun `ten wrong PINs erase everything, and the app begins anew`() =
        walk {
            setUp()
            touch(texts.listLock)
            repeat(10) {
                see(texts.unlockWithPin)
                pin("111222", texts.unlockOpen)
                see(if (it < 9) texts.padWrong(9 - it) else texts.unlockErasedTitle)
                advance(HOURS)
            }
            touch(texts.unlockStartOver)
            see(texts.setupPinTitle)
        }

    @Test
    fun `an app that is ended in the middle of the setup goes on where it can`() =
        walk {
            touch(texts.setupLicenseAgree)
            see(texts.setupPinTitle)
            pin(PIN, texts.commonNext)
            see(texts.setupConfirmTitle)
            restart()
            // A PIN that was typed once is kept nowhere.
            see(texts.setupPinTitle)
            pin(PIN, texts.commonNext)
            see(texts.setupConfirmTitle)
            pin(PIN, texts.commonNext)
            see(texts.setupNotificationsTitle)
            restart()
            see(texts.unlockWithPin)
            pin(PIN, texts.unlockOpen)
            see(texts.setupNotificationsTitle)
            touch(texts.setupNotificationsNotNow)
            see(texts.listEmptyTitle)
        }

    private fun Walk.wrongUntilDelay() {
        var attempts = 8
        while (!seen(texts.unlockWhyWait)) {
            pin("111222", texts.unlockOpen)
            see(texts.padWrong(attempts--))
        }
    }

    private companion object {
        /** Longer than the longest delay. */
        const val HOURS = 90_000L
    }
}
