// The way in for other apps: takes what they bring, and leaves nothing of it behind.

package app.countersign.device

import android.app.Activity
import android.os.Bundle

/**
 * Draws nothing and is gone at once. The system remembers the intent with which an app's task began, even on its disk, and
 * such an intent can hold the secret of an account: so it begins here, and the app's own task without it.
 */
class ArrivalActivity : Activity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        val running = CountersignApplication.of(this).opened()
        val arrival = arrivalFromOutside(intent)
        if (arrival != null) {
            // A picture goes on with its permission; everything else stays in this process.
            if (running is Running.App && arrival !is Arrival.Picture) running.arrivals.add(arrival)
            startActivity(intentFor(this, arrival))
        }
        finish()
    }
}
