// Pictures that the user chooses or shares: their bytes, and no more of them than the core takes.

package app.countersign.device

import android.content.ContentResolver
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.provider.MediaStore
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.io.IOException
import java.io.InputStream

/** The phone's picker, which hands over the one picture and asks for no permission. */
internal fun pictureChoice(): Intent =
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
        Intent(MediaStore.ACTION_PICK_IMAGES)
    } else {
        Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE)
    }.setType("image/*")

/**
 * The bytes of a picture, or nothing where it cannot be read. One that is longer than the core takes is cut off after the
 * byte by which it is too long, so that the core says so.
 */
internal suspend fun pictureAt(
    place: Uri,
    content: ContentResolver,
): ByteArray? =
    withContext(Dispatchers.IO) {
        // A file of this app's own is nothing that another app may have it read.
        if (place.scheme != ContentResolver.SCHEME_CONTENT) return@withContext null
        try {
            content.openInputStream(place)?.use { it.firstBytes(LONGEST + 1) }
        } catch (_: IOException) {
            null
        } catch (_: SecurityException) {
            null
        }
    }

internal fun InputStream.firstBytes(count: Int): ByteArray {
    val taken = java.io.ByteArrayOutputStream()
    val part = ByteArray(PART)
    while (taken.size() < count) {
        val read = read(part, 0, minOf(PART, count - taken.size()))
        if (read < 0) break
        taken.write(part, 0, read)
    }
    return taken.toByteArray()
}

/** Bytes of the longest picture that the core reads. */
private const val LONGEST = 8 * 1024 * 1024
private const val PART = 64 * 1024
