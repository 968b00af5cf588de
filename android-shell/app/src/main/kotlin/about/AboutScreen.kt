// What this app is, what it speaks, and whom to tell of a security problem.

package app.countersign.about

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.countersign.parts.Back
import app.countersign.parts.Card
import app.countersign.parts.Emblem
import app.countersign.parts.Fact
import app.countersign.parts.Page
import app.countersign.parts.Signs
import app.countersign.texts.Texts

@Composable
fun AboutScreen(
    state: AboutState,
    intents: AboutIntents,
    texts: Texts,
) {
    Page(texts.aboutTitle, Back(texts.commonBack, intents::back)) {
        Column(
            modifier = Modifier.fillMaxWidth().padding(vertical = 12.dp),
            horizontalAlignment = Alignment.CenterHorizontally,
            verticalArrangement = Arrangement.spacedBy(8.dp),
        ) {
            Emblem(Signs.shield)
            Text("Countersign", style = MaterialTheme.typography.headlineMedium)
            Text(
                texts.aboutVersion(state.version),
                style = MaterialTheme.typography.bodyMedium,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
            )
            Text(texts.aboutWhat, style = MaterialTheme.typography.bodyLarge, textAlign = TextAlign.Center)
        }
        Card {
            Fact(texts.aboutProtocols, texts.aboutProtocolsList)
            Fact(texts.aboutLicense, texts.aboutLicenseList)
            Fact(texts.aboutSecurity, texts.aboutSecurityExplained)
        }
    }
}
