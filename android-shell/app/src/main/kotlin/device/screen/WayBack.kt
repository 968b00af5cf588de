// Where "back" leads: each screen says so itself. From the first ones, it leads out of the app.

package app.countersign.device.screen

import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import app.countersign.navigation.Place
import app.countersign.setup.SetupModel
import app.countersign.setup.SetupState

@Composable
internal fun wayBack(place: Place): (() -> Unit)? =
    when (place) {
        is Place.Setup -> wayBack(place.model)
        is Place.Unlock, is Place.Authenticators -> null
        is Place.Add -> place.model::back
        is Place.Requests -> place.model::back
        is Place.History -> place.model::back
        is Place.Account -> place.model::back
        is Place.Transfer -> place.model::back
        is Place.Devices -> place.model::back
        is Place.Settings -> place.model::back
        is Place.Recovery -> place.model::back
        is Place.About -> place.model::back
    }

@Composable
private fun wayBack(setup: SetupModel): (() -> Unit)? {
    val state by setup.state.collectAsState()
    return if (state.step == SetupState.Step.ConfirmPin) setup::chooseAnother else null
}
