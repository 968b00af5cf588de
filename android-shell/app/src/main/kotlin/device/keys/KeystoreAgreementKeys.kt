// The keys that only receive: what a server seals to one of them is opened with the Keystore's help.

package app.countersign.device.keys

import android.os.Build
import android.security.keystore.KeyProperties
import androidx.annotation.RequiresApi
import app.countersign.client.AgreementKeys
import app.countersign.client.DeviceKeyId
import java.security.PrivateKey
import javax.crypto.KeyAgreement

/** The Keystore agrees on keys from Android 12 on; before that, the core keeps these keys sealed in the vault. */
@RequiresApi(Build.VERSION_CODES.S)
internal class KeystoreAgreementKeys : AgreementKeys {
    private val keys = Keystore("agreement")

    override fun create(id: DeviceKeyId): ByteArray {
        if (!keys.has(id)) makePair(p256(keys.alias(id), KeyProperties.PURPOSE_AGREE_KEY).forUnlockedPhone())
        return pointOf(keys.certificate(id).publicKey)
    }

    override fun delete(id: DeviceKeyId) = keys.delete(id)

    override fun agree(
        id: DeviceKeyId,
        point: ByteArray,
    ): ByteArray {
        val key = keys.key(id) as PrivateKey
        return answered {
            KeyAgreement.getInstance("ECDH", PROVIDER).run {
                init(key)
                doPhase(keyOf(point), true)
                generateSecret()
            }
        }
    }
}
