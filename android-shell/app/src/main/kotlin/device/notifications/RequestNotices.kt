// Notifications of logins that wait for an answer. Nothing of a login is readable on a locked screen.

package app.countersign.device.notifications

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.graphics.drawable.Icon
import app.countersign.R
import app.countersign.client.RequestId
import app.countersign.client.RequestKind
import app.countersign.client.RequestView
import app.countersign.device.Arrival
import app.countersign.device.intentFor
import app.countersign.texts.Message
import app.countersign.texts.Texts

class RequestNotices(
    private val context: Context,
    private val texts: () -> Texts,
) {
    private val notifications = checkNotNull(context.getSystemService(NotificationManager::class.java))

    /** Tells of a request until its time is over. */
    fun show(request: RequestView) {
        val texts = withChannel()
        val notification =
            builder(texts, request.id)
                .setContentTitle(headline(request, texts))
                .setContentText(texts.notificationsWhere(request.endpoint, request.server))
                .setVisibility(Notification.VISIBILITY_PRIVATE)
                .setPublicVersion(builder(texts, request.id).setContentTitle(texts.notificationsWaiting).build())
                .setTimeoutAfter(request.secondsLeft.toLong() * MILLISECONDS)
                .addAction(action(texts.requestsReject, rejecting(request.id)))
                .addAction(action(texts.notificationsReview, reviewing(request.id)))
                .build()
        notifications.notify(request.id, NOTICE, notification)
    }

    /** Says, in place of a request, why rejecting it from here came to nothing. The app has the rest. */
    fun say(
        request: RequestId,
        problem: Message,
    ) {
        val texts = withChannel()
        val notification =
            builder(texts, request)
                .setContentTitle(texts.notificationsNotRejected)
                .setContentText(problem.inWords(texts))
                .setVisibility(Notification.VISIBILITY_PRIVATE)
                .build()
        notifications.notify(request, NOTICE, notification)
    }

    fun remove(request: RequestId) = notifications.cancel(request, NOTICE)

    /** The app is on the screen, and shows it all itself. */
    fun removeAll() = notifications.cancelAll()

    private fun headline(
        request: RequestView,
        texts: Texts,
    ): String =
        when (request.kind) {
            RequestKind.LOGIN -> texts.requestsLogin
            RequestKind.CONFIRMATION -> texts.requestsConfirm
            RequestKind.TEST -> texts.requestsTest
            RequestKind.OTHER -> texts.requestsOther(request.event)
        }

    private fun builder(
        texts: Texts,
        request: RequestId,
    ) = Notification
        .Builder(context, CHANNEL)
        .setSmallIcon(R.drawable.ic_notification)
        .setColor(context.getColor(R.color.accent))
        .setCategory(Notification.CATEGORY_MESSAGE)
        .setSubText(texts.requestsTitle)
        .setLocalOnly(true)
        .setAutoCancel(true)
        .setContentIntent(reviewing(request))

    private fun action(
        label: String,
        intent: PendingIntent,
    ) = Notification.Action.Builder(null as Icon?, label, intent).build()

    /** Opens the request in the app. */
    private fun reviewing(request: RequestId): PendingIntent =
        PendingIntent.getActivity(
            context,
            0,
            intentFor(context, Arrival.Review(request)),
            PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT,
        )

    private fun rejecting(request: RequestId): PendingIntent =
        PendingIntent.getBroadcast(
            context,
            0,
            rejectionOf(context, request),
            PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT,
        )

    /** The channel has the name of the language that is chosen now. */
    private fun withChannel(): Texts {
        val texts = texts()
        val channel =
            NotificationChannel(CHANNEL, texts.notificationsChannel, NotificationManager.IMPORTANCE_HIGH).apply {
                description = texts.setupNotificationsExplained
                lockscreenVisibility = Notification.VISIBILITY_PRIVATE
                setShowBadge(true)
            }
        notifications.createNotificationChannel(channel)
        return texts
    }
}

/** An intent to reject this request. It says which one by its data, so that each request has one of its own. */
internal fun rejectionOf(
    context: Context,
    request: RequestId,
): Intent = Intent(context, RejectReceiver::class.java).setData(requestUri(request))

private const val CHANNEL = "requests"
private const val NOTICE = 1
private const val MILLISECONDS = 1000L
