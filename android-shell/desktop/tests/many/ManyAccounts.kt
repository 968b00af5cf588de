// A phone with many accounts, whose calls of the list are counted and timed on their way to the core.

package many

import app.countersign.client.AccountFilter
import app.countersign.client.AccountId
import app.countersign.client.AccountRow
import app.countersign.client.Authenticator
import app.countersign.client.CodeView
import app.countersign.client.Confirmation
import app.countersign.client.RequestsView
import app.countersign.client.Settings
import app.countersign.client.licenseVersion
import app.countersign.core.NoHandle
import kotlinx.coroutines.runBlocking
import support.TestPhone

const val PIN = "493817"

/** What the list asks of the core; every other call is a mistake of the test. */
class CountingCore(
    private val app: Authenticator,
) : Authenticator(NoHandle) {
    /** The accounts whose secrets were opened for a code. */
    val opened = mutableListOf<AccountId>()

    /** Nanoseconds spent in calls since it was last set to zero. */
    var nanoseconds = 0L

    override fun accounts(filter: AccountFilter): List<AccountRow> = timed { app.accounts(filter) }

    override fun tags(): List<String> = timed { app.tags() }

    override fun settings(): Settings = timed { app.settings() }

    override fun requests(): RequestsView = timed { app.requests() }

    override fun code(id: AccountId): CodeView {
        opened += id
        return timed { app.code(id) }
    }

    private inline fun <T> timed(call: () -> T): T {
        val begin = System.nanoTime()
        return call().also { nanoseconds += System.nanoTime() - begin }
    }
}

/** Sets a phone up and fills it; the accounts are called `person 1`, `person 2`, … */
fun filled(
    phone: TestPhone,
    accounts: Int,
): Authenticator {
    val app = phone.openCore()
    runBlocking {
        app.acceptLicense(licenseVersion())
        app.choosePin(PIN.encodeToByteArray())
        app.confirmPin(PIN.encodeToByteArray())
        app.chooseNotifications(false)
    }
    (1..accounts).forEach { number ->
        // Different secrets: the digits of the number in Base32's letters.
        val secret = "MFRGGZDFMZTWQ2LK" + "%08d".format(number).map { 'A' + it.digitToInt() }.joinToString("")
        val offer = app.readText("otpauth://totp/Example:person%20$number?secret=$secret&issuer=Example").offers.single()
        app.confirmOffer(offer.id, Confirmation())
    }
    return app
}
