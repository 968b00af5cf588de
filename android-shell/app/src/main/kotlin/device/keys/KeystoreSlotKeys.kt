// The keys that are mixed into the PIN's derivation: HMAC keys of the Keystore, so that every guess needs this phone.

package app.countersign.device.keys

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import app.countersign.client.AssuranceClass
import app.countersign.client.DeviceKeyId
import app.countersign.client.KeyUnavailable
import app.countersign.client.SlotKeys
import java.security.Key
import javax.crypto.KeyGenerator
import javax.crypto.Mac

/**
 * They ask for no unlocked phone: one of them opens what the core needs to poll, verify and reject before the PIN, also
 * while the screen is locked.
 */
internal class KeystoreSlotKeys : SlotKeys {
    private val keys = Keystore("slot")

    /** Found out with a key that guards nothing, made like the others. */
    private val hardware: Boolean by lazy {
        if (!keys.has(PROBE)) makeMacKey(keys.alias(PROBE))
        inHardware(keys.key(PROBE))
    }

    override fun assurance(): AssuranceClass = if (hardware) AssuranceClass.HARDWARE else AssuranceClass.KEYRING

    override fun create(id: DeviceKeyId) {
        if (keys.has(id)) return
        makeMacKey(keys.alias(id))
        // The class was told for all of them: a key that does not keep it must not exist.
        if (hardware && !inHardware(keys.key(id))) {
            keys.delete(id)
            throw KeyUnavailable()
        }
    }

    override fun delete(id: DeviceKeyId) = keys.delete(id)

    override fun prf(
        id: DeviceKeyId,
        input: ByteArray,
    ): ByteArray = macUnder(keys.key(id), input)
}

private const val PROBE = "probe"

internal fun makeMacKey(alias: String) {
    val specification =
        KeyGenParameterSpec
            .Builder(alias, KeyProperties.PURPOSE_SIGN)
            .setKeySize(256)
            .setDigests(KeyProperties.DIGEST_SHA256)
    makeGuarded(specification) {
        KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_HMAC_SHA256, PROVIDER).run {
            init(it)
            generateKey()
        }
    }
}

internal fun macUnder(
    key: Key,
    message: ByteArray,
): ByteArray =
    answered {
        Mac.getInstance(KeyProperties.KEY_ALGORITHM_HMAC_SHA256).run {
            init(key)
            doFinal(message)
        }
    }
