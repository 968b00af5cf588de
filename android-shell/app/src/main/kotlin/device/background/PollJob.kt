// Asks servers while the app is not on the screen: now and then by itself, and at once after a wake-up.

package app.countersign.device.background

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import android.os.Build
import app.countersign.client.askDue
import app.countersign.device.CountersignApplication
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import java.time.Duration

/** Both jobs do the same: whose time has come is the core's to say. */
class PollJob : JobService() {
    private val running = mutableMapOf<Int, Job>()

    override fun onStartJob(parameters: JobParameters): Boolean {
        val application = CountersignApplication.of(this)
        val core = application.core ?: return false
        running[parameters.jobId] =
            application.scope.launch {
                core.askDue().forEach(application::tell)
                running -= parameters.jobId
                jobFinished(parameters, false)
            }
        return true
    }

    /** Android wants it to end, as when the network is gone: what is begun is given up, and begun again later. */
    override fun onStopJob(parameters: JobParameters): Boolean {
        running.remove(parameters.jobId)?.cancel()
        return true
    }

    companion object {
        /** As often as Android allows, also after the phone was started anew. */
        fun plan(context: Context) {
            if (isPlanned(context)) return
            scheduler(
                context,
            ).schedule(job(context, NOW_AND_THEN).setPeriodic(OFTEN.toMillis()).setPersisted(true).build())
        }

        /** A job that is planned anew begins its period anew, and would never run in an app that is opened often. */
        private fun isPlanned(context: Context): Boolean = scheduler(context).getPendingJob(NOW_AND_THEN) != null

        /** As soon as there is a network. */
        fun soon(context: Context) {
            val job = job(context, AT_ONCE)
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) job.setExpedited(true)
            scheduler(context).schedule(job.build())
        }

        fun cancel(context: Context) = scheduler(context).cancelAll()

        private fun scheduler(context: Context) = checkNotNull(context.getSystemService(JobScheduler::class.java))

        private fun job(
            context: Context,
            id: Int,
        ) = JobInfo
            .Builder(id, ComponentName(context, PollJob::class.java))
            .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)

        private const val NOW_AND_THEN = 1
        private const val AT_ONCE = 2

        /** The shortest period that Android takes. */
        private val OFTEN = Duration.ofMinutes(15)
    }
}
