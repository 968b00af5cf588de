// Device keys of a shell: they conform to the core's suites, and what they throw arrives as a typed error.

import app.countersign.core.Authenticator
import app.countersign.core.DeviceKeyException
import app.countersign.core.DeviceKeyId
import app.countersign.core.DevicePorts
import app.countersign.core.StorageException
import app.countersign.core.UnlockException
import app.countersign.core.Unusable
import app.countersign.core.checkDevicePorts
import device.SoftwareAnchor
import device.SoftwareDevice
import device.SoftwareSlotKeys
import device.softwareDevice
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull

class DeviceKeysTest {
    @Test
    fun `the driver's own keys conform`() {
        val failures = checkDevicePorts(SoftwareDevice().ports()).associate { it.port to it.failure }
        val ports = listOf("SlotKeys", "Anchor", "SigningKeys", "KeyAttestation", "AgreementKeys", "BiometricKey")
        val conform = ports.associateWith { null }
        assertEquals<Map<String, String?>>(conform, failures)
    }

    @Test
    fun `an anchor that forgets does not`() {
        val forgetful =
            object : SoftwareAnchor() {
                override fun load(): ByteArray? = null
            }
        val reports = checkDevicePorts(softwareDevice().copy(anchor = forgetful))
        assertNotNull(reports.single { it.port == "Anchor" }.failure)
    }

    @Test
    fun `a declared exception is the answer`() =
        withKeysThatThrow(DeviceKeyException.Missing()) { app ->
            val refusal = assertFailsWith<UnlockException.NotUsable> { app.unlock(PIN) }
            assertEquals(Unusable.DEVICE_KEY_MISSING, refusal.reason)
        }

    @Test
    fun `an undeclared one is a device that failed, and its text stays outside`() =
        withKeysThatThrow(IllegalStateException("the text of a defect")) { app ->
            val refusal = assertFailsWith<UnlockException.Storage> { app.unlock(PIN) }
            assertIs<StorageException.Failed>(refusal.error)
            assertFalse("defect" in refusal.stackTraceToString())
        }

    /** Runs a test on a locked vault whose device throws. Opened anew it is as it was: nothing was harmed. */
    private fun withKeysThatThrow(
        thrown: Exception,
        test: suspend (Authenticator) -> Unit,
    ) = runBlocking {
        val keys = KeysThatThrow(thrown)
        TestApp(DevicePorts(keys, SoftwareAnchor())).use { app ->
            app.open().use {
                it.setUp()
                it.lock()
                keys.broken = true
                test(it)
                keys.broken = false
            }
            app.open().use { it.unlock(PIN) }
        }
        Unit
    }
}

private class KeysThatThrow(
    private val thrown: Exception,
) : SoftwareSlotKeys() {
    @Volatile
    var broken = false

    override fun prf(
        id: DeviceKeyId,
        input: ByteArray,
    ): ByteArray {
        if (broken) throw thrown
        return super.prf(id, input)
    }
}
