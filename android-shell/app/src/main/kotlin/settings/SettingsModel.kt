// Settings: hands each choice to the core, and shows what it made of it.

package app.countersign.settings

import app.countersign.client.Appearance
import app.countersign.client.Authenticator
import app.countersign.client.Settings
import app.countersign.client.attempt
import app.countersign.navigation.Destination
import app.countersign.pad.PadModel
import app.countersign.settings.SettingsState.Asking
import app.countersign.texts.Message
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch

class SettingsModel(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    private val go: (Destination) -> Unit,
    private val onAppearance: (Appearance) -> Unit,
    private val onDone: () -> Unit,
) : SettingsIntents {
    override val pad = PadModel(letters = attempt({}) { app.protection() }?.rules?.passphrase == true)
    private val changing =
        MutableStateFlow(
            SettingsState(attempt({}) { app.settings() }, app.appearance(), attempt({}) { app.protection() }),
        )
    val state: StateFlow<SettingsState> =
        combine(changing, pad.state) { state, pad -> state.copy(pad = pad) }
            .stateIn(scope, SharingStarted.Eagerly, changing.value)
    private var old = ByteArray(0)
    private var new = ByteArray(0)

    override fun back() {
        if (changing.value.asking == null) onDone() else end(null, null)
    }

    override fun settings(settings: Settings) {
        attempt(::complain) { app.changeSettings(settings) }
        attempt(::complain) { app.settings() }?.let { changing.value = changing.value.copy(settings = it) }
    }

    override fun appearance(appearance: Appearance) {
        attempt(::complain) { app.changeAppearance(appearance) } ?: return
        changing.value = changing.value.copy(appearance = appearance)
        onAppearance(appearance)
    }

    override fun recovery() = go(Destination.Recovery)

    override fun changePin() = ask(Asking.OLD_PIN)

    override fun biometrics(wanted: Boolean) = ask(if (wanted) Asking.BIOMETRICS_ON else Asking.BIOMETRICS_OFF)

    override fun pinTyped() {
        when (changing.value.asking) {
            Asking.OLD_PIN -> keep(Asking.NEW_PIN) { old = it }
            Asking.NEW_PIN -> keep(Asking.NEW_PIN_AGAIN) { new = it }
            Asking.NEW_PIN_AGAIN -> carryOut({ it.settingsPinChanged }) { app.changePin(old, new, it) }
            Asking.BIOMETRICS_ON -> carryOut({ it.settingsBiometricsAdded }) { app.enableBiometrics(it) }
            Asking.BIOMETRICS_OFF -> carryOut({ it.settingsBiometricsRemoved }) { app.disableBiometrics(it) }
            null -> Unit
        }
    }

    private fun keep(
        next: Asking,
        kept: (ByteArray) -> Unit,
    ) {
        scope.launch {
            pad.lend { kept(it.copyOf()) }
            ask(next)
        }
    }

    private fun carryOut(
        notice: Message,
        call: suspend (ByteArray) -> Unit,
    ) {
        changing.value = changing.value.copy(busy = true)
        scope.launch {
            var problem: Message? = null
            val done = attempt({ problem = it }) { pad.lend { call(it) } }
            end(notice.takeIf { done != null }, problem)
        }
    }

    private fun end(
        notice: Message?,
        problem: Message?,
    ) {
        old.fill(0)
        new.fill(0)
        pad.clear()
        changing.value =
            changing.value.copy(
                protection = attempt({}) { app.protection() },
                asking = null,
                busy = false,
                notice = notice,
                problem = problem,
            )
    }

    private fun ask(asking: Asking) {
        changing.value = changing.value.copy(asking = asking, notice = null, problem = null)
    }

    private fun complain(problem: Message) {
        changing.value = changing.value.copy(problem = problem)
    }
}
