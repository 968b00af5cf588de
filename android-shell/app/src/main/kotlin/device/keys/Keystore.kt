// The phone's Keystore: making keys as well guarded as the phone can, finding them again, destroying them.

package app.countersign.device.keys

import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyInfo
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import app.countersign.client.KeyInvalidated
import app.countersign.client.KeyMissing
import app.countersign.client.KeyUnavailable
import java.security.GeneralSecurityException
import java.security.InvalidAlgorithmParameterException
import java.security.Key
import java.security.KeyFactory
import java.security.KeyStore
import java.security.PrivateKey
import java.security.ProviderException
import java.security.cert.Certificate
import javax.crypto.SecretKey
import javax.crypto.SecretKeyFactory

/** The provider of every key here: its keys cannot leave the phone. */
internal const val PROVIDER = "AndroidKeyStore"

/** How the core is spoken to about one kind of key: each kind has names of its own. */
internal class Keystore(
    private val kind: String,
) {
    private val store: KeyStore by lazy { KeyStore.getInstance(PROVIDER).apply { load(null) } }

    fun alias(id: String): String = "countersign.$kind.$id"

    fun has(id: String): Boolean = answered { store.containsAlias(alias(id)) }

    fun key(id: String): Key = answered { store.getKey(alias(id), null) } ?: throw KeyMissing()

    fun certificate(id: String): Certificate = answered { store.getCertificate(alias(id)) } ?: throw KeyMissing()

    /** The key's certificate, and those of its issuers where the phone's maker vouches for the key; else it stands alone. */
    fun certificates(id: String): List<Certificate> =
        answered { store.getCertificateChain(alias(id)) }?.toList() ?: throw KeyMissing()

    fun delete(id: String) = answered { if (store.containsAlias(alias(id))) store.deleteEntry(alias(id)) }
}

/**
 * Makes a key in the phone's security chip where it has one that takes this kind of key, and in its trusted environment
 * otherwise. `make` is called with the specification that is to be tried.
 */
internal fun makeGuarded(
    specification: KeyGenParameterSpec.Builder,
    make: (KeyGenParameterSpec) -> Unit,
) = answered {
    try {
        make(specification.setIsStrongBoxBacked(true).build())
    } catch (_: StrongBoxUnavailableException) {
        make(specification.setIsStrongBoxBacked(false).build())
    } catch (_: InvalidAlgorithmParameterException) {
        // How some chips say that they do not take such a key.
        make(specification.setIsStrongBoxBacked(false).build())
    } catch (_: ProviderException) {
        make(specification.setIsStrongBoxBacked(false).build())
    }
}

/**
 * The key works only while the phone is unlocked, where that is reliable: from Android 12 to 14 a key so guarded refuses
 * although the phone was unlocked, after a weak face or a trusted watch.
 */
internal fun KeyGenParameterSpec.Builder.forUnlockedPhone(): KeyGenParameterSpec.Builder =
    setUnlockedDeviceRequired(Build.VERSION.SDK_INT !in Build.VERSION_CODES.S..Build.VERSION_CODES.UPSIDE_DOWN_CAKE)

/** Whether hardware keeps this key, by the word of the Keystore itself. */
internal fun inHardware(key: Key): Boolean =
    answered {
        val specification =
            when (key) {
                is SecretKey -> {
                    SecretKeyFactory
                        .getInstance(
                            key.algorithm,
                            PROVIDER,
                        ).getKeySpec(key, KeyInfo::class.java)
                }

                is PrivateKey -> {
                    KeyFactory.getInstance(key.algorithm, PROVIDER).getKeySpec(key, KeyInfo::class.java)
                }

                else -> {
                    null
                }
            }
        (specification as? KeyInfo)?.let(::inHardware) == true
    }

private fun inHardware(facts: KeyInfo): Boolean =
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
        facts.securityLevel in HARDWARE_LEVELS
    } else {
        @Suppress("DEPRECATION")
        facts.isInsideSecureHardware
    }

private val HARDWARE_LEVELS =
    setOf(
        KeyProperties.SECURITY_LEVEL_TRUSTED_ENVIRONMENT,
        KeyProperties.SECURITY_LEVEL_STRONGBOX,
        KeyProperties.SECURITY_LEVEL_UNKNOWN_SECURE,
    )

/** What the Keystore throws, as the core's ports answer: whatever is not said in so many words is "try again". */
internal inline fun <T> answered(call: () -> T): T =
    try {
        call()
    } catch (_: KeyPermanentlyInvalidatedException) {
        throw KeyInvalidated()
    } catch (_: GeneralSecurityException) {
        throw KeyUnavailable()
    } catch (_: ProviderException) {
        throw KeyUnavailable()
    }
