// The keys with which push accounts prove this phone and sign approvals: one pair of P-256 for each id.

package app.countersign.device.keys

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import app.countersign.client.DeviceKeyId
import app.countersign.client.SigningKeyUse
import app.countersign.client.SigningKeys
import java.security.PrivateKey
import java.security.Signature

internal class KeystoreSigningKeys : SigningKeys {
    private val keys = Keystore("signing")

    override fun create(
        id: DeviceKeyId,
        purpose: SigningKeyUse,
    ): ByteArray {
        if (!keys.has(id)) {
            val specification =
                p256(keys.alias(id), KeyProperties.PURPOSE_SIGN).setDigests(KeyProperties.DIGEST_SHA256)
            makePair(
                when (purpose) {
                    // Polls and rejects while the phone is locked, too.
                    SigningKeyUse.DEVICE -> specification

                    SigningKeyUse.USER -> specification.forUnlockedPhone()
                },
            )
        }
        return pointOf(keys.certificate(id).publicKey)
    }

    override fun delete(id: DeviceKeyId) = keys.delete(id)

    override fun sign(
        id: DeviceKeyId,
        message: ByteArray,
    ): ByteArray {
        val key = keys.key(id) as PrivateKey
        return answered {
            val signature =
                Signature.getInstance("SHA256withECDSA").run {
                    initSign(key)
                    update(message)
                    sign()
                }
            rawSignature(signature)
        }
    }
}
