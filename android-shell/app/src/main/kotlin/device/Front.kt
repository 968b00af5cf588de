// The activity that is on the screen: whether one is, and what the user answers to the phone's own questions in it.

package app.countersign.device

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Intent
import android.content.pm.PackageManager
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** Main thread only, but for `activity`. */
class Front {
    private val looking = MutableStateFlow(false)
    private val permissions = mutableMapOf<Int, CompletableDeferred<Boolean>>()
    private val results = mutableMapOf<Int, CompletableDeferred<Intent?>>()
    private var asked = FIRST_QUESTION

    /** Whether the app is on the screen. */
    val visible: StateFlow<Boolean> = looking.asStateFlow()

    /** Whether the biometric prompt lies above it. The core waits for its answer then, and everybody else for the core. */
    val prompting = MutableStateFlow(false)

    @Volatile
    var activity: Activity? = null
        private set

    /** Whether another app is in front because the user chooses something there for this one. */
    val choosing: Boolean get() = results.isNotEmpty()

    fun shown(activity: Activity) {
        this.activity = activity
        looking.value = true
    }

    /** A new activity may be there before the old one has gone: that one has nothing to say then. */
    fun hidden(activity: Activity) {
        if (this.activity === activity) {
            looking.value = false
            this.activity = null
        }
    }

    /** Asks for a permission, where it is not given yet. */
    suspend fun permission(name: String): Boolean {
        val activity = activity ?: return false
        if (activity.checkSelfPermission(name) == PackageManager.PERMISSION_GRANTED) return true
        val question = ++asked
        val answer = CompletableDeferred<Boolean>().also { permissions[question] = it }
        activity.requestPermissions(arrayOf(name), question)
        return answer.await()
    }

    fun permissionAnswered(
        question: Int,
        granted: Boolean,
    ) {
        permissions.remove(question)?.complete(granted)
    }

    /** What another app gives back, or nothing. */
    suspend fun result(intent: Intent): Intent? {
        val activity = activity ?: return null
        val question = ++asked
        val answer = CompletableDeferred<Intent?>().also { results[question] = it }
        try {
            @Suppress("DEPRECATION") // What replaces it does the same, and more than is needed here.
            activity.startActivityForResult(intent, question)
        } catch (_: ActivityNotFoundException) {
            resultGiven(question, null)
        }
        return answer.await()
    }

    fun resultGiven(
        question: Int,
        result: Intent?,
    ) {
        results.remove(question)?.complete(result)
    }
}

/** Above the numbers that the phone's libraries draw for themselves. */
private const val FIRST_QUESTION = 1000
