// A Keystore in memory, under the name of Android's: takes the app's own specifications, and
// remembers them. It has no security chip unless told so.

package keystore

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyInfo
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.KeyPairGeneratorSpi
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.PublicKey
import java.security.SecureRandom
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.security.spec.KeySpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.KeyAgreementSpi
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import javax.crypto.SecretKeyFactorySpi
import javax.crypto.spec.SecretKeySpec

/** What one phone's Keystore holds. */
object Kept {
    /** Whether keys are kept in hardware, as the Keystore tells it. */
    var hardware = true

    /** Whether there is a security chip. */
    var chip = false
    val keys = mutableMapOf<String, Key>()
    val certificates = mutableMapOf<String, List<Certificate>>()
    val specifications = mutableMapOf<String, KeyGenParameterSpec>()

    fun empty() {
        hardware = true
        chip = false
        listOf(keys, certificates, specifications).forEach { it.clear() }
    }

    fun taken(specification: KeyGenParameterSpec): KeyGenParameterSpec {
        if (specification.isStrongBoxBacked && !chip) throw StrongBoxUnavailableException()
        return specification.also { specifications[it.keystoreAlias] = it }
    }
}

class FakeKeystore : Provider("AndroidKeyStore", "1", "a Keystore in memory") {
    init {
        put("KeyStore.AndroidKeyStore", Store::class.java.name)
        put("KeyGenerator.HmacSHA256", MacKeys::class.java.name)
        put("KeyGenerator.AES", SealingKeys::class.java.name)
        put("KeyPairGenerator.EC", Pairs::class.java.name)
        put("KeyAgreement.ECDH", Agreement::class.java.name)
        put("SecretKeyFactory.HmacSHA256", Facts::class.java.name)
    }
}

class Store : KeyStoreSpi() {
    override fun engineGetKey(
        alias: String,
        password: CharArray?,
    ): Key? = Kept.keys[alias]

    override fun engineGetCertificate(alias: String): Certificate? = Kept.certificates[alias]?.first()

    override fun engineContainsAlias(alias: String): Boolean = alias in Kept.keys

    override fun engineDeleteEntry(alias: String) {
        Kept.keys -= alias
        Kept.certificates -= alias
        Kept.specifications -= alias
    }

    override fun engineLoad(
        stream: InputStream?,
        password: CharArray?,
    ) = Unit

    override fun engineAliases(): Enumeration<String> = Collections.enumeration(Kept.keys.keys)

    override fun engineSize(): Int = Kept.keys.size

    override fun engineIsKeyEntry(alias: String): Boolean = alias in Kept.keys

    override fun engineIsCertificateEntry(alias: String): Boolean = false

    override fun engineGetCertificateAlias(certificate: Certificate): String? = null

    override fun engineGetCertificateChain(alias: String): Array<Certificate>? =
        Kept.certificates[alias]?.toTypedArray()

    override fun engineGetCreationDate(alias: String): Date? = null

    override fun engineSetKeyEntry(
        alias: String,
        key: Key,
        password: CharArray?,
        chain: Array<out Certificate>?,
    ): Unit = throw UnsupportedOperationException("keys are made here, and never brought")

    override fun engineSetKeyEntry(
        alias: String,
        key: ByteArray,
        chain: Array<out Certificate>?,
    ): Unit = throw UnsupportedOperationException("keys are made here, and never brought")

    override fun engineSetCertificateEntry(
        alias: String,
        certificate: Certificate,
    ): Unit = throw UnsupportedOperationException("keys are made here, and never brought")

    override fun engineStore(
        stream: OutputStream?,
        password: CharArray?,
    ): Unit = throw UnsupportedOperationException("keys stay here")
}

abstract class SecretKeys(
    private val algorithm: String,
) : KeyGeneratorSpi() {
    private var specification: KeyGenParameterSpec? = null

    override fun engineInit(
        parameters: AlgorithmParameterSpec,
        random: SecureRandom?,
    ) {
        specification = Kept.taken(parameters as KeyGenParameterSpec)
    }

    override fun engineInit(random: SecureRandom?): Unit =
        throw UnsupportedOperationException("a specification is needed")

    override fun engineInit(
        size: Int,
        random: SecureRandom?,
    ): Unit = throw UnsupportedOperationException("a specification is needed")

    override fun engineGenerateKey(): SecretKey {
        val specification = checkNotNull(specification)
        val bytes = ByteArray(specification.keySize / 8).also(SecureRandom()::nextBytes)
        return SecretKeySpec(bytes, algorithm).also { Kept.keys[specification.keystoreAlias] = it }
    }
}

