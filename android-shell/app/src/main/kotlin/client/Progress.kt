// How far a long call has come.

package app.countersign.client

import app.countersign.core.EnrollmentProgress

fun progress(told: (EnrollmentStep) -> Unit): EnrollmentProgress =
    object : EnrollmentProgress {
        override fun reached(step: EnrollmentStep) = told(step)
    }
