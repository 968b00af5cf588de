// Settings: hands each choice to the core, and shows what it made of it.

package app.countersign.settings

import app.countersign.client.Appearance
import app.countersign.client.Authenticator
import app.countersign.client.Settings
import app.countersign.client.attempt
import app.countersign.pad.PadModel
import app.countersign.settings.SettingsState.Changing
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
    private val onAppearance: (Appearance) -> Unit,
    private val onDone: () -> Unit,
) : SettingsIntents {
    override val pad = PadModel()
    private val changing = MutableStateFlow(SettingsState(attempt({}) { app.settings() }, app.appearance()))
    val state: StateFlow<SettingsState> =
        combine(changing, pad.state) { state, pad -> state.copy(pad = pad) }
            .stateIn(scope, SharingStarted.Eagerly, changing.value)
    private var old = ByteArray(0)
    private var new = ByteArray(0)

    override fun back() {
        if (changing.value.changing == null) onDone() else endChange(null, null)
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

    override fun changePin() = step(Changing.OLD)

    override fun pinTyped() {
        scope.launch {
            when (changing.value.changing) {
                Changing.OLD -> {
                    old = pad.lend { it.copyOf() }
                    step(Changing.NEW)
                }

                Changing.NEW -> {
                    new = pad.lend { it.copyOf() }
                    step(Changing.AGAIN)
                }

                Changing.AGAIN -> {
                    change()
                }

                null -> {
                    Unit
                }
            }
        }
    }

    private suspend fun change() {
        changing.value = changing.value.copy(busy = true)
        var problem: Message? = null
        val changed = attempt({ problem = it }) { pad.lend { app.changePin(old, new, it) } }
        endChange(changed?.let { Message { it.settingsPinChanged } }, problem)
    }

    private fun endChange(
        notice: Message?,
        problem: Message?,
    ) {
        old.fill(0)
        new.fill(0)
        pad.clear()
        changing.value = changing.value.copy(changing = null, busy = false, notice = notice, problem = problem)
    }

    private fun step(step: Changing) {
        changing.value = changing.value.copy(changing = step, notice = null, problem = null)
    }

    private fun complain(problem: Message) {
        changing.value = changing.value.copy(problem = problem)
    }
}
