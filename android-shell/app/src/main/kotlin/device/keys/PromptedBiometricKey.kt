// The key behind a biometric prompt: an AES key of the Keystore that works once for each prompt, and for no boolean.

package app.countersign.device.keys

import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import app.countersign.client.BiometricKey
import app.countersign.client.DeviceKeyId
import app.countersign.client.KeyUnavailable
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.spec.GCMParameterSpec

/** `prompt` shows the phone's prompt for this cipher, and gives it back when the user was recognised. */
internal class PromptedBiometricKey(
    private val prompt: (Cipher) -> Cipher,
) : BiometricKey {
    private val keys = Keystore("biometric")

    override fun seal(
        id: DeviceKeyId,
        secret: ByteArray,
    ): ByteArray =
        try {
            if (!keys.has(id)) make(id)
            val cipher = cipher { init(Cipher.ENCRYPT_MODE, keys.key(id)) }
            val unlocked = prompt(cipher)
            answered { unlocked.iv + unlocked.doFinal(secret) }
        } finally {
            secret.fill(0)
        }

    override fun release(
        id: DeviceKeyId,
        sealed: ByteArray,
    ): ByteArray {
        val key = keys.key(id)
        if (sealed.size <= NONCE) throw KeyUnavailable()
        val cipher = cipher { init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, sealed, 0, NONCE)) }
        val unlocked = prompt(cipher)
        return answered { unlocked.doFinal(sealed, NONCE, sealed.size - NONCE) }
    }

    override fun delete(id: DeviceKeyId) = keys.delete(id)

    private fun cipher(begin: Cipher.() -> Unit): Cipher =
        answered { Cipher.getInstance("AES/GCM/NoPadding").apply(begin) }

    private fun make(id: DeviceKeyId) {
        val specification =
            KeyGenParameterSpec
                .Builder(keys.alias(id), KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setKeySize(256)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setUserAuthenticationRequired(true)
                .setInvalidatedByBiometricEnrollment(true)
                .forUnlockedPhone()
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            specification.setUserAuthenticationParameters(EVERY_USE, KeyProperties.AUTH_BIOMETRIC_STRONG)
        }
        makeGuarded(specification) {
            KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER).run {
                init(it)
                generateKey()
            }
        }
    }
}

/** Bytes of the nonce that the Keystore draws; it stands before what was sealed. */
private const val NONCE = 12
private const val TAG_BITS = 128

/** Seconds for which one prompt counts: only for the use it was shown for. What older Androids do unless told otherwise. */
private const val EVERY_USE = 0
