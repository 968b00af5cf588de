// P-256 as the Java platform has it, and as the core wants it: points are 65 bytes, 4 first, then both coordinates.

package device

import app.countersign.core.DeviceKeyException
import app.countersign.core.DeviceKeyId
import java.math.BigInteger
import java.security.KeyFactory
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.PrivateKey
import java.security.PublicKey
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.security.spec.ECPoint
import java.security.spec.ECPublicKeySpec
import java.util.concurrent.ConcurrentHashMap

/** Bytes of one coordinate. */
private const val COORDINATE = 32

/** Key pairs by id, in memory. */
class P256Keys {
    private val pairs = ConcurrentHashMap<DeviceKeyId, KeyPair>()

    fun copy() = P256Keys().also { it.pairs.putAll(pairs) }

    /** Makes a key, or leaves the one that is there, and gives its public half. */
    fun create(id: DeviceKeyId): ByteArray = pointOf(pairs.computeIfAbsent(id) { keyPair() }.public)

    fun delete(id: DeviceKeyId) {
        pairs.remove(id)
    }

    fun privateKey(id: DeviceKeyId): PrivateKey = pairs[id]?.private ?: throw DeviceKeyException.Missing()
}

/** The key whose point this is. */
fun publicKey(point: ByteArray): PublicKey {
    val (x, y) = listOf(1, 1 + COORDINATE).map { BigInteger(1, point.copyOfRange(it, it + COORDINATE)) }
    return KeyFactory.getInstance("EC").generatePublic(ECPublicKeySpec(ECPoint(x, y), curve))
}

private val curve by lazy { (keyPair().public as ECPublicKey).params }

private fun pointOf(key: PublicKey): ByteArray {
    val point = (key as ECPublicKey).w
    return byteArrayOf(4) + coordinate(point.affineX) + coordinate(point.affineY)
}

/** Without a sign, and with leading zeros. */
private fun coordinate(number: BigInteger): ByteArray {
    val bytes = number.toByteArray().takeLast(COORDINATE).toByteArray()
    return ByteArray(COORDINATE - bytes.size) + bytes
}

private fun keyPair(): KeyPair =
    KeyPairGenerator.getInstance("EC").run {
        initialize(ECGenParameterSpec("secp256r1"))
        generateKeyPair()
    }
