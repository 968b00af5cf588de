// Times in words.

package app.countersign.texts

import java.time.Duration
import java.time.Instant
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import java.time.format.FormatStyle

private const val MINUTE = 60L
private const val HOUR = 60 * MINUTE

/** In the largest unit that says it well: rounded up, so that nothing is over before it is. */
fun Texts.duration(time: Duration): String {
    val seconds = time.plusMillis(999).seconds
    return when {
        seconds < 2 * MINUTE && seconds != MINUTE -> timeSeconds(seconds.toInt())
        seconds < 2 * HOUR -> timeMinutes(((seconds + MINUTE - 1) / MINUTE).toInt())
        else -> timeHours(((seconds + HOUR - 1) / HOUR).toInt())
    }
}

/** Minutes and seconds as a clock shows them: `1:05`. */
fun clock(seconds: ULong): String = "%d:%02d".format((seconds / 60u).toLong(), (seconds % 60u).toLong())

/** A moment as the language writes it, in the phone's time zone. */
fun Texts.moment(time: Instant): String = moments.withLocale(locale).format(time.atZone(ZoneId.systemDefault()))

private val moments = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
