// Secrets on their way to a screen.

package app.countersign.client

/**
 * The text of a secret, which is wiped and closed. A text that is drawn has to be a text: this is the one place where a secret
 * becomes one.
 */
fun readOnce(secret: SecretText): String? =
    secret.use {
        val bytes = it.read()
        it.wipe()
        bytes?.decodeToString().also { bytes?.fill(0) }
    }
