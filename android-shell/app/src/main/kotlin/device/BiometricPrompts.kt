// The phone's biometric prompt, bound to a key: what it unlocks is a cipher, and never a yes or no.

package app.countersign.device

import android.app.Activity
import android.hardware.biometrics.BiometricManager
import android.hardware.biometrics.BiometricPrompt
import android.os.Build
import android.os.CancellationSignal
import android.os.Looper
import app.countersign.client.KeyCancelled
import app.countersign.client.KeyUnavailable
import app.countersign.texts.Texts
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executor
import java.util.concurrent.Executors
import javax.crypto.Cipher

class BiometricPrompts(
    private val application: CountersignApplication,
) {
    /**
     * Where answers arrive. Not on the main thread: the core waits for the answer with its door shut, and whoever knocks on
     * the main thread meanwhile would keep the answer from arriving.
     */
    private val answers: Executor = Executors.newSingleThreadExecutor()

    /** Shows the prompt and waits for it. The core asks on a thread of its own. */
    fun ask(cipher: Cipher): Cipher {
        val activity = application.front.activity
        if (activity == null || Looper.myLooper() == Looper.getMainLooper()) throw KeyUnavailable()
        val answer = CompletableFuture<Cipher>()
        application.front.prompting.value = true
        try {
            val bound = BiometricPrompt.CryptoObject(cipher)
            prompt(
                activity,
                application.texts,
                answer,
            ).authenticate(bound, CancellationSignal(), answers, answering(answer))
            return answer.get()
        } catch (refused: ExecutionException) {
            throw refused.cause ?: refused
        } finally {
            application.front.prompting.value = false
        }
    }

    private fun prompt(
        activity: Activity,
        texts: Texts,
        answer: CompletableFuture<Cipher>,
    ): BiometricPrompt {
        val builder =
            BiometricPrompt
                .Builder(activity)
                .setTitle(texts.deviceRecognise)
                .setNegativeButton(texts.deviceUsePin, answers) { _, _ -> answer.completeExceptionally(KeyCancelled()) }
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            builder.setAllowedAuthenticators(BiometricManager.Authenticators.BIOMETRIC_STRONG)
        }
        return builder.build()
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
