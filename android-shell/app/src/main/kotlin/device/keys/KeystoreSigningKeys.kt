// The keys with which push accounts prove this phone and sign approvals: one pair of P-256 for each id. The phone's maker
// vouches for those that a server asks about (Android's key attestation).

package app.countersign.device.keys

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import app.countersign.client.DeviceKeyId
import app.countersign.client.KeyAttestation
import app.countersign.client.KeyMissing
import app.countersign.client.SigningKeyUse
import app.countersign.client.SigningKeys
import java.security.PrivateKey
import java.security.Signature

internal class KeystoreSigningKeys :
    SigningKeys,
    KeyAttestation {
    private val keys = Keystore("signing")

    override fun create(
        id: DeviceKeyId,
        purpose: SigningKeyUse,
    ): ByteArray = made(id, purpose, null)

    override fun createAttested(
        id: DeviceKeyId,
        purpose: SigningKeyUse,
        challenge: ByteArray,
    ): ByteArray = made(id, purpose, challenge)

    /** Without a challenge the Keystore asks nobody, and signs the key's certificate with the key itself. */
    private fun made(
        id: DeviceKeyId,
        purpose: SigningKeyUse,
        challenge: ByteArray?,
    ): ByteArray {
        if (!keys.has(id)) {
            val specification =
                p256(keys.alias(id), KeyProperties.PURPOSE_SIGN)
                    .setDigests(KeyProperties.DIGEST_SHA256)
                    .setAttestationChallenge(challenge)
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

    override fun certificates(id: DeviceKeyId): List<ByteArray> {
        val chain = keys.certificates(id)
        if (chain.size < 2) throw KeyMissing()
        return answered { chain.map { it.encoded } }
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
