// What reaches the app from outside: links, shared pictures, notifications, shortcuts. It waits until the app can show it.

package app.countersign.device

import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Parcelable
import app.countersign.client.RequestId
import app.countersign.device.notifications.requestOf
import app.countersign.device.notifications.requestUri
import app.countersign.navigation.AppModel
import app.countersign.navigation.Place
import app.countersign.unlock.UnlockState
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.launch

sealed interface Arrival {
    /** A link that was opened or a text that was shared: leads to the offer, and never further by itself. */
    class Link(
        val text: String,
    ) : Arrival

    class Picture(
        val place: Uri,
    ) : Arrival

    class Review(
        val request: RequestId,
    ) : Arrival

    data object Add : Arrival

    data object Requests : Arrival
}

/** The newest arrival, until it is shown. */
class Arrivals(
    private val model: AppModel,
    scope: CoroutineScope,
    /** The next picture that the app asks for is this one. */
    private val share: (Uri) -> Unit,
) {
    private val waiting = MutableStateFlow<Arrival?>(null)

    init {
        scope.launch {
            combine(waiting, model.place) { arrival, place -> arrival to place }.collect { (arrival, place) ->
                if (arrival != null && shows(arrival, place)) waiting.value = null
            }
        }
    }

    fun add(arrival: Arrival) {
        waiting.value = arrival
    }

    /** Whether the app is where it can show the arrival; then it is shown. */
    private fun shows(
        arrival: Arrival,
        place: Place,
    ): Boolean =
        when (arrival) {
            is Arrival.Link -> inList(place) { model.opened(arrival.text) }
            is Arrival.Picture -> inList(place) { add(it, arrival.place) }
            Arrival.Add -> inList(place) { it.model.add() }
            Arrival.Requests -> inRequests(place) {}
            is Arrival.Review -> inRequests(place) { it.model.open(arrival.request) }
        }

    private fun inList(
        place: Place,
        show: (Place.Authenticators) -> Unit,
    ): Boolean = (place as? Place.Authenticators)?.also(show) != null

    private fun add(
        list: Place.Authenticators,
        picture: Uri,
    ) {
        list.model.add()
        share(picture)
        (model.place.value as? Place.Add)?.model?.picture()
    }

    /** Requests can be seen before the PIN, where the core says so. */
    private fun inRequests(
        place: Place,
        show: (Place.Requests) -> Unit,
    ): Boolean {
        when {
            place is Place.Authenticators -> place.model.requests()
            place is Place.Unlock && showsRequests(place) -> place.model.requests()
        }
        return (model.place.value as? Place.Requests)?.also(show) != null
    }

    private fun showsRequests(place: Place.Unlock): Boolean =
        (place.model.state.value.face as? UnlockState.Face.Locked)
            ?.view
            ?.requestsWhileLocked == true
}

/** What another app's intent brings, if anything. */
internal fun arrivalFromOutside(intent: Intent): Arrival? =
    when (intent.action) {
        Intent.ACTION_VIEW -> intent.dataString?.let(Arrival::Link)
        Intent.ACTION_SEND -> sharedPicture(intent)?.let(Arrival::Picture) ?: sharedText(intent)?.let(Arrival::Link)
        else -> null
    }

/** What an intent of the app's own brings; nothing where it only opens the app. */
internal fun arrivalOf(intent: Intent): Arrival? =
    when (intent.action) {
        ACTION_PICTURE -> intent.data?.let(Arrival::Picture)
        ACTION_REVIEW -> requestOf(intent.data)?.let(Arrival::Review)
        ACTION_ADD -> Arrival.Add
        ACTION_REQUESTS -> Arrival.Requests
        else -> null
    }

/** An intent to the app's own activity. A link is not in it: such an intent is kept by the system, and a link can be a secret. */
internal fun intentFor(
    context: Context,
    arrival: Arrival,
): Intent {
    val intent = Intent(context, CountersignActivity::class.java).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK)
    return when (arrival) {
        is Arrival.Link -> {
            intent
        }

        // Who may read the picture is told with it.
        is Arrival.Picture -> {
            intent
                .setAction(ACTION_PICTURE)
                .setData(arrival.place)
                .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        }

        is Arrival.Review -> {
            intent.setAction(ACTION_REVIEW).setData(requestUri(arrival.request))
        }

        Arrival.Add -> {
            intent.setAction(ACTION_ADD)
        }

        Arrival.Requests -> {
            intent.setAction(ACTION_REQUESTS)
        }
    }
}

private fun sharedPicture(intent: Intent): Uri? {
    @Suppress("DEPRECATION") // The one that names the class came with Android 13.
    return intent.getParcelableExtra<Parcelable>(Intent.EXTRA_STREAM) as? Uri
}

private fun sharedText(intent: Intent): String? = intent.getStringExtra(Intent.EXTRA_TEXT)

private const val ACTION_PICTURE = "app.countersign.action.PICTURE"
private const val ACTION_REVIEW = "app.countersign.action.REVIEW"

/** As in the shortcuts of `res/xml/shortcuts.xml`. */
private const val ACTION_ADD = "app.countersign.action.ADD"
private const val ACTION_REQUESTS = "app.countersign.action.REQUESTS"
