// Asks a server for the devices of its user, and replaces this phone's keys there.

package app.countersign.account

import app.countersign.client.AccountId
import app.countersign.client.Authenticator
import app.countersign.client.Cancellation
import app.countersign.client.attempt
import app.countersign.pad.PadModel
import app.countersign.texts.Message
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch

class DevicesModel(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    private val account: AccountId,
    private val onDone: () -> Unit,
) : DevicesIntents {
    override val pad = PadModel(letters = attempt({}) { app.protection() }?.rules?.passphrase == true)
    private val changing = MutableStateFlow(DevicesState(server = serverOf(app, account), pending = pending()))
    val state: StateFlow<DevicesState> =
        combine(changing, pad.state) { state, pad -> state.copy(pad = pad) }
            .stateIn(scope, SharingStarted.Eagerly, changing.value)

    init {
        ask()
    }

    override fun back() {
        if (changing.value.replacing) replacing(false) else onDone()
    }

    override fun ask() {
        wait {
            val devices = app.devices(account, Cancellation())
            changing.value = changing.value.copy(devices = devices)
        }
    }

    override fun replaceKeys() = replacing(true)

    override fun pinTyped() {
        wait {
            pad.lend { app.rotateKeys(account, it, Cancellation()) }
            changing.value = changing.value.copy(replacing = false, notice = Message { it.devicesReplaced })
        }
    }

    private fun wait(call: suspend () -> Unit) {
        changing.value = changing.value.copy(busy = true, notice = null, problem = null)
        scope.launch {
            attempt(::complain) { call() }
            changing.value = changing.value.copy(busy = false, pending = pending())
        }
    }

    private fun replacing(wanted: Boolean) {
        pad.clear()
        changing.value = changing.value.copy(replacing = wanted, notice = null, problem = null)
    }

    private fun pending(): Boolean = attempt({}) { app.account(account) }?.push?.rotationPending == true

    private fun complain(problem: Message) {
        changing.value = changing.value.copy(problem = problem)
    }
}

private fun serverOf(
    app: Authenticator,
    account: AccountId,
): String = attempt({}) { app.account(account) }?.server.orEmpty()
