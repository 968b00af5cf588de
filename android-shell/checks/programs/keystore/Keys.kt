// Runs the app's device keys on a Keystore in memory: through the core's own suites, and looking at what they ask of the
// Keystore.

package keystore

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.system.Os
import app.countersign.client.AnchorKeyMissing
import app.countersign.client.AnchorUnavailable
import app.countersign.client.AssuranceClass
import app.countersign.client.DevicePorts
import app.countersign.client.KeyCancelled
import app.countersign.client.KeyMissing
import app.countersign.client.KeyUnavailable
import app.countersign.client.SigningKeyUse
import app.countersign.core.checkDevicePorts
import app.countersign.device.keys.FileAnchor
import app.countersign.device.keys.KeystoreAgreementKeys
import app.countersign.device.keys.KeystoreSigningKeys
import app.countersign.device.keys.KeystoreSlotKeys
import app.countersign.device.keys.PromptedBiometricKey
import app.countersign.device.keys.rawSignature
import report
import java.io.File
import java.security.Security
import java.security.SignatureException
import javax.crypto.Cipher
import kotlin.io.path.createTempDirectory

private const val ID = "0011"

fun main() {
    Security.addProvider(FakeKeystore())
    report(checks.map { (name, check) -> name to { inFolder(check) } })
}

private val checks: List<Pair<String, (File) -> Unit>> =
    listOf(
        "the keys pass the core's suites" to ::conform,
        "they pass them with a security chip, too" to ::conformWithChip,
        "the core's suites find an anchor that forgets" to ::findForgetting,
        "a chip is asked first, and not missed" to ::askChip,
        "keys of hardware are said to be of hardware" to ::tellHardware,
        "keys of software are not" to ::tellSoftware,
        "a key of software is not kept among keys of hardware" to ::refuseWorseKey,
        "a slot key does nothing but MAC" to ::specifySlotKey,
        "a user's signing key needs an unlocked phone, a device's does not" to ::specifySigningKeys,
        "a key is attested where a server asks, and else by nobody" to ::attest,
        "an agreement key only agrees" to ::specifyAgreementKey,
        "a biometric key asks every time, and ends with the enrolled biometrics" to ::specifyBiometricKey,
        "a dismissed prompt seals nothing, and the secret is wiped" to ::dismissPrompt,
        "a record without its key is no new start" to ::loseAnchorKey,
        "a record is on the disk before it counts" to ::persistRecord,
        "what is no signature is refused" to ::refuseSignatures,
    )

private fun inFolder(check: (File) -> Unit) {
    val folder = createTempDirectory("keys").toFile()
    Kept.empty()
    try {
        check(folder)
    } finally {
        folder.deleteRecursively()
    }
}

private fun ports(
    folder: File,
    signing: KeystoreSigningKeys = KeystoreSigningKeys(),
): DevicePorts =
    DevicePorts(
        KeystoreSlotKeys(),
        FileAnchor(File(folder, "anchor")),
        signing,
        signing,
        KeystoreAgreementKeys(),
        PromptedBiometricKey { it },
    )

private fun conform(folder: File) {
    val found = checkDevicePorts(ports(folder)).associate { it.port to it.failure }
    val all = listOf("SlotKeys", "Anchor", "SigningKeys", "KeyAttestation", "AgreementKeys", "BiometricKey")
    check(found == all.associateWith { null }) { found }
}

private fun conformWithChip(folder: File) {
    Kept.chip = true
    conform(folder)
}

private fun findForgetting(folder: File) {
    val anchor = FileAnchor(File(folder, "anchor"))
    val forgetting =
        object : app.countersign.client.Anchor by anchor {
            override fun load(): ByteArray? = null
        }
    val found = checkDevicePorts(ports(folder).copy(anchor = forgetting)).single { it.port == "Anchor" }
    check(found.failure != null)
}

private fun askChip(folder: File) {
    Kept.chip = true
    ports(folder).slotKeys.create(ID)
    check(specification().isStrongBoxBacked)
    Kept.empty()
    ports(folder).slotKeys.create(ID)
    check(!specification().isStrongBoxBacked)
}

private fun tellHardware(folder: File) = check(ports(folder).slotKeys.assurance() == AssuranceClass.HARDWARE)

private fun tellSoftware(folder: File) {
    Kept.hardware = false
    check(ports(folder).slotKeys.assurance() == AssuranceClass.KEYRING)
}

private fun refuseWorseKey(folder: File) {
    val keys = ports(folder).slotKeys
    check(keys.assurance() == AssuranceClass.HARDWARE)
    Kept.hardware = false
    refused<KeyUnavailable> { keys.create(ID) }
    check(Kept.keys.keys.none { ID in it })
}

private fun specifySlotKey(folder: File) {
    ports(folder).slotKeys.create(ID)
    val asked = specification()
    check(asked.purposes == KeyProperties.PURPOSE_SIGN)
    check(asked.digests.toList() == listOf(KeyProperties.DIGEST_SHA256))
    check(asked.keySize == 256)
    // One of them opens what is needed before the PIN.
    check(!asked.isUnlockedDeviceRequired && !asked.isUserAuthenticationRequired)
}

