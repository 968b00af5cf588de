// The whole app on the screen: the one screen that is there now.

package app.countersign.navigation

import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import app.countersign.about.AboutScreen
import app.countersign.account.AccountScreen
import app.countersign.account.DevicesScreen
import app.countersign.add.AddScreen
import app.countersign.authenticators.AuthenticatorsScreen
import app.countersign.history.HistoryScreen
import app.countersign.requests.RequestsScreen
import app.countersign.settings.RecoveryScreen
import app.countersign.settings.SettingsScreen
import app.countersign.setup.SetupScreen
import app.countersign.texts.Texts
import app.countersign.transfer.TransferScreen
import app.countersign.unlock.UnlockScreen

@Composable
fun AppScreen(
    model: AppModel,
    texts: Texts,
    /** What the camera sees. */
    preview: @Composable (Modifier) -> Unit,
) {
    val place by model.place.collectAsState()
    when (val now = place) {
        is Place.Setup -> {
            SetupScreen(
                now.model.state
                    .collectAsState()
                    .value,
                now.model,
                texts,
            )
        }

        is Place.Unlock -> {
            UnlockScreen(
                now.model.state
                    .collectAsState()
                    .value,
                now.model,
                texts,
            )
        }

        is Place.Authenticators -> {
            AuthenticatorsScreen(
                now.model.state
                    .collectAsState()
                    .value,
                now.model,
                texts,
            )
        }

        is Place.Add -> {
            AddScreen(
                now.model.state
                    .collectAsState()
                    .value,
                now.model,
                texts,
                preview,
            )
        }

        is Place.Requests -> {
            RequestsScreen(
                now.model.state
                    .collectAsState()
                    .value,
                now.model,
                texts,
                preview,
            )
        }

        is Place.History -> {
            HistoryScreen(
                now.model.state
                    .collectAsState()
                    .value,
                now.model,
                texts,
            )
        }

        is Place.Account -> {
            AccountScreen(
                now.model.state
                    .collectAsState()
                    .value,
                now.model,
                texts,
            )
        }

        is Place.Transfer -> {
            TransferScreen(
                now.model.state
                    .collectAsState()
                    .value,
                now.model,
                texts,
            )
        }

        is Place.Devices -> {
            DevicesScreen(
                now.model.state
                    .collectAsState()
                    .value,
                now.model,
                texts,
            )
        }

        is Place.Recovery -> {
            RecoveryScreen(
                now.model.state
                    .collectAsState()
                    .value,
                now.model,
                texts,
            )
        }

        is Place.Settings -> {
            SettingsScreen(
                now.model.state
                    .collectAsState()
                    .value,
                now.model,
                texts,
            )
        }

        is Place.About -> {
            AboutScreen(now.model.state, now.model, texts)
        }
    }
}
