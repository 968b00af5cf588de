// The secret of one account: first what that means, then the PIN, then the text.

package app.countersign.transfer

import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import app.countersign.pad.Pad
import app.countersign.parts.Back
import app.countersign.parts.Card
import app.countersign.parts.Caution
import app.countersign.parts.Explanation
import app.countersign.parts.MainButton
import app.countersign.parts.Page
import app.countersign.parts.Problem
import app.countersign.parts.Remark
import app.countersign.parts.SectionTitle
import app.countersign.texts.Texts

@Composable
fun TransferScreen(
    state: TransferState,
    intents: TransferIntents,
    texts: Texts,
) {
    val shown = state.shown
    Page(
        texts.transferTitle,
        Back(texts.commonBack, intents::back),
        foot = {
            if (shown == null) {
                Pad(state.pad, intents.pad, texts.commonNext, intents::pinTyped, texts, enabled = !state.busy)
            } else {
                MainButton(texts.transferHide, intents::back)
            }
        },
    ) {
        Caution(texts.transferWarning(state.name))
        state.problem?.let { Problem(it.inWords(texts)) }
        if (state.busy) Remark(texts.commonWorking)
        if (shown == null) {
            Explanation(texts.transferPin)
        } else {
            SectionTitle(texts.transferShown)
            Card { SelectionContainer { Text(breakable(shown), style = MaterialTheme.typography.bodyMedium) } }
        }
    }
}

/** May go to another line after each fourth character: there are no words in it to keep. */
private fun breakable(uri: String): String = uri.chunked(4).joinToString("\u200B")
