// Requests: shows what the core says is open, and carries the user's decision to it.

package app.countersign.requests

import app.countersign.client.AccountId
import app.countersign.client.Authenticator
import app.countersign.client.BiometricsState
import app.countersign.client.Cancellation
import app.countersign.client.Compared
import app.countersign.client.ComparedCode
import app.countersign.client.ComparedNothing
import app.countersign.client.ComparedNumber
import app.countersign.client.ComparedShown
import app.countersign.client.Comparison
import app.countersign.client.DenyReason
import app.countersign.client.Ending
import app.countersign.client.Frame
import app.countersign.client.OutcomeView
import app.countersign.client.ProtectionView
import app.countersign.client.PushAccountView
import app.countersign.client.Reachability
import app.countersign.client.RequestId
import app.countersign.client.ScannedCode
import app.countersign.client.attempt
import app.countersign.client.codeToType
import app.countersign.client.comparison
import app.countersign.client.ending
import app.countersign.client.firstCode
import app.countersign.client.words.outcome
import app.countersign.client.words.policy
import app.countersign.pad.PadModel
import app.countersign.requests.RequestsState.Face
import app.countersign.requests.RequestsState.Note
import app.countersign.requests.RequestsState.Step
import app.countersign.texts.Message
import app.countersign.texts.duration
import app.countersign.texts.inLines
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch

