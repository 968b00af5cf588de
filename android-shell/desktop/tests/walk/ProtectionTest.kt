// What opens the app: settings that a server holds, biometrics, and the recovery code.

package walk

import kotlin.test.Test
import kotlin.test.assertEquals

class ProtectionTest {
    @Test
    fun `a server's policy holds the PIN and biometrics, and says so before anything is tried`() =
        walk("""{ "minimum_pin_length": 6, "require_biometrics": true }""") {
            setUp()
            scan(portal.link())
            see(texts.addOfferTitle)
            see(texts.obstacleBiometricsNeeded)
            touch(texts.addDismiss)
            menu(texts.settingsTitle)
            dontSee(texts.settingsBiometricsHeld)
            touch(texts.settingsBiometrics)
            see(texts.settingsBiometricsAdd)
            pin(PIN, texts.commonNext)
            see(texts.settingsBiometricsAdded)
            touch(texts.commonBack)
            enroll()

            menu(texts.settingsTitle)
            see(texts.settingsPinHeld("6"))
            see(texts.settingsBiometricsHeld)
            see("127.0.0.1")
            assertEquals(false, enabled(texts.settingsBiometrics))
            touch(texts.settingsChangePin)
            pin(PIN, texts.commonNext)
            see(texts.setupPinRules("6"))
            pin("5829", texts.commonNext)
            pin("5829", texts.commonNext)
            see(texts.pinTooShort("6"))
        }

    @Test
    fun `biometrics open the app, accept a request, and are turned off again`() =
        walk {
            setUp()
            menu(texts.settingsTitle)
            touch(texts.settingsBiometrics)
            pin("111222", texts.commonNext)
            see(texts.padWrong(9))
            touch(texts.settingsBiometrics)
            pin(PIN, texts.commonNext)
            see(texts.settingsBiometricsAdded)
            touch(texts.commonBack)
            enroll()
            touch(texts.listLock)
            touch(texts.unlockBiometrics)
            see(texts.listTitle)

            val login = portal.login("none")
            phone.tick()
            see(texts.requestsLogin)
            look()
            touch(texts.requestsAccept)
            touch(texts.unlockBiometrics)
            see(texts.requestsAcceptedTitle)
            assertEquals("approved", portal.state(login))
            touch(texts.commonDone)
            touch(texts.commonBack)

            menu(texts.settingsTitle)
            touch(texts.settingsBiometrics)
            see(texts.settingsBiometricsRemove)
            pin(PIN, texts.commonNext)
            see(texts.settingsBiometricsRemoved)
            touch(texts.commonBack)
            touch(texts.listLock)
            see(texts.unlockWithPin)
            dontSee(texts.unlockBiometrics)
        }

    @Test
    fun `a recovery code is shown once, and opens the app for a new PIN`() =
        walk {
            setUp()
            menu(texts.settingsTitle)
            touch(texts.settingsRecovery)
            touch(texts.recoveryMake)
            pin("111222", texts.commonNext)
            see(texts.padWrong(9))
            pin(PIN, texts.commonNext)
            see(texts.recoveryOnce)
            val code = read(Regex("""(?:[0-9A-Z] ){3}[0-9A-Z](?:, (?:[0-9A-Z] ){3}[0-9A-Z]){6}"""))
            touch(texts.recoveryNoted)
            see(texts.recoveryExists)
            dontSee(code)
            touch(texts.commonBack)
            touch(texts.commonBack)
            touch(texts.listLock)

            touch(texts.unlockRecovery)
            write(texts.padPassphrase, code.replace(", ", "-").replace(" ", ""))
            touch(texts.unlockOpen)
            see(texts.unlockNewPinTitle)
            pin(NEW_PIN, texts.commonNext)
            see(texts.setupConfirmTitle)
            pin(NEW_PIN, texts.commonNext)
            see(texts.listEmptyTitle)
            touch(texts.listLock)
            unlock(NEW_PIN)
        }

    private companion object {
        const val NEW_PIN = "582947"
    }
}
