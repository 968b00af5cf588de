// Who is told of changes and of progress. Both are called on threads of the library, too.

package driver

import app.countersign.core.Authenticator
import app.countersign.core.Change
import app.countersign.core.ChangeListener
import app.countersign.core.EnrollmentProgress
import app.countersign.core.EnrollmentStep
import java.util.concurrent.ConcurrentSkipListSet
import java.util.concurrent.CopyOnWriteArrayList

/** Notes every change, and asks the app while it is told. */
class Listener(
    private val app: () -> Authenticator,
) : ChangeListener {
    private val told = ConcurrentSkipListSet<String>()

    @Volatile
    private var asked = false

    override fun changed(change: Change) {
        told += nameOf(change)
        app().stage()
        asked = true
    }

    fun facts(): Facts = mapOf("told" to told.joinToString(" "), "asked" to asked)
}

/** Notes every step. */
class Progress : EnrollmentProgress {
    private val reached = CopyOnWriteArrayList<EnrollmentStep>()

    override fun reached(step: EnrollmentStep) {
        reached += step
    }

    fun steps(): String = reached.joinToString(" ") { nameOf(it) }
}
