// Stubs, for the type-check only: the two classes of Firebase that the flavour `play` names.

package com.google.firebase.messaging

import android.app.Service
import android.content.Intent
import android.os.IBinder

abstract class FirebaseMessagingService : Service() {
    open fun onMessageReceived(message: RemoteMessage) = Unit

    override fun onBind(intent: Intent): IBinder? = null
}

class RemoteMessage private constructor()
