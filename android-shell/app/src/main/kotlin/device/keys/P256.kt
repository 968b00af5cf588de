// Pairs of P-256 in the Keystore, and their points and signatures in the form that the core takes.

package app.countersign.device.keys

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.math.BigInteger
import java.security.AlgorithmParameters
import java.security.InvalidKeyException
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.PublicKey
import java.security.SignatureException
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.security.spec.ECParameterSpec
import java.security.spec.ECPoint
import java.security.spec.ECPublicKeySpec

private const val CURVE = "secp256r1"

/** Bytes of a coordinate, and of each half of a signature. */
private const val FIELD = 32

/** The first byte of a point in which both coordinates are written out (SEC 1 §2.3.3). */
private const val UNCOMPRESSED: Byte = 4

internal fun p256(
    alias: String,
    purpose: Int,
): KeyGenParameterSpec.Builder =
    KeyGenParameterSpec.Builder(alias, purpose).setAlgorithmParameterSpec(ECGenParameterSpec(CURVE))

internal fun makePair(specification: KeyGenParameterSpec.Builder) =
    makeGuarded(specification) {
        KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, PROVIDER).run {
            initialize(it)
            generateKeyPair()
        }
    }

/** The point of a key: 65 bytes, 4 first. */
internal fun pointOf(key: PublicKey): ByteArray {
    val point = (key as ECPublicKey).w
    return byteArrayOf(UNCOMPRESSED) + fixed(point.affineX) + fixed(point.affineY)
}

/** The key of a point: 65 bytes, 4 first. Whether it lies on the curve is the Keystore's to check, and was the core's. */
internal fun keyOf(point: ByteArray): PublicKey {
    if (point.size != 1 + 2 * FIELD || point.first() != UNCOMPRESSED) throw InvalidKeyException("no uncompressed point")
    val curve =
        AlgorithmParameters.getInstance(KeyProperties.KEY_ALGORITHM_EC).run {
            init(ECGenParameterSpec(CURVE))
            getParameterSpec(ECParameterSpec::class.java)
        }
    val x = BigInteger(1, point.copyOfRange(1, 1 + FIELD))
    val y = BigInteger(1, point.copyOfRange(1 + FIELD, point.size))
    return KeyFactory.getInstance(KeyProperties.KEY_ALGORITHM_EC).generatePublic(ECPublicKeySpec(ECPoint(x, y), curve))
}

/**
 * A signature as the Keystore gives it (DER: a sequence of two integers, RFC 3279 §2.2.3) in the form of JWS: r and s of 32
 * bytes each (RFC 7518 §3.4). For P-256 every length fits into one byte.
 */
internal fun rawSignature(der: ByteArray): ByteArray {
    if (der.size < 8 || der[0] != SEQUENCE || der[1].toInt() != der.size - 2) throw SignatureException("no sequence")
    val (r, next) = integerAt(der, 2)
    val (s, end) = integerAt(der, next)
    if (end != der.size) throw SignatureException("more than two integers")
    return fixed(r) + fixed(s)
}

private const val SEQUENCE: Byte = 0x30
private const val INTEGER: Byte = 2

/** The integer that begins at `start`, and where the next one does. */
private fun integerAt(
    der: ByteArray,
    start: Int,
): Pair<BigInteger, Int> {
    if (start + 2 > der.size || der[start] != INTEGER) throw SignatureException("no integer")
    val begin = start + 2
    val end = begin + der[start + 1]
    if (end <= begin || end > der.size) throw SignatureException("an integer without end")
    return BigInteger(der.copyOfRange(begin, end)) to end
}

/** A number in exactly as many bytes as a coordinate has, without a sign. */
private fun fixed(number: BigInteger): ByteArray {
    val bytes = number.toByteArray().dropWhile { it == 0.toByte() }
    if (number.signum() < 0 || bytes.size > FIELD) throw SignatureException("a number outside of the field")
    return ByteArray(FIELD - bytes.size) + bytes
}
