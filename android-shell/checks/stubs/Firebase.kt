// Stubs, for the type-check only: what the flavour `play` names of Firebase.

package com.google.firebase.messaging

import android.app.Service
import android.content.Intent
import android.os.IBinder
import com.google.android.gms.tasks.Task

abstract class FirebaseMessagingService : Service() {
    open fun onNewToken(token: String) = Unit

    open fun onMessageReceived(message: RemoteMessage) = Unit

    override fun onBind(intent: Intent): IBinder? = null
}

class RemoteMessage private constructor() {
    val data: Map<String, String> get() = throw NotImplementedError()
}

class FirebaseMessaging private constructor() {
    val token: Task<String> get() = throw NotImplementedError()

    companion object {
        @JvmStatic
        fun getInstance(): FirebaseMessaging = throw NotImplementedError()
    }
}
