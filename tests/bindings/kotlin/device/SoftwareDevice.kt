// Device keys in software: what a shell lends, kept in memory. On a phone each of these is a key of the Keystore.

package device

import app.countersign.core.AgreementKeys
import app.countersign.core.Anchor
import app.countersign.core.AnchorException
import app.countersign.core.AssuranceClass
import app.countersign.core.BiometricKey
import app.countersign.core.DeviceKeyException
import app.countersign.core.DeviceKeyId
import app.countersign.core.DevicePorts
import app.countersign.core.KeyAttestation
import app.countersign.core.SigningKeyUse
import app.countersign.core.SigningKeys
import app.countersign.core.SlotKeys
import java.security.GeneralSecurityException
import java.security.SecureRandom
import java.security.Signature
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.Cipher
import javax.crypto.KeyAgreement
import javax.crypto.Mac
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.SecretKeySpec

/** A device that has only what each must have. */
fun softwareDevice() = DevicePorts(slotKeys = SoftwareSlotKeys(), anchor = SoftwareAnchor())

/** A device with everything: also keys for push accounts, and a finger that always fits. */
class SoftwareDevice private constructor(
    private val slotKeys: SoftwareSlotKeys,
    private val anchor: SoftwareAnchor,
    private val signingKeys: SoftwareSigningKeys,
    private val agreementKeys: SoftwareAgreementKeys,
    private val biometricKey: SoftwareBiometricKey,
) {
    constructor() : this(
        SoftwareSlotKeys(),
        SoftwareAnchor(),
        SoftwareSigningKeys(),
        SoftwareAgreementKeys(),
        SoftwareBiometricKey(),
    )

    fun ports() =
        DevicePorts(
            slotKeys = slotKeys,
            anchor = anchor,
            signingKeys = signingKeys,
            keyAttestation = signingKeys,
            agreementKeys = agreementKeys,
            biometricKey = biometricKey,
        )

    /** A device as this one is now: what happens to one of the two changes nothing in the other. */
    fun copy() =
        SoftwareDevice(slotKeys.copy(), anchor.copy(), signingKeys.copy(), agreementKeys.copy(), biometricKey.copy())
}

/** An HMAC key for each id. */
open class SoftwareSlotKeys : SlotKeys {
    private val keys = ConcurrentHashMap<DeviceKeyId, SecretKey>()

    fun copy() = SoftwareSlotKeys().also { it.keys.putAll(keys) }

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
open class SoftwareAnchor private constructor(
    private val key: SecretKey,
    @Volatile private var record: ByteArray?,
) : Anchor {
    constructor() : this(macKey(), null)

    fun copy() = SoftwareAnchor(key, record)

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

/** A P-256 key for each id, that signs. What it says of itself where it is asked is no certificate that anybody could verify. */
class SoftwareSigningKeys(
    private val keys: P256Keys = P256Keys(),
) : SigningKeys,
    KeyAttestation {
    private val said = ConcurrentHashMap<DeviceKeyId, ByteArray>()

    fun copy() = SoftwareSigningKeys(keys.copy()).also { it.said.putAll(said) }

    override fun createAttested(
        id: DeviceKeyId,
        purpose: SigningKeyUse,
        challenge: ByteArray,
    ): ByteArray =
        keys.create(id).also { point ->
            // A sequence of two octet strings.
            said.computeIfAbsent(id) { byteArrayOf(0x30, 101, 4, 65) + point + byteArrayOf(4, 32) + challenge }
        }

    override fun certificates(id: DeviceKeyId): List<ByteArray> = listOf(said[id] ?: throw DeviceKeyException.Missing())

    override fun create(
        id: DeviceKeyId,
        purpose: SigningKeyUse,
    ): ByteArray = keys.create(id)

    override fun delete(id: DeviceKeyId) {
        keys.delete(id)
        said.remove(id)
    }

    override fun sign(
        id: DeviceKeyId,
        message: ByteArray,
    ): ByteArray =
        Signature.getInstance("SHA256withECDSAinP1363Format").run {
            initSign(keys.privateKey(id))
            update(message)
            sign()
        }
}

/** A P-256 key for each id, that receives. */
class SoftwareAgreementKeys(
    private val keys: P256Keys = P256Keys(),
) : AgreementKeys {
    fun copy() = SoftwareAgreementKeys(keys.copy())

    override fun create(id: DeviceKeyId): ByteArray = keys.create(id)

    override fun delete(id: DeviceKeyId) = keys.delete(id)

    override fun agree(
        id: DeviceKeyId,
        point: ByteArray,
    ): ByteArray =
        KeyAgreement.getInstance("ECDH").run {
            init(keys.privateKey(id))
            doPhase(publicKey(point), true)
            generateSecret()
        }
}

/** An AES-GCM key for each id, without the prompt. */
class SoftwareBiometricKey : BiometricKey {
    private val keys = ConcurrentHashMap<DeviceKeyId, SecretKey>()

    fun copy() = SoftwareBiometricKey().also { it.keys.putAll(keys) }

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