class MacKeys : SecretKeys(KeyProperties.KEY_ALGORITHM_HMAC_SHA256)

class SealingKeys : SecretKeys(KeyProperties.KEY_ALGORITHM_AES)

class Pairs : KeyPairGeneratorSpi() {
    private var specification: KeyGenParameterSpec? = null

    override fun initialize(
        parameters: AlgorithmParameterSpec,
        random: SecureRandom?,
    ) {
        specification = Kept.taken(parameters as KeyGenParameterSpec)
    }

    override fun initialize(
        size: Int,
        random: SecureRandom?,
    ): Unit = throw UnsupportedOperationException("a specification is needed")

    override fun generateKeyPair(): KeyPair {
        val specification = checkNotNull(specification)
        val pair =
            KeyPairGenerator.getInstance("EC", "SunEC").run {
                initialize(specification.algorithmParameterSpec)
                generateKeyPair()
            }
        Kept.keys[specification.keystoreAlias] = pair.private
        val challenge = specification.attestationChallenge
        Kept.certificates[specification.keystoreAlias] =
            if (challenge == null) {
                listOf(Holder(pair.public, byteArrayOf()))
            } else {
                listOf(Holder(pair.public, challenge), Holder(pair.public, byteArrayOf()))
            }
        return pair
    }
}

/** Says of which key a pair is the other half, and for what it was made, and nothing more. */
private class Holder(
    private val key: PublicKey,
    private val challenge: ByteArray,
) : Certificate("holder") {
    override fun getPublicKey(): PublicKey = key

    override fun getEncoded(): ByteArray = key.encoded + challenge

    override fun verify(key: PublicKey) = Unit

    override fun verify(
        key: PublicKey,
        provider: String,
    ) = Unit

    override fun toString() = "holder"
}

class Agreement : KeyAgreementSpi() {
    private val agreement =
        javax.crypto.KeyAgreement
            .getInstance("ECDH", "SunEC")

    override fun engineInit(
        key: Key,
        random: SecureRandom?,
    ) = agreement.init(key)

    override fun engineInit(
        key: Key,
        parameters: AlgorithmParameterSpec?,
        random: SecureRandom?,
    ) = agreement.init(key)

    override fun engineDoPhase(
        key: Key,
        last: Boolean,
    ): Key? = agreement.doPhase(key, last)

    override fun engineGenerateSecret(): ByteArray = agreement.generateSecret()

    override fun engineGenerateSecret(
        secret: ByteArray,
        offset: Int,
    ): Int = agreement.generateSecret(secret, offset)

    override fun engineGenerateSecret(algorithm: String): SecretKey = agreement.generateSecret(algorithm)
}

/** Says of a key what the Keystore says of it. */
class Facts : SecretKeyFactorySpi() {
    override fun engineGetKeySpec(
        key: SecretKey,
        kind: Class<*>,
    ): KeySpec {
        check(kind == KeyInfo::class.java)
        return factsAbout(
            if (Kept.hardware) {
                KeyProperties.SECURITY_LEVEL_TRUSTED_ENVIRONMENT
            } else {
                KeyProperties.SECURITY_LEVEL_SOFTWARE
            },
        )
    }

    override fun engineGenerateSecret(facts: KeySpec): SecretKey = throw UnsupportedOperationException("keys stay here")

    override fun engineTranslateKey(key: SecretKey): SecretKey = throw UnsupportedOperationException("keys stay here")
}

/** Of all that Android knows of a key, how well it is kept. */
private fun factsAbout(level: Int): KeyInfo =
    KeyInfo(
        "",
        level != KeyProperties.SECURITY_LEVEL_SOFTWARE,
        KeyProperties.ORIGIN_GENERATED,
        0,
        null,
        null,
        null,
        0,
        emptyArray<String>(),
        emptyArray<String>(),
        emptyArray<String>(),
        emptyArray<String>(),
        false,
        0,
        0,
        false,
        false,
        false,
        false,
        false,
        false,
        level,
        0,
    )
