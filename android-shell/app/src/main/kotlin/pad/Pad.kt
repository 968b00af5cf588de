// The pad on which a PIN is typed: dots, ten digits, and a keyboard for those who chose letters.

package app.countersign.pad

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Check
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PasswordVisualTransformation
import androidx.compose.ui.unit.dp
import app.countersign.parts.Field
import app.countersign.parts.MainButton
import app.countersign.parts.QuietButton
import app.countersign.parts.Signs
import app.countersign.texts.Texts
import app.countersign.theme.tabular

@Composable
fun Pad(
    state: PadState,
    intents: PadIntents,
    done: String,
    onDone: () -> Unit,
    texts: Texts,
    enabled: Boolean = true,
) {
    Column(
        modifier = Modifier.fillMaxWidth(),
        verticalArrangement = Arrangement.spacedBy(10.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        if (state.letters) {
            Letters(state, intents, texts)
            MainButton(done, onDone, enabled = enabled && state.typed > 0)
        } else {
            Dots(state, texts)
            Keys(state, intents, done, onDone, texts, enabled)
        }
        QuietButton(
            if (state.letters) texts.padDigits else texts.padLetters,
            { intents.letters(!state.letters) },
            icon = Signs.keyboard,
            enabled = enabled,
        )
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Dots(
    state: PadState,
    texts: Texts,
) {
    val full = MaterialTheme.colorScheme.primary
    val empty = MaterialTheme.colorScheme.outline
    FlowRow(
        modifier =
            Modifier.padding(vertical = 12.dp).clearAndSetSemantics {
                contentDescription = texts.padTyped(state.typed)
            },
        horizontalArrangement = Arrangement.spacedBy(14.dp),
        verticalArrangement = Arrangement.spacedBy(8.dp),
    ) {
        repeat(maxOf(state.typed, USUAL)) { place ->
            val dot = Modifier.size(16.dp)
            Box(if (place < state.typed) dot.background(full, CircleShape) else dot.border(2.dp, empty, CircleShape))
        }
    }
}

@Composable
private fun Letters(
    state: PadState,
    intents: PadIntents,
    texts: Texts,
) {
    var text by remember { mutableStateOf("") }
    // The model has taken what was typed.
    LaunchedEffect(state.typed) { if (state.typed == 0) text = "" }
    Field(
        texts.padPassphrase,
        text,
        {
            text = it
            intents.passphrase(it.encodeToByteArray())
        },
        keyboard = KeyboardType.Password,
        hidden = PasswordVisualTransformation(),
    )
}

@Composable
private fun Keys(
    state: PadState,
    intents: PadIntents,
    done: String,
    onDone: () -> Unit,
    texts: Texts,
    enabled: Boolean,
) {
    Column(verticalArrangement = Arrangement.spacedBy(10.dp), modifier = Modifier.fillMaxWidth()) {
        listOf("123", "456", "789").forEach { row ->
            Row(horizontalArrangement = Arrangement.spacedBy(10.dp)) {
                row.forEach { digit -> Digit(digit, intents, texts, enabled) }
            }
        }
        Row(horizontalArrangement = Arrangement.spacedBy(10.dp)) {
            Key(texts.padErase, intents::erase, enabled && state.typed > 0, quiet = true) {
                Icon(Signs.erase, contentDescription = null, modifier = Modifier.size(26.dp))
            }
            Digit('0', intents, texts, enabled)
            Key(done, onDone, enabled && state.typed > 0, strong = true) {
                Icon(Icons.Filled.Check, contentDescription = null, modifier = Modifier.size(28.dp))
            }
        }
    }
}

@Composable
private fun RowScope.Digit(
    digit: Char,
    intents: PadIntents,
    texts: Texts,
    enabled: Boolean,
) {
    Key(texts.padDigit("$digit"), { intents.digit(digit) }, enabled) {
        Text("$digit", style = MaterialTheme.typography.headlineMedium.tabular)
    }
}

@Composable
private fun RowScope.Key(
    name: String,
    onClick: () -> Unit,
    enabled: Boolean,
    quiet: Boolean = false,
    strong: Boolean = false,
    content: @Composable () -> Unit,
) {
    val colours = MaterialTheme.colorScheme
    val container =
        when {
            strong && enabled -> colours.primary
            quiet || strong -> colours.background
            else -> colours.surfaceContainerLow
        }
    val ink =
        when {
            strong && enabled -> colours.onPrimary
            enabled -> colours.onSurface
            else -> colours.onSurfaceVariant
        }
    Surface(
        onClick = onClick,
        enabled = enabled,
        modifier = Modifier.weight(1f).heightIn(min = 62.dp).semantics { contentDescription = name },
        shape = MaterialTheme.shapes.large,
        color = container,
        contentColor = ink,
    ) {
        Box(contentAlignment = Alignment.Center, modifier = Modifier.height(62.dp)) { content() }
    }
}

/** Places that are drawn before anything is typed. How long a PIN is, is nobody's business. */
private const val USUAL = 6