private fun specifySigningKeys(folder: File) {
    val keys = checkNotNull(ports(folder).signingKeys)
    for ((purpose, unlocked) in listOf(SigningKeyUse.DEVICE to false, SigningKeyUse.USER to true)) {
        Kept.empty()
        keys.create(ID, purpose)
        val asked = specification()
        check(asked.purposes == KeyProperties.PURPOSE_SIGN)
        check(asked.digests.toList() == listOf(KeyProperties.DIGEST_SHA256))
        check(asked.isUnlockedDeviceRequired == unlocked)
    }
}

private fun attest(folder: File) {
    val device = ports(folder)
    checkNotNull(device.signingKeys).create(ID, SigningKeyUse.DEVICE)
    check(specification().attestationChallenge == null)
    refused<KeyMissing> { checkNotNull(device.keyAttestation).certificates(ID) }
    Kept.empty()
    val challenge = ByteArray(32) { 7 }
    checkNotNull(device.keyAttestation).createAttested(ID, SigningKeyUse.USER, challenge)
    check(specification().attestationChallenge.contentEquals(challenge))
    check(specification().isUnlockedDeviceRequired)
    check(checkNotNull(device.keyAttestation).certificates(ID).size == 2)
}

private fun specifyAgreementKey(folder: File) {
    checkNotNull(ports(folder).agreementKeys).create(ID)
    val asked = specification()
    check(asked.purposes == KeyProperties.PURPOSE_AGREE_KEY)
    check(asked.isUnlockedDeviceRequired && !asked.isUserAuthenticationRequired)
}

private fun specifyBiometricKey(folder: File) {
    checkNotNull(ports(folder).biometricKey).seal(ID, ByteArray(32))
    val asked = specification()
    check(asked.purposes == KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
    check(asked.blockModes.toList() == listOf(KeyProperties.BLOCK_MODE_GCM))
    check(asked.isRandomizedEncryptionRequired)
    check(asked.isUserAuthenticationRequired && asked.isInvalidatedByBiometricEnrollment)
    check(asked.userAuthenticationType == KeyProperties.AUTH_BIOMETRIC_STRONG)
    check(asked.userAuthenticationValidityDurationSeconds == 0)
    check(!asked.isUserAuthenticationValidWhileOnBody)
}

private fun dismissPrompt(folder: File) {
    val dismissed: (Cipher) -> Cipher = { throw KeyCancelled() }
    val secret = ByteArray(32) { 9 }
    refused<KeyCancelled> { PromptedBiometricKey(dismissed).seal(ID, secret) }
    check(secret.all { it == 0.toByte() } && folder.list().isNullOrEmpty())
}

private fun loseAnchorKey(folder: File) {
    val anchor = FileAnchor(File(folder, "anchor"))
    anchor.mac(ByteArray(1))
    anchor.store(ByteArray(1))
    Kept.empty()
    refused<AnchorKeyMissing> { anchor.mac(ByteArray(1)) }
    anchor.store(ByteArray(0))
    anchor.mac(ByteArray(1))
}

private fun persistRecord(folder: File) {
    val before = Os.synced
    FileAnchor(File(folder, "anchor")).store(ByteArray(1))
    check(Os.synced == before + 1)
    File(folder, "file").writeBytes(ByteArray(0))
    refused<AnchorUnavailable> { FileAnchor(File(folder, "file/anchor")).store(ByteArray(1)) }
}

private fun refuseSignatures(folder: File) {
    check(folder.exists())
    val good = byteArrayOf(0x30, 6, 2, 1, 1, 2, 1, 2)
    check(rawSignature(good).let { it.size == 64 && it[31] == 1.toByte() && it[63] == 2.toByte() })
    val bad =
        good.indices.map { good.copyOf(it) } +
            listOf(good + 0, good.changed(0, 0x31), good.changed(1, 5), good.changed(2, 3), good.changed(3, 2)) +
            listOf(good.changed(3, -1), good.changed(4, -1), good.changed(6, 9))
    bad.forEach { refused<SignatureException> { rawSignature(it) } }
    // An integer of more bytes than the field has, even though the sequence is right.
    val long = byteArrayOf(0x30, 38, 2, 33, 1) + ByteArray(32) + byteArrayOf(2, 1, 2)
    refused<SignatureException> { rawSignature(long) }
}

private fun ByteArray.changed(
    index: Int,
    value: Int,
): ByteArray = copyOf().also { it[index] = value.toByte() }

/** What was asked of the Keystore for the one key of this id. */
private fun specification(): KeyGenParameterSpec =
    Kept.specifications.entries
        .single { it.key.endsWith(".$ID") }
        .value

private inline fun <reified Refusal : Throwable> refused(call: () -> Unit) {
    val thrown = runCatching(call).exceptionOrNull()
    check(thrown is Refusal) { "expected ${Refusal::class.java.simpleName}, not $thrown" }
}
