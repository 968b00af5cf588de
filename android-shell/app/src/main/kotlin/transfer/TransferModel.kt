// Shows the secret of one account for a PIN, and forgets it when the screen is left.

package app.countersign.transfer

import app.countersign.client.AccountId
import app.countersign.client.Authenticator
import app.countersign.client.attempt
import app.countersign.client.readOnce
import app.countersign.pad.PadModel
import app.countersign.texts.Message
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch

class TransferModel(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    private val account: AccountId,
    private val onDone: () -> Unit,
) : TransferIntents {
    override val pad = PadModel()
    private val changing = MutableStateFlow(TransferState(nameOf(app, account)))
    val state: StateFlow<TransferState> =
        combine(changing, pad.state) { state, pad -> state.copy(pad = pad) }
            .stateIn(scope, SharingStarted.Eagerly, changing.value)

    override fun back() {
        changing.value = changing.value.copy(shown = null)
        onDone()
    }

    override fun pinTyped() {
        changing.value = changing.value.copy(busy = true, problem = null)
        scope.launch {
            val secret = attempt(::complain) { pad.lend { app.exportKeyUri(account, it) } }
            changing.value = changing.value.copy(busy = false, shown = secret?.let(::readOnce))
        }
    }

    private fun complain(problem: Message) {
        changing.value = changing.value.copy(problem = problem)
    }
}

private fun nameOf(
    app: Authenticator,
    account: AccountId,
): String = attempt({}) { app.account(account).row }?.let { it.issuer.ifEmpty { it.account } }.orEmpty()
