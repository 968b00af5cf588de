// Stubs, for the type-check only: what the app uses of androidx.activity.compose.

package androidx.activity.compose

import androidx.activity.BackEventCompat
import androidx.activity.ComponentActivity
import androidx.compose.runtime.Composable
import kotlinx.coroutines.flow.Flow

fun ComponentActivity.setContent(content: @Composable () -> Unit): Unit = error("a stub: $content")

@Composable
fun PredictiveBackHandler(
    enabled: Boolean = true,
    onBack: suspend (progress: Flow<BackEventCompat>) -> Unit,
): Unit = error("a stub: $enabled, $onBack")