class RequestsModel(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    /** Asks every server, and comes back when all have answered. */
    private val askServers: suspend () -> Unit,
    private val onDone: () -> Unit,
) : RequestsIntents {
    private val protection = attempt({}) { app.protection() }
    override val pad = PadModel(letters = protection?.rules?.passphrase == true)
    private val changing = MutableStateFlow(RequestsState(biometrics = opensWithBiometrics(protection)))
    private var scanned: ScannedCode? = null
    private var number = ""
    val state: StateFlow<RequestsState> =
        combine(changing, pad.state) { state, pad -> state.copy(pad = pad) }
            .stateIn(scope, SharingStarted.Eagerly, changing.value.copy(pad = pad.state.value))

    init {
        refresh()
    }

    /** Reads everything anew: after a change, and each second for the countdown. */
    fun refresh() {
        when (val face = changing.value.face) {
            is Face.Waiting -> {
                attempt(::complain) { app.requests() }?.let { view ->
                    val notes = view.accounts.flatMap(::notes)
                    show(
                        Face.Waiting(view.requests, notes, view.accounts.isNotEmpty(), face.asking),
                        changing.value.problem,
                    )
                }
            }

            is Face.Judging -> {
                if (face.step != Step.Telling) refresh(face)
            }

            is Face.Over -> {
                Unit
            }
        }
    }

    private fun refresh(face: Face.Judging) {
        val now = attempt(::complain) { app.requests() } ?: return
        val request = now.requests.find { it.id == face.request.id }
        if (request == null) {
            end(Face.Over(Ending.FAILED, Message { it.requestsOver }))
        } else {
            show(face.copy(request = request), changing.value.problem)
        }
    }

    override fun ask() {
        val face = changing.value.face as? Face.Waiting ?: return
        show(face.copy(asking = true))
        scope.launch {
            askServers()
            (changing.value.face as? Face.Waiting)?.let { show(it.copy(asking = false)) }
            refresh()
        }
    }

    /** A request is being judged: no other one may take its place. */
    val isBusy: Boolean
        get() = judging() != null

    override fun open(request: RequestId) {
        attempt(::complain) { app.openRequest(request) }?.let { show(Face.Judging(it, Step.Facts)) }
    }

    override fun agree(account: AccountId) {
        attempt(::complain) { app.acceptPolicy(account) }
        refresh()
    }

    override fun accept() {
        val face = judging() ?: return
        when (val comparison = comparison(face.request)) {
            is Comparison.Number -> step(Step.Number("", comparison.digits))
            Comparison.Scan -> step(Step.Scan)
            Comparison.Nothing, Comparison.Code -> step(Step.Pin)
        }
    }

    override fun digit(digit: Char) =
        number {
            if (it.typed.length <
                it.digits
            ) {
                it.copy(typed = it.typed + digit)
            } else {
                it
            }
        }

    override fun eraseDigit() = number { it.copy(typed = it.typed.dropLast(1)) }

    private fun number(change: (Step.Number) -> Step.Number) {
        (judging()?.step as? Step.Number)?.let { step(change(it)) }
    }

    override fun numberTyped() {
        val typed = judging()?.step as? Step.Number ?: return
        number = typed.typed
        step(Step.Pin)
    }

    /** A picture of the camera, while the code of a login page is looked for. */
    suspend fun frame(frame: Frame) {
        if (judging()?.step != Step.Scan) return
        val code = firstCode(frame) ?: return
        if (judging()?.step != Step.Scan) return code.close()
        scanned = code
        step(Step.Pin)
    }

    override fun pinTyped() =
        approve { request, compared -> pad.lend { app.approve(request, compared, it, Cancellation()) } }

    override fun biometrics() =
        approve { request, compared -> app.approveWithBiometrics(request, compared, Cancellation()) }

    private fun approve(call: suspend (RequestId, Compared) -> OutcomeView) {
        val face = judging() ?: return
        val compared = compared(face) ?: return
        decide(face, back = Step.Pin) { call(face.request.id, compared) }
    }

    private fun compared(face: Face.Judging): Compared? =
        when (comparison(face.request)) {
            Comparison.Nothing -> ComparedNothing
            is Comparison.Number -> ComparedNumber(number)
            Comparison.Scan -> scanned?.let { ComparedCode(it) }
            Comparison.Code -> ComparedShown
        }

    override fun reject() = step(Step.Rejecting)

    override fun rejected(notMe: Boolean) {
        val face = judging() ?: return
        val reason = if (notMe) DenyReason.NOT_ME else DenyReason.CANCELLED
        decide(face, back = Step.Rejecting) { app.deny(face.request.id, reason, Cancellation()) }
    }

    private fun decide(
        face: Face.Judging,
        back: Step,
        call: suspend () -> OutcomeView,
    ) {
        step(Step.Telling)
        scope.launch {
            var problem: Message? = null
            val outcome = attempt({ problem = it }) { call() }
            if (outcome == null) {
                show(face.copy(step = back), problem)
                refresh()
            } else {
                end(Face.Over(ending(outcome), outcome(outcome.status), codeToType(outcome)))
            }
        }
    }

    private fun end(over: Face.Over) {
        scanned?.close()
        scanned = null
        number = ""
        pad.clear()
        show(over)
    }

    override fun back() {
        when (val face = changing.value.face) {
            is Face.Waiting -> {
                onDone()
            }

            is Face.Over -> {
                list()
            }

            is Face.Judging -> {
                when (face.step) {
                    Step.Facts -> {
                        list()
                    }

                    Step.Telling -> {
                        Unit
                    }

                    is Step.Number, Step.Scan, Step.Pin, Step.Rejecting -> {
                        pad.clear()
                        step(Step.Facts)
                    }
                }
            }
        }
    }

    private fun list() {
        show(Face.Waiting())
        refresh()
    }

    private fun judging(): Face.Judging? = changing.value.face as? Face.Judging

    private fun step(step: Step) {
        judging()?.let { show(it.copy(step = step)) }
    }

    private fun show(
        face: Face,
        problem: Message? = null,
    ) {
        changing.value = changing.value.copy(face = face, problem = problem)
    }

    private fun complain(problem: Message) {
        changing.value = changing.value.copy(problem = problem)
    }
}

private fun opensWithBiometrics(protection: ProtectionView?): Boolean =
    when (protection?.biometrics) {
        BiometricsState.ON, BiometricsState.HELD -> true
        BiometricsState.OFF, BiometricsState.NOT_AVAILABLE, null -> false
    }

private fun notes(account: PushAccountView): List<Note> {
    val server = inLines(account.server)
    return listOfNotNull(
        account.ended?.let { Note({ it.requestsEnded(server) }) },
        Note({ it.requestsEndPending(server) }).takeIf { account.endPending },
        Note({ it.requestsEnrollAgain(server) }).takeIf { account.enrollAgain },
        account.policyChange?.let { asked ->
            Note({ it.requestsPolicyChanged(server, policy(asked).inWords(it)) }, agree = account.id)
        },
        account.mutedFor?.let { time -> Note({ it.requestsMuted(server, it.duration(time)) }) },
        Note({ it.requestsUnreachable(server, it.duration(account.nextPollIn)) })
            .takeIf { account.reachability == Reachability.UNREACHABLE },
        Note({ it.requestsUndelivered(server) }).takeIf { account.undelivered > 0u },
    )
}
