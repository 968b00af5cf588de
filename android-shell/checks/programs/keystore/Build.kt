// What this machine puts in the place of Android's natives, so that the app's keys can be run: before Android's own classes of
// the same names on the class path.

package android.os

/** Android 15, as far as the app asks. */
class Build {
    class VERSION {
        companion object {
            @JvmField val SDK_INT: Int = 35
        }
    }
}
