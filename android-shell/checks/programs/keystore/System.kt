// What this machine puts in the place of Android's natives: files, and the cleaner of objects.

package android.system

import java.io.FileDescriptor
import java.lang.ref.Cleaner

/** Folders that are opened only to be written through. */
object Os {
    var synced = 0
        private set

    @JvmStatic
    fun open(
        path: String,
        flags: Int,
        mode: Int,
    ): FileDescriptor = FileDescriptor().also { check(path.isNotEmpty() && flags == 0 && mode == 0) }

    @JvmStatic
    fun fsync(folder: FileDescriptor) {
        check(!folder.valid())
        synced += 1
    }

    @JvmStatic
    fun close(folder: FileDescriptor) = check(!folder.valid())
}

object OsConstants {
    @JvmField val O_RDONLY: Int = 0
}

object SystemCleaner {
    private val cleaner = Cleaner.create()

    @JvmStatic
    fun cleaner(): Cleaner = cleaner
}
