// Stubs, for the type-check only: which projects an app was built with.

package com.google.firebase

import android.content.Context

class FirebaseApp private constructor() {
    companion object {
        @JvmStatic
        fun getApps(context: Context): List<FirebaseApp> = throw NotImplementedError()
    }
}
