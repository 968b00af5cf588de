// The frame of every screen: a bar that grows with its title, content that scrolls, and what must always be in reach.

package app.countersign.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.ArrowBack
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp

/** From one edge of the screen to the other: the background, and room for what the phone draws itself. */
@Composable
fun Backdrop(content: @Composable ColumnScope.() -> Unit) {
    Surface(modifier = Modifier.fillMaxSize(), color = MaterialTheme.colorScheme.background) {
        Column(
            modifier = Modifier.fillMaxSize().safeDrawingPadding(),
            horizontalAlignment = Alignment.CenterHorizontally,
            content = content,
        )
    }
}

/** A screen whose content scrolls under its bar, where it has a title. `foot` stays at the bottom. */
@Composable
fun Page(
    title: String,
    back: Back? = null,
    actions: @Composable RowScope.() -> Unit = {},
    foot: (@Composable ColumnScope.() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    Backdrop {
        if (title.isNotEmpty() || back != null) Bar(title, back, actions)
        Column(
            modifier =
                Modifier
                    .weight(1f)
                    .widthIn(max = READABLE)
                    .fillMaxWidth()
                    .verticalScroll(rememberScrollState())
                    .padding(
                        PaddingValues(20.dp, top = if (title.isEmpty()) 28.dp else 8.dp, end = 20.dp, bottom = 24.dp),
                    ),
            verticalArrangement = Arrangement.spacedBy(16.dp),
            content = content,
        )
        if (foot != null) {
            Column(
                modifier =
                    Modifier
                        .widthIn(
                            max = READABLE,
                        ).fillMaxWidth()
                        .padding(horizontal = 20.dp, vertical = 12.dp),
                verticalArrangement = Arrangement.spacedBy(8.dp),
                content = foot,
            )
        }
    }
}

/** Where a screen leads back to, and how that is called. */
class Back(
    val label: String,
    val go: () -> Unit,
)

/** Material's own bar has one height and cuts a large title; this one grows. */
@Composable
fun Bar(
    title: String,
    back: Back? = null,
    actions: @Composable RowScope.() -> Unit = {},
) {
    Row(
        modifier =
            Modifier
                .widthIn(
                    max = READABLE,
                ).fillMaxWidth()
                .heightIn(min = 64.dp)
                .padding(horizontal = 4.dp, vertical = 4.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        if (back != null) {
            IconButton(onClick = back.go) { Icon(Icons.AutoMirrored.Filled.ArrowBack, contentDescription = back.label) }
        }
        Text(
            title,
            modifier =
                Modifier
                    .weight(1f)
                    .padding(start = if (back == null) 16.dp else 4.dp, end = 8.dp)
                    .semantics { heading() },
            style = MaterialTheme.typography.titleLarge,
        )
        actions()
    }
}

/** Lines longer than this are hard to read; a tablet leaves the rest empty. */
val READABLE = 560.dp
