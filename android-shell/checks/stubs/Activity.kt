// Stubs, for the type-check only: what the app uses of androidx.activity, which is on no registry that checks may need. They
// are as good as the hand that wrote them down from the library's documentation.

package androidx.activity

import android.app.Activity

open class ComponentActivity : Activity()

fun ComponentActivity.enableEdgeToEdge() = Unit

class BackEventCompat(
    val touchX: Float,
    val touchY: Float,
    val progress: Float,
    val swipeEdge: Int,
)
