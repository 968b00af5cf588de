// The first launch: asks the core which step comes, and hands it the answers.

package app.countersign.setup

import app.countersign.client.Authenticator
import app.countersign.client.ChoosePinStep
import app.countersign.client.ConfirmPinStep
import app.countersign.client.LicenseStep
import app.countersign.client.NotificationsStep
import app.countersign.client.SetupStage
import app.countersign.client.Stage
import app.countersign.client.attempt
import app.countersign.client.licenseText
import app.countersign.client.licenseVersion
import app.countersign.pad.PadModel
import app.countersign.texts.Message
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch

class SetupModel(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    stage: SetupStage,
    /** The user wants the phone to tell them of logins: the phone asks for its permission. */
    private val askForNotifications: () -> Unit,
    private val onStage: (Stage) -> Unit,
) : SetupIntents {
    override val pad = PadModel(letters = wantsLetters(stage))
    private val step = MutableStateFlow(SetupState(stepOf(stage)))
    val state: StateFlow<SetupState> =
        combine(step, pad.state) { step, pad -> step.copy(pad = pad) }
            .stateIn(scope, SharingStarted.Eagerly, step.value.copy(pad = pad.state.value))

    override fun acceptLicense() = answer { app.acceptLicense(licenseVersion()) }

    override fun pinTyped() {
        when (step.value.step) {
            is SetupState.Step.ChoosePin -> answer { pad.lend { app.choosePin(it) } }
            else -> answer { pad.lend { app.confirmPin(it) } }
        }
    }

    /** The core keeps a first PIN only for its confirmation: an empty one sends back to the choice. */
    override fun chooseAnother() = answer(quietly = true) { app.confirmPin(ByteArray(0)) }

    override fun notifications(wanted: Boolean) {
        if (wanted) askForNotifications()
        answer { app.chooseNotifications(wanted) }
    }

    private fun answer(
        quietly: Boolean = false,
        call: suspend () -> Stage,
    ) {
        scope.launch {
            step.value = step.value.copy(busy = true, problem = null)
            var problem: Message? = null
            val stage = attempt({ problem = it }) { call() } ?: app.stage()
            show(stage, problem.takeUnless { quietly })
        }
    }

    private fun show(
        stage: Stage,
        problem: Message?,
    ) {
        if (stage is SetupStage) {
            step.value = SetupState(stepOf(stage), busy = false, problem = problem)
        } else {
            onStage(stage)
        }
    }
}

private fun wantsLetters(stage: SetupStage): Boolean = (stage.step as? ChoosePinStep)?.rules?.passphrase == true

private fun stepOf(stage: SetupStage): SetupState.Step =
    when (val step = stage.step) {
        is LicenseStep -> SetupState.Step.License(licenseText())
        is ChoosePinStep -> SetupState.Step.ChoosePin(step.rules)
        is ConfirmPinStep -> SetupState.Step.ConfirmPin
        is NotificationsStep -> SetupState.Step.Notifications
    }
