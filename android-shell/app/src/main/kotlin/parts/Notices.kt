// What is said beside the thing it is about: mistakes, warnings, good news; and what to do where there is nothing yet.

package app.countersign.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.CheckCircle
import androidx.compose.material.icons.filled.Info
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.Warning
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.countersign.theme.LocalSignals

/** Something went wrong, and what to do. A screen reader says it at once. */
@Composable
fun Problem(
    text: String,
    modifier: Modifier = Modifier,
) = with(MaterialTheme.colorScheme) {
    Note(
        text,
        Icons.Filled.Warning,
        errorContainer,
        onErrorContainer,
        modifier.semantics {
            liveRegion =
                LiveRegionMode.Assertive
        },
    )
}

/** Something to know before going on. */
@Composable
fun Caution(
    text: String,
    modifier: Modifier = Modifier,
) = with(MaterialTheme.colorScheme) {
    Note(text, Icons.Filled.Warning, tertiaryContainer, onTertiaryContainer, modifier)
}

@Composable
fun GoodNews(
    text: String,
    modifier: Modifier = Modifier,
) = with(LocalSignals.current) {
    Note(
        text,
        Icons.Filled.CheckCircle,
        goodContainer,
        onGoodContainer,
        modifier.semantics { liveRegion = LiveRegionMode.Polite },
    )
}

@Composable
fun Remark(
    text: String,
    modifier: Modifier = Modifier,
) = with(MaterialTheme.colorScheme) {
    Note(text, Icons.Filled.Info, secondaryContainer, onSecondaryContainer, modifier)
}

/** What a server's policy forbids to change. */
@Composable
fun Locked(
    text: String,
    modifier: Modifier = Modifier,
) = with(MaterialTheme.colorScheme) {
    Note(text, Icons.Filled.Lock, surfaceContainerHigh, onSurface, modifier)
}

@Composable
private fun Note(
    text: String,
    icon: ImageVector,
    container: Color,
    content: Color,
    modifier: Modifier,
) {
    Surface(
        modifier = modifier.fillMaxWidth(),
        color = container,
        contentColor = content,
        shape = MaterialTheme.shapes.medium,
    ) {
        Row(
            modifier = Modifier.padding(horizontal = 14.dp, vertical = 12.dp),
            horizontalArrangement = Arrangement.spacedBy(12.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Icon(icon, contentDescription = null, modifier = Modifier.size(22.dp))
            Text(text, style = MaterialTheme.typography.bodyMedium, modifier = Modifier.weight(1f))
        }
    }
}

/** A screen that has nothing to show yet says what to do about it. */
@Composable
fun Empty(
    icon: ImageVector,
    title: String,
    explanation: String,
    modifier: Modifier = Modifier,
    action: @Composable () -> Unit = {},
) {
    Column(
        modifier = modifier.fillMaxWidth().padding(horizontal = 12.dp, vertical = 40.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
        verticalArrangement = Arrangement.spacedBy(14.dp),
    ) {
        Emblem(icon)
        Text(
            title,
            style = MaterialTheme.typography.headlineSmall,
            textAlign = TextAlign.Center,
            modifier = Modifier.semantics { heading() },
        )
        Text(
            explanation,
            style = MaterialTheme.typography.bodyLarge,
            color = MaterialTheme.colorScheme.onSurfaceVariant,
            textAlign = TextAlign.Center,
        )
        action()
    }
}

/** A large sign in a quiet circle. */
@Composable
fun Emblem(
    icon: ImageVector,
    container: Color = MaterialTheme.colorScheme.primaryContainer,
    content: Color = MaterialTheme.colorScheme.onPrimaryContainer,
) {
    Box(
        modifier = Modifier.size(84.dp).background(container, CircleShape),
        contentAlignment = Alignment.Center,
    ) { Icon(icon, contentDescription = null, tint = content, modifier = Modifier.size(40.dp)) }
}
