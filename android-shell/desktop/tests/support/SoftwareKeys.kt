// Device keys in memory. On a phone each of these is a key of its Keystore.

package support

import app.countersign.core.Anchor
import app.countersign.core.AssuranceClass
import app.countersign.core.BiometricKey
import app.countersign.core.DeviceKeyException
import app.countersign.core.DeviceKeyId
import app.countersign.core.DevicePorts
import app.countersign.core.SlotKeys
import java.security.SecureRandom
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.Mac
import javax.crypto.SecretKey
import javax.crypto.spec.SecretKeySpec

/** A phone with keys of its own, and a finger that its owner lays on it whenever it asks. */
fun softwareKeys() =
    DevicePorts(slotKeys = SoftwareSlotKeys(), anchor = SoftwareAnchor(), biometricKey = SoftwareBiometricKey())

private class SoftwareSlotKeys : SlotKeys {
    private val keys = ConcurrentHashMap<DeviceKeyId, SecretKey>()

    override fun assurance() = AssuranceClass.HARDWARE

    override fun create(id: DeviceKeyId) {
        keys.computeIfAbsent(id) { macKey() }
    }

    override fun delete(id: DeviceKeyId) {
        keys.remove(id)
    }

    override fun prf(
        id: DeviceKeyId,
        input: ByteArray,
    ): ByteArray = mac(keys[id] ?: throw DeviceKeyException.Missing(), input)
}

/** Keeps what is sealed where it is, and gives it back for its seal. */
private class SoftwareBiometricKey : BiometricKey {
    private val kept = ConcurrentHashMap<DeviceKeyId, ByteArray>()

    override fun seal(
        id: DeviceKeyId,
        secret: ByteArray,
    ): ByteArray {
        kept[id] = secret.copyOf()
        return ByteArray(SEAL)
    }

    override fun release(
        id: DeviceKeyId,
        sealed: ByteArray,
    ): ByteArray = kept[id]?.copyOf() ?: throw DeviceKeyException.Missing()

    override fun delete(id: DeviceKeyId) {
        kept.remove(id)
    }

    private companion object {
        const val SEAL = 32
    }
}

private class SoftwareAnchor : Anchor {
    private val key = macKey()

    @Volatile
    private var record: ByteArray? = null

    override fun load(): ByteArray? = record

    override fun store(record: ByteArray) {
        this.record = record
    }

    override fun mac(message: ByteArray): ByteArray = mac(key, message)
}

private fun macKey(): SecretKey = SecretKeySpec(ByteArray(32).also(SecureRandom()::nextBytes), "HmacSHA256")

private fun mac(
    key: SecretKey,
    message: ByteArray,
): ByteArray =
    Mac.getInstance("HmacSHA256").run {
        init(key)
        doFinal(message)
    }
