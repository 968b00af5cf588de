// The phone's biometric prompt, bound to a key: what it unlocks is a cipher, and never a yes or no.

package app.countersign.device

import android.hardware.biometrics.BiometricManager
import android.hardware.biometrics.BiometricPrompt
import android.os.Build
import android.os.CancellationSignal
import android.os.Looper
import app.countersign.client.KeyCancelled
import app.countersign.client.KeyUnavailable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import javax.crypto.Cipher

class BiometricPrompts(
    private val application: CountersignApplication,
) {
    /** Shows the prompt and waits for it. The core asks on a thread of its own; the main thread would wait for itself. */
    fun ask(cipher: Cipher): Cipher {
        val activity = application.front.activity
        if (activity == null || Looper.myLooper() == Looper.getMainLooper()) throw KeyUnavailable()
        val answer = CompletableFuture<Cipher>()
        val texts = application.texts
        val builder =
            BiometricPrompt
                .Builder(activity)
                .setTitle(texts.deviceRecognise)
                .setNegativeButton(texts.deviceUsePin, activity.mainExecutor) { _, _ ->
                    answer.completeExceptionally(KeyCancelled())
                }
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            builder.setAllowedAuthenticators(BiometricManager.Authenticators.BIOMETRIC_STRONG)
        }
        val prompt = builder.build()
        activity.mainExecutor.execute {
            val bound = BiometricPrompt.CryptoObject(cipher)
            prompt.authenticate(bound, CancellationSignal(), activity.mainExecutor, answering(answer))
        }
        return try {
            answer.get()
        } catch (refused: ExecutionException) {
            throw refused.cause ?: refused
        }
    }

    private fun answering(answer: CompletableFuture<Cipher>) =
        object : BiometricPrompt.AuthenticationCallback() {
            override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult) {
                val unlocked = result.cryptoObject?.cipher
                if (unlocked == null) answer.completeExceptionally(KeyUnavailable()) else answer.complete(unlocked)
            }

            override fun onAuthenticationError(
                error: Int,
                message: CharSequence?,
            ) {
                answer.completeExceptionally(if (error in DISMISSED) KeyCancelled() else KeyUnavailable())
            }
        }
}

private val DISMISSED =
    setOf(BiometricPrompt.BIOMETRIC_ERROR_USER_CANCELED, BiometricPrompt.BIOMETRIC_ERROR_CANCELED)
