// All keys that this phone lends to the core.

package app.countersign.device.keys

import android.content.Context
import android.content.pm.PackageManager
import android.os.Build
import app.countersign.client.DevicePorts
import java.io.File
import javax.crypto.Cipher

/** `prompt` shows the biometric prompt of the screen that is there. */
fun phoneKeys(
    context: Context,
    prompt: (Cipher) -> Cipher,
): DevicePorts {
    val signing = KeystoreSigningKeys()
    return DevicePorts(
        slotKeys = KeystoreSlotKeys(),
        anchor = FileAnchor(File(context.noBackupFilesDir, "anchor")),
        signingKeys = signing,
        keyAttestation = signing,
        agreementKeys = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) KeystoreAgreementKeys() else null,
        biometricKey = if (hasBiometrics(context.packageManager)) PromptedBiometricKey(prompt) else null,
    )
}

private fun hasBiometrics(features: PackageManager): Boolean =
    listOf(PackageManager.FEATURE_FINGERPRINT, PackageManager.FEATURE_FACE, PackageManager.FEATURE_IRIS)
        .any(features::hasSystemFeature)
