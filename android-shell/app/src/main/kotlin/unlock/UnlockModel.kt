// Opens the vault, by whatever way the core offers.

package app.countersign.unlock

import app.countersign.client.Acceptance
import app.countersign.client.Authenticator
import app.countersign.client.ErasedStage
import app.countersign.client.LockedStage
import app.countersign.client.NewPinStage
import app.countersign.client.OlderFiles
import app.countersign.client.Stage
import app.countersign.client.UnlockNotice
import app.countersign.client.UnusableStage
import app.countersign.client.attempt
import app.countersign.client.words.notice
import app.countersign.client.words.olderCopy
import app.countersign.pad.PadModel
import app.countersign.texts.Message
import app.countersign.unlock.UnlockState.Face
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch

class UnlockModel(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    private val onRequests: () -> Unit,
    /** The vault is open, or it is to be set up anew; perhaps with something to say about it. */
    private val onStage: (Stage, List<Message>) -> Unit,
) : UnlockIntents {
    override val pad = PadModel(letters = wantsLetters(app.stage()))
    private val face = MutableStateFlow(UnlockState(faceOf(app.stage()) ?: Face.Erased))
    private var acceptance = Acceptance.NEWEST_ONLY
    private var newPin: ByteArray? = null
    val state: StateFlow<UnlockState> =
        combine(face, pad.state) { face, pad -> face.copy(pad = pad) }
            .stateIn(scope, SharingStarted.Eagerly, face.value.copy(pad = pad.state.value))

    override fun typed() {
        when (val now = face.value.face) {
            is Face.Locked -> {
                if (now.recovery) {
                    unlocked { pad.lend { app.unlockWithRecoveryCode(it, acceptance) } }
                } else {
                    unlocked { pad.lend { app.unlock(it, acceptance) } }
                }
            }

            is Face.NewPin -> {
                newPinTyped(now)
            }

            is Face.Older, Face.Erased, is Face.Broken -> {
                Unit
            }
        }
    }

    override fun biometrics() = unlocked { app.unlockWithBiometrics(acceptance) }

    override fun recovery(wanted: Boolean) {
        val stage = app.stage()
        pad.letters(wanted || wantsLetters(stage))
        show(stage, null, recovery = wanted)
    }

    override fun acceptOlder(accepted: Boolean) {
        acceptance = if (accepted) Acceptance.OLDER_COPY else Acceptance.NEWEST_ONLY
        show(app.stage(), null)
    }

    override fun requests() = onRequests()

    override fun startOver() {
        attempt(::complain) { app.startOver() }?.let { onStage(it, emptyList()) }
    }

    /** A second has passed: the delay is shorter. */
    fun tick() {
        val now = face.value
        if (!now.busy && now.face is Face.Locked) show(app.stage(), now.problem, now.face.recovery)
    }

    private fun unlocked(call: suspend () -> List<UnlockNotice>) {
        val recovery = (face.value.face as? Face.Locked)?.recovery == true
        scope.launch {
            face.value = face.value.copy(busy = true, problem = null)
            var problem: Message? = null
            val notices =
                attempt({ problem = it }) {
                    try {
                        call()
                    } catch (older: OlderFiles) {
                        face.value = UnlockState(Face.Older(olderCopy(older.copy)))
                        return@launch
                    }
                }
            show(app.stage(), problem, recovery, notices.orEmpty().map(::notice))
        }
    }

    private fun newPinTyped(now: Face.NewPin) {
        val first = newPin
        scope.launch {
            if (first == null) {
                newPin = pad.lend { it.copyOf() }
                face.value = UnlockState(now.copy(again = true))
            } else {
                var problem: Message? = null
                attempt({ problem = it }) { pad.lend { app.setNewPin(first, it) } }
                first.fill(0)
                newPin = null
                show(app.stage(), problem)
            }
        }
    }

    private fun complain(problem: Message) {
        face.value = face.value.copy(problem = problem)
    }

    private fun show(
        stage: Stage,
        problem: Message?,
        recovery: Boolean = false,
        notices: List<Message> = emptyList(),
    ) {
        when (val next = faceOf(stage)) {
            null -> {
                onStage(stage, notices)
            }

            is Face.Locked -> {
                face.value = UnlockState(next.copy(recovery = recovery), problem = problem)
            }

            is Face.NewPin -> {
                // The recovery code had letters.
                pad.letters(next.rules.passphrase)
                face.value = UnlockState(next, problem = problem)
            }

            is Face.Older, Face.Erased, is Face.Broken -> {
                face.value = UnlockState(next, problem = problem)
            }
        }
    }
}

/** Letters where the PIN is a passphrase. */
private fun wantsLetters(stage: Stage): Boolean =
    when (stage) {
        is LockedStage -> stage.view.passphrase
        is NewPinStage -> stage.rules.passphrase
        else -> false
    }

private fun faceOf(stage: Stage): Face? =
    when (stage) {
        is LockedStage -> Face.Locked(stage.view)
        is NewPinStage -> Face.NewPin(stage.rules, again = false)
        is ErasedStage -> Face.Erased
        is UnusableStage -> Face.Broken(stage.reason)
        else -> null
    }
