// Device keys in software: what a shell lends, kept in memory. On a phone each of these is a key of the Keystore.

package driver

import app.countersign.core.Anchor
import app.countersign.core.AnchorException
import app.countersign.core.AssuranceClass
import app.countersign.core.BiometricKey
import app.countersign.core.DeviceKeyException
import app.countersign.core.DeviceKeyId
import app.countersign.core.DevicePorts
import app.countersign.core.SigningKeyUse
import app.countersign.core.SigningKeys
import app.countersign.core.SlotKeys
import java.math.BigInteger
import java.security.GeneralSecurityException
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.SecureRandom
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.Cipher
import javax.crypto.Mac
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.SecretKeySpec

/** A device with keys of its own. */
fun softwareDevice() = DevicePorts(slotKeys = SoftwareSlotKeys(), anchor = SoftwareAnchor())

/** A device with everything: also signing keys, and a finger that always fits. */
fun completeSoftwareDevice() =
    DevicePorts(SoftwareSlotKeys(), SoftwareAnchor(), SoftwareSigningKeys(), SoftwareBiometricKey())

/** An HMAC key for each id. */
open class SoftwareSlotKeys : SlotKeys {
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

/** A record, and a key for its MAC. */
open class SoftwareAnchor : Anchor {
    private val key = macKey()

    @Volatile
    private var record: ByteArray? = null

    override fun load(): ByteArray? = record

    override fun store(record: ByteArray) {
        if (record.size > MOST_BYTES) throw AnchorException.Unavailable()
        this.record = record
    }

    override fun mac(message: ByteArray): ByteArray = mac(key, message)

    private companion object {
        const val MOST_BYTES = 512
    }
}

/** A P-256 key for each id. */
class SoftwareSigningKeys : SigningKeys {
    private val keys = ConcurrentHashMap<DeviceKeyId, KeyPair>()

    override fun create(
        id: DeviceKeyId,
        purpose: SigningKeyUse,
    ): ByteArray = uncompressed(keys.computeIfAbsent(id) { p256() }.public as ECPublicKey)

    override fun delete(id: DeviceKeyId) {
        keys.remove(id)
    }

    override fun sign(
        id: DeviceKeyId,
        message: ByteArray,
    ): ByteArray {
        val pair = keys[id] ?: throw DeviceKeyException.Missing()
        return Signature.getInstance("SHA256withECDSAinP1363Format").run {
            initSign(pair.private)
            update(message)
            sign()
        }
    }

    private fun p256(): KeyPair =
        KeyPairGenerator.getInstance("EC").run {
            initialize(ECGenParameterSpec("secp256r1"))
            generateKeyPair()
        }

    private fun uncompressed(key: ECPublicKey): ByteArray =
        byteArrayOf(4) + coordinate(key.w.affineX) + coordinate(key.w.affineY)

    /** 32 bytes, without a sign. */
    private fun coordinate(number: BigInteger): ByteArray {
        val bytes = number.toByteArray().takeLast(32).toByteArray()
        return ByteArray(32 - bytes.size) + bytes
    }
}

/** An AES-GCM key for each id, without the prompt. */
class SoftwareBiometricKey : BiometricKey {
    private val keys = ConcurrentHashMap<DeviceKeyId, SecretKey>()

    override fun seal(
        id: DeviceKeyId,
        secret: ByteArray,
    ): ByteArray {
        val key = SecretKeySpec(randomBytes(32), "AES")
        val nonce = randomBytes(NONCE_BYTES)
        val sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(secret)
        secret.fill(0)
        keys[id] = key
        return nonce + sealed
    }

    override fun release(
        id: DeviceKeyId,
        sealed: ByteArray,
    ): ByteArray {
        val key = keys[id] ?: throw DeviceKeyException.Missing()
        val nonce = sealed.copyOf(NONCE_BYTES)
        return try {
            cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(sealed, NONCE_BYTES, sealed.size - NONCE_BYTES)
        } catch (_: GeneralSecurityException) {
            throw DeviceKeyException.Invalidated()
        }
    }

    override fun delete(id: DeviceKeyId) {
        keys.remove(id)
    }

    private fun cipher(
        mode: Int,
        key: SecretKey,
        nonce: ByteArray,
    ): Cipher = Cipher.getInstance("AES/GCM/NoPadding").apply { init(mode, key, GCMParameterSpec(128, nonce)) }

    private companion object {
        const val NONCE_BYTES = 12
    }
}

private fun macKey(): SecretKey = SecretKeySpec(randomBytes(32), "HmacSHA256")

private fun mac(
    key: SecretKey,
    message: ByteArray,
): ByteArray =
    Mac.getInstance("HmacSHA256").run {
        init(key)
        doFinal(message)
    }

private fun randomBytes(count: Int) = ByteArray(count).also(SecureRandom()::nextBytes)
