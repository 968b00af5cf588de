// AndroidX's annotation, which the generated Kotlin for Android names: AndroidX is on no registry that tests may need.

package androidx.annotation

/** The marked function needs at least this API level. */
@Retention(AnnotationRetention.BINARY)
annotation class RequiresApi(
    val value: Int,
)
