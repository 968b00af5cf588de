// Stubs, for the type-check only: what Android Studio draws.

package androidx.compose.ui.tooling.preview

@Repeatable
@Target(AnnotationTarget.ANNOTATION_CLASS, AnnotationTarget.FUNCTION)
annotation class Preview(
    val name: String = "",
    val showBackground: Boolean = false,
    val uiMode: Int = 0,
)
