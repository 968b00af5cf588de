// The record that notices old copies of the vault: a file outside of the vault's folder, and a key for its MAC.

package app.countersign.device.keys

import android.system.ErrnoException
import android.system.Os
import android.system.OsConstants
import android.util.AtomicFile
import app.countersign.client.Anchor
import app.countersign.client.AnchorKeyMissing
import app.countersign.client.AnchorUnavailable
import app.countersign.client.KeyInvalidated
import app.countersign.client.KeyMissing
import app.countersign.client.KeyUnavailable
import java.io.File
import java.io.FileNotFoundException
import java.io.FileOutputStream
import java.io.IOException

internal class FileAnchor(
    private val file: File,
) : Anchor {
    private val keys = Keystore("anchor")

    override fun load(): ByteArray? =
        try {
            AtomicFile(file).readFully()
        } catch (_: FileNotFoundException) {
            null
        } catch (_: IOException) {
            throw AnchorUnavailable()
        }

    override fun store(record: ByteArray) {
        if (record.size > LONGEST) throw AnchorUnavailable()
        try {
            replace(record)
            persist(file.parentFile)
        } catch (_: IOException) {
            throw AnchorUnavailable()
        } catch (_: ErrnoException) {
            throw AnchorUnavailable()
        }
    }

    private fun replace(record: ByteArray) {
        val atomic = AtomicFile(file)
        val stream = atomic.startWrite()
        try {
            stream.write(record)
            persist(stream)
        } catch (failed: IOException) {
            atomic.failWrite(stream)
            throw failed
        }
        atomic.finishWrite(stream)
    }

    /** `AtomicFile` goes on when the disk refuses; a record that is not there must not look stored. */
    private fun persist(stream: FileOutputStream) = stream.fd.sync()

    /** The new name is on the disk as well. */
    private fun persist(folder: File?) {
        val opened = Os.open(folder?.path ?: return, OsConstants.O_RDONLY, 0)
        try {
            Os.fsync(opened)
        } finally {
            Os.close(opened)
        }
    }

    override fun mac(message: ByteArray): ByteArray =
        try {
            if (!keys.has(ONLY)) makeFirst()
            macUnder(keys.key(ONLY), message)
        } catch (_: KeyMissing) {
            throw AnchorKeyMissing()
        } catch (_: KeyInvalidated) {
            throw AnchorKeyMissing()
        } catch (_: KeyUnavailable) {
            throw AnchorUnavailable()
        }

    /** Beside a record, a new key would only hide that the old one is gone. */
    private fun makeFirst() {
        if (load()?.isNotEmpty() == true) throw KeyMissing()
        makeMacKey(keys.alias(ONLY))
    }
}

/** Names the one key of its kind. */
private const val ONLY = "record"

/** Bytes of the longest record. */
private const val LONGEST = 512
