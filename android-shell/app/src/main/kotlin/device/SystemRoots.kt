// The certificate authorities that this phone trusts, for the core.

package app.countersign.device

import java.security.KeyStore
import java.security.cert.Certificate

/**
 * As DER. Android's own and, as for every app, none of those that a user was talked into installing. An authority that the
 * user switched off in the phone's settings is not among them.
 */
internal fun systemRoots(): List<ByteArray> {
    val store = KeyStore.getInstance("AndroidCAStore").apply { load(null, null) }
    return store
        .aliases()
        .toList()
        .filter { it.startsWith("system:") }
        .mapNotNull(store::getCertificate)
        .map(Certificate::getEncoded)
}
