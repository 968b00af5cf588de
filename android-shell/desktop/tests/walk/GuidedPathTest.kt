// The guided path on the real screens, with the real library and a live portal.

package walk

import java.time.Instant
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class GuidedPathTest {
    @Test
    fun `the first launch refuses weak PINs and two that differ`() =
        walk {
            see(texts.setupLicenseTitle)
            touch(texts.setupLicenseAgree)
            see(texts.setupPinTitle)
            pin("123456", texts.commonNext)
            see(texts.pinTooCommon)
            pin("493", texts.commonNext)
            see(texts.pinTooShort("4"))
            pin(PIN, texts.commonNext)
            see(texts.setupConfirmTitle)
            pin("493818", texts.commonNext)
            see(texts.setupPinsDiffer)
            see(texts.setupPinTitle)
            pin(PIN, texts.commonNext)
            see(texts.setupConfirmTitle)
            pin(PIN, texts.commonNext)
            see(texts.setupNotificationsTitle)
            touch(texts.setupNotificationsAllow)
            see(texts.listEmptyTitle)
            assertTrue(phone.askedForNotifications)
        }

    @Test
    fun `both authenticators come into the list, and codes are right`() =
        walk {
            setUp()
            touch(texts.listEmptyScan)
            see(texts.addAim)
            phone.see("WIFI:S:guests;T:WPA;P:welcome;;")
            see(texts.foreignWifi)
            phone.see(portal.link())
            see(texts.addOfferTitle)
            see(texts.addOfferExplainedPush)
            answer(texts.addPrivateNetwork)
            write(texts.addInformation, "c12345.web")
            touch(texts.addConfirm)
            see(texts.listTitle)
            see("c12345.web")
            phone.tick()
            see(texts.reachReachable)

            touch(texts.listAdd)
            phone.see("otpauth://totp/Example:anna?secret=$SECRET&issuer=Example")
            see(texts.addOfferTitle)
            touch(texts.addConfirm)
            see("anna")
            see(texts.reachNotNeeded)
            see(texts.reachReachable)

            val code = totp(Instant.ofEpochSecond(1_800_000_000))
            // Digit by digit, with a pause in the middle, and the seconds left.
            val digits = code.chunked(3).joinToString(", ") { it.toList().joinToString(" ") }
            val spoken = texts.listCodeSpoken(digits, texts.timeSeconds(30))
            touch(spoken)
            assertEquals(code, phone.copied)
            see(texts.commonCopied)
        }

    @Test
    fun `a request with a wrong number is over, and one with the right number is accepted`() =
        walk {
            setUp()
            enroll()

            val first = portal.login("enter")
            phone.tick()
            see(texts.requestsLogin)
            see("203.0.113.7")
            see("Webmail")
            look()
            touch(texts.requestsAccept)
            see(texts.requestsEnter(first.comparison.length))
            type(other(first.comparison))
            touch(texts.commonNext)
            see(texts.requestsPin)
            pin(PIN, texts.requestsAccept)
            see(texts.outcomeWrongNumber)
            assertEquals("denied", portal.state(first))
            touch(texts.commonDone)

            val second = portal.login("enter")
            touch(texts.requestsAsk)
            see(texts.requestsLogin)
            look()
            touch(texts.requestsAccept)
            type(second.comparison)
            touch(texts.commonNext)
            see(texts.requestsPin)
            pin("111222", texts.requestsAccept)
            see(texts.padWrong(9))
            pin(PIN, texts.requestsAccept)
            see(texts.requestsAcceptedTitle)
            assertEquals("approved", portal.state(second))
        }

    @Test
    fun `a request is rejected and reported`() =
        walk {
            setUp()
            enroll()
            val login = portal.login("none")
            phone.tick()
            see(texts.requestsLowAssurance)
            look()
            touch(texts.requestsReject)
            see(texts.requestsRejectTitle)
            touch(texts.requestsRejectNotMe)
            see(texts.requestsRejectedTitle)
            assertEquals("denied", portal.state(login))
            touch(texts.commonDone)
            touch(texts.commonBack)
            touch(texts.listMenu)
            touch(texts.historyTitle)
            touch(texts.historyReport)
            see(texts.historyReportTitle)
            touch(texts.historyReport)
        }

    @Test
    fun `a request that nobody answers is over`() =
        walk {
            setUp()
            enroll()
            portal.login("enter")
            phone.tick()
            see(texts.requestsLogin)
            advance(130)
            see(texts.requestsOver)
        }
}

private const val SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

/** RFC 6238 for the key of its own examples, `12345678901234567890`. */
private fun totp(time: Instant): String {
    val counter = ByteArray(8) { place -> (time.epochSecond / 30 shr (8 * (7 - place))).toByte() }
    val mac =
        Mac.getInstance("HmacSHA1").apply {
            init(SecretKeySpec("12345678901234567890".encodeToByteArray(), "HmacSHA1"))
        }
    val hash = mac.doFinal(counter)
    val offset = hash.last().toInt() and 15
    val number =
        (0..3).fold(0) { sum, place -> (sum shl 8) or (hash[offset + place].toInt() and 255) } and Int.MAX_VALUE
    return "%06d".format(number % 1_000_000)
}

/** Another number of the same length. */
private fun other(number: String): String = number.dropLast(1) + if (number.last() == '7') '8' else '7'
