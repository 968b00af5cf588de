// The names that variants and errors have in Rust, in which the scenario speaks, and what an error holds.

package driver

import app.countersign.core.ActivationException
import app.countersign.core.Authenticator
import app.countersign.core.DecisionException
import app.countersign.core.OnlineEnrollmentException
import app.countersign.core.ScanFailure
import app.countersign.core.SetupException
import app.countersign.core.UnlockException

/** `CLOCKWISE90` is `Clockwise90`. */
fun nameOf(variant: Enum<*>): String =
    variant.name.split('_').joinToString("") { it.lowercase().replaceFirstChar(Char::uppercase) }

/** `Stage.Unlocked` is `Unlocked`. */
fun nameOf(variant: Any): String = variant.javaClass.simpleName

/** `ScanError.UNSUPPORTED_FORMAT` is `ScanError.UnsupportedFormat`. */
fun fullNameOf(variant: Enum<*>): String = "${variant.declaringJavaClass.simpleName}.${nameOf(variant)}"

/** `SetupException.WeakPin` is `SetupError.WeakPin`. */
fun fullNameOf(variant: Any): String {
    val owner = variant.javaClass.declaringClass.simpleName
    return "${owner.replace("Exception", "Error")}.${nameOf(variant)}"
}

/** Whether the library threw it, and did not break. */
fun isOfLibrary(error: Exception): Boolean =
    error.javaClass.packageName == Authenticator::class.java.packageName && error.javaClass.declaringClass != null

/** What an error holds beside its name. */
fun fieldsOf(error: Exception): Facts =
    when (error) {
        is UnlockException.WrongPin -> mapOf("attempts_left" to error.attemptsLeft, "delay" to error.delay.seconds)
        is UnlockException.Wait -> mapOf("delay" to error.delay.seconds)
        is SetupException.WeakPin -> mapOf("reason" to fullNameOf(error.reason))
        is ScanFailure.Picture -> mapOf("problem" to fullNameOf(error.problem))
        is ScanFailure.Frame -> mapOf("problem" to fullNameOf(error.problem))
        is ActivationException.Pin -> mapOf("error" to fullNameOf(error.error))
        is OnlineEnrollmentException.Call -> mapOf("error" to fullNameOf(error.error))
        is DecisionException.Call -> mapOf("error" to fullNameOf(error.error))
        else -> emptyMap()
    }
