// The recovery code: makes one or removes it, for a PIN.

package app.countersign.settings

import app.countersign.client.Authenticator
import app.countersign.client.attempt
import app.countersign.client.readOnce
import app.countersign.pad.PadModel
import app.countersign.settings.RecoveryState.Step
import app.countersign.texts.Message
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch

class RecoveryModel(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    private val onDone: () -> Unit,
) : RecoveryIntents {
    override val pad = PadModel(letters = attempt({}) { app.protection() }?.rules?.passphrase == true)
    private val changing = MutableStateFlow(RecoveryState(exists()))
    val state: StateFlow<RecoveryState> =
        combine(changing, pad.state) { state, pad -> state.copy(pad = pad) }
            .stateIn(scope, SharingStarted.Eagerly, changing.value)

    override fun back() {
        when (changing.value.step) {
            Step.Explained -> onDone()
            Step.PinToMake, Step.PinToRemove -> show(Step.Explained)
            is Step.Shown -> noted()
        }
    }

    override fun make() = show(Step.PinToMake)

    override fun remove() = show(Step.PinToRemove)

    override fun pinTyped() {
        when (changing.value.step) {
            Step.PinToMake -> {
                carryOut { pin ->
                    readOnce(app.makeRecoveryCode(pin))?.let { show(Step.Shown(it)) }
                }
            }

            Step.PinToRemove -> {
                carryOut { pin ->
                    app.removeRecoveryCode(pin)
                    show(Step.Explained, notice = { it.recoveryRemoved })
                }
            }

            Step.Explained, is Step.Shown -> {
                Unit
            }
        }
    }

    private fun carryOut(call: suspend (ByteArray) -> Unit) {
        changing.value = changing.value.copy(busy = true, problem = null)
        scope.launch {
            attempt(::complain) { pad.lend { call(it) } }
            changing.value = changing.value.copy(busy = false)
        }
    }

    override fun noted() = show(Step.Explained, notice = { it.recoveryMade })

    private fun show(
        step: Step,
        notice: Message? = null,
    ) {
        pad.clear()
        changing.value = changing.value.copy(exists = exists(), step = step, notice = notice, problem = null)
    }

    private fun exists(): Boolean = attempt({}) { app.protection() }?.recoveryCode == true

    private fun complain(problem: Message) {
        changing.value = changing.value.copy(problem = problem)
    }
}
