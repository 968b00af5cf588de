// What a screen must say of its state: in words on it, or to a screen reader.

package walker

import app.countersign.account.AccountState
import app.countersign.add.AddState
import app.countersign.authenticators.AuthenticatorsState
import app.countersign.authenticators.AuthenticatorsState.Code
import app.countersign.client.BiometricsState
import app.countersign.client.Comparison
import app.countersign.client.Ending
import app.countersign.client.RequestView
import app.countersign.client.comparison
import app.countersign.client.words.event
import app.countersign.client.words.kind
import app.countersign.client.words.obstacle
import app.countersign.client.words.pinRules
import app.countersign.client.words.reachability
import app.countersign.client.words.step
import app.countersign.client.words.unusable
import app.countersign.devices.DevicesState
import app.countersign.history.HistoryState
import app.countersign.navigation.Place
import app.countersign.recovery.RecoveryState
import app.countersign.requests.RequestsState
import app.countersign.requests.headline
import app.countersign.settings.SettingsState
import app.countersign.settings.SettingsState.Asking
import app.countersign.setup.SetupState
import app.countersign.texts.Message
import app.countersign.texts.Texts
import app.countersign.texts.clock
import app.countersign.texts.duration
import app.countersign.transfer.TransferState
import app.countersign.unlock.UnlockState

class Said(
    private val texts: Texts,
) {
    fun by(place: Place): List<String> =
        when (place) {
            is Place.Setup -> setup(place.model.state.value)
            is Place.Unlock -> unlock(place.model.state.value)
            is Place.Authenticators -> authenticators(place.model.state.value)
            is Place.Add -> add(place.model.state.value)
            is Place.Requests -> requests(place.model.state.value)
            is Place.History -> history(place.model.state.value)
            is Place.Account -> account(place.model.state.value)
            is Place.Devices -> devices(place.model.state.value)
            is Place.Transfer -> transfer(place.model.state.value)
            is Place.Settings -> settings(place.model.state.value)
            is Place.Recovery -> recovery(place.model.state.value)
            is Place.About -> listOf(texts.aboutTitle, texts.aboutVersion(place.model.state.version))
        }.map(::inOneLine)

    /** What is to be seen there, and must not be touched. */
    fun lockedBy(place: Place): List<String> =
        when (place) {
            is Place.Settings -> {
                val state = place.model.state.value
                val held = state.asking == null && state.protection?.biometrics == BiometricsState.HELD
                listOfNotNull(texts.settingsBiometrics.takeIf { held })
            }

            is Place.Add -> {
                val offer = place.model.state.value.face as? AddState.Face.Offer
                listOfNotNull(texts.addConfirm.takeIf { offer?.view?.push?.obstacle != null })
            }

            else -> {
                emptyList()
            }
        }

    private fun setup(state: SetupState): List<String> =
        when (val step = state.step) {
            is SetupState.Step.License -> listOf(texts.setupLicenseTitle, step.text.trim())
            is SetupState.Step.ChoosePin -> listOf(texts.setupPinTitle, pinRules(step.rules).inWords(texts))
            SetupState.Step.ConfirmPin -> listOf(texts.setupConfirmTitle)
            SetupState.Step.Notifications -> listOf(texts.setupNotificationsTitle)
        } + words(state.problem)

    private fun unlock(state: UnlockState): List<String> =
        when (val face = state.face) {
            is UnlockState.Face.Locked -> locked(face, state)
            is UnlockState.Face.Older -> listOf(texts.unlockOlderTitle, face.what.inWords(texts))
            is UnlockState.Face.NewPin -> listOf(if (face.again) texts.setupConfirmTitle else texts.unlockNewPinTitle)
            UnlockState.Face.Erased -> listOf(texts.unlockErasedTitle)
            is UnlockState.Face.Broken -> listOf(texts.unlockUnusableTitle, unusable(face.reason).inWords(texts))
        } + words(state.problem)

    private fun locked(
        face: UnlockState.Face.Locked,
        state: UnlockState,
    ): List<String> {
        if (face.recovery) return listOf(texts.unlockRecoveryTitle)
        val view = face.view
        val few = view.attemptsLeft < ALL && state.problem == null
        return listOfNotNull(
            texts.unlockTitle,
            if (view.delay.isZero) texts.unlockWithPin else texts.unlockNextAttempt(texts.duration(view.delay)),
            texts.unlockAttempts(view.attemptsLeft.toInt()).takeIf { few },
            texts.unlockBiometrics.takeIf { view.biometrics && view.delay.isZero },
            texts.unlockRequests.takeIf { view.requestsWhileLocked },
        )
    }

    private fun authenticators(state: AuthenticatorsState): List<String> {
        val nothing = state.rows.isEmpty()
        return listOfNotNull(
            texts.listTitle,
            texts.listEmptyTitle.takeIf { nothing && !state.filtered },
            texts.listShowAll.takeIf { nothing && state.filtered },
            state.undo?.let { texts.listDeleted(it.name) },
            state.waiting.takeIf { it > 0 }?.let(texts::listWaiting),
            texts.commonCopied.takeIf { state.copied != null },
        ) + state.rows.flatMap(::row) + words(state.notice, state.problem)
    }

    private fun row(row: AuthenticatorsState.Row): List<String> {
        val account = row.account
        val code =
            when (val code = row.code) {
                is Code.Shown -> spoken(row, texts)
                Code.Hidden -> texts.listHiddenHint
                Code.OnRequest -> texts.listByCounter
                is Code.Refused -> code.why.inWords(texts)
                Code.Push, Code.Unread -> null
            }
        val dot = reachability(account.reachability).inWords(texts)
        val favourite = texts.listFavourite.takeIf { account.favourite }
        return listOfNotNull(account.issuer, account.account, account.information, dot, code, favourite)
    }

    private fun add(state: AddState): List<String> =
        when (val face = state.face) {
            is AddState.Face.Scanning -> listOf(texts.addTitle, sight(face.sight))
            is AddState.Face.Link -> listOf(texts.addPaste, face.text)
            is AddState.Face.Manual -> listOf(texts.addManual, face.issuer, face.account)
            is AddState.Face.Offer -> offer(face)
            is AddState.Face.Enrolling -> listOfNotNull(texts.addEnrolling, face.step?.let { step(it).inWords(texts) })
        } + words(state.problem)

    private fun sight(sight: AddState.Sight): String =
        when (sight) {
            AddState.Sight.Looking -> texts.addAim
            is AddState.Sight.Foreign -> sight.what.inWords(texts)
        }

    private fun offer(offer: AddState.Face.Offer): List<String> {
        val view = offer.view
        return listOfNotNull(
            texts.addOfferTitle,
            view.issuer,
            view.account,
            kind(view.kind).inWords(texts),
            view.server?.name,
            view.push?.obstacle?.let { obstacle(it).inWords(texts) },
            texts.addBegun.takeIf { view.push?.begun == true },
            texts.addSameSecretWanted.takeIf { view.sameSecret != null },
            texts.addPrivateNetwork.takeIf { view.push?.privateNetwork == true },
        )
    }

    private fun requests(state: RequestsState): List<String> =
        when (val face = state.face) {
            is RequestsState.Face.Waiting -> waiting(face)
            is RequestsState.Face.Judging -> judging(face.request, face.step)
            is RequestsState.Face.Over -> over(face)
        } + words(state.problem)

    private fun waiting(face: RequestsState.Face.Waiting): List<String> =
        listOfNotNull(
            texts.requestsTitle,
            texts.requestsNoneTitle.takeIf { face.requests.isEmpty() },
            if (face.asking) texts.requestsAsking else texts.requestsAsk,
        ) + face.notes.map { it.said.inWords(texts) } + face.requests.map { headline(it, texts) }

    private fun judging(
        request: RequestView,
        step: RequestsState.Step,
    ): List<String> =
        when (step) {
            RequestsState.Step.Facts -> {
                listOfNotNull(
                    headline(request, texts),
                    texts.requestsLeft(clock(request.secondsLeft)),
                    request.endpoint,
                    request.clientAddress,
                    request.accountName,
                    texts.requestsLowAssurance.takeIf { request.lowAssurance },
                )
            }

            is RequestsState.Step.Number -> {
                listOf(texts.requestsEnter(step.digits), texts.requestsLeft(clock(request.secondsLeft)))
            }

            RequestsState.Step.Scan -> {
                listOf(texts.requestsScan)
            }

            RequestsState.Step.Pin -> {
                listOfNotNull(texts.requestsPin, texts.requestsShow.takeIf { comparison(request) == Comparison.Code })
            }

            RequestsState.Step.Rejecting -> {
                listOf(texts.requestsRejectTitle)
            }

            RequestsState.Step.Telling -> {
                listOf(texts.requestsDeciding)
            }
        }

    private fun over(face: RequestsState.Face.Over): List<String> {
        val title =
            when (face.ending) {
                Ending.ACCEPTED -> if (face.code == null) texts.requestsAcceptedTitle else texts.requestsCodeTitle
                Ending.REJECTED -> texts.requestsRejectedTitle
                Ending.WAITING -> texts.requestsWaitingTitle
                Ending.FAILED -> texts.requestsFailedTitle
            }
        return listOfNotNull(title, face.said.inWords(texts), face.code)
    }

    private fun history(state: HistoryState): List<String> =
        listOfNotNull(texts.historyTitle, texts.historyReportTitle.takeIf { state.asking != null }) +
            state.rows.map { event(it.event).inWords(texts).replaceFirstChar(Char::uppercase) } +
            words(state.notice, state.problem)

    private fun account(state: AccountState): List<String> {
        val row = state.detail?.row
        val status = state.detail?.push?.status
        val name = row?.let { it.issuer.ifEmpty { it.account } }
        val favourite = if (row?.favourite == true) texts.accountFavouriteRemove else texts.accountFavouriteAdd
        return listOfNotNull(
            texts.accountTitle,
            state.draft.issuer,
            state.draft.account,
            favourite,
            state.offlineCode?.let { texts.listCodeSpoken(it.spoken, texts.timeSeconds(it.secondsLeft.toInt())) },
            name?.let(texts::accountDeleteTitle).takeIf { state.deleting },
            texts.accountDeleteLater.takeIf { state.untold },
            status?.takeIf { it.endPending }?.let { texts.requestsEndPending(it.server) },
        ) + words(state.notice, state.problem)
    }

    private fun devices(state: DevicesState): List<String> {
        if (state.replacing) return listOf(texts.devicesPin) + words(state.problem)
        return listOfNotNull(
            texts.devicesTitle,
            texts.devicesThis.takeIf { state.devices.orEmpty().any { it.thisDevice } },
            texts.devicesPending.takeIf { state.pending },
        ) + state.devices.orEmpty().map { it.name } + words(state.notice, state.problem)
    }

    private fun transfer(state: TransferState): List<String> =
        listOf(texts.transferWarning(state.name), state.shown ?: texts.transferPin) + words(state.problem)

    private fun settings(state: SettingsState): List<String> {
        val protection = state.protection
        return when (state.asking) {
            Asking.OLD_PIN -> listOf(texts.settingsOldPin)
            Asking.NEW_PIN -> listOf(texts.settingsNewPin) + words(protection?.rules?.let(::pinRules))
            Asking.NEW_PIN_AGAIN -> listOf(texts.settingsNewPinAgain)
            Asking.BIOMETRICS_ON -> listOf(texts.settingsBiometricsAdd)
            Asking.BIOMETRICS_OFF -> listOf(texts.settingsBiometricsRemove)
            null -> listOf(texts.settingsTitle) + held(state) + words(state.notice, state.problem)
        }
    }

    /** What servers hold, and which. */
    private fun held(state: SettingsState): List<String> {
        val protection = state.protection ?: return emptyList()
        val pin = texts.settingsPinHeld("${protection.rules.minimumLength}")
        val holders = protection.rulesHeldBy + protection.biometricsHeldBy
        return listOfNotNull(
            pin.takeIf { protection.rulesHeldBy.isNotEmpty() },
            texts.settingsBiometricsHeld.takeIf { protection.biometricsHeldBy.isNotEmpty() },
        ) + holders.map { it.server ?: it.issuer }
    }

    private fun recovery(state: RecoveryState): List<String> =
        when (val step = state.step) {
            RecoveryState.Step.Explained -> {
                listOfNotNull(texts.recoveryTitle, texts.recoveryExists.takeIf { state.exists }) + words(state.notice)
            }

            RecoveryState.Step.PinToMake -> {
                listOf(texts.recoveryPinToMake) + words(state.problem)
            }

            RecoveryState.Step.PinToRemove -> {
                listOf(texts.recoveryPinToRemove) + words(state.problem)
            }

            is RecoveryState.Step.Shown -> {
                // Sign by sign, with a pause after each group.
                listOf(texts.recoveryOnce, step.code.split('-').joinToString(", ") { it.toList().joinToString(" ") })
            }
        }

    private fun words(vararg messages: Message?): List<String> = messages.mapNotNull { it?.inWords(texts) }

    private companion object {
        /** Attempts of which none was wrong. */
        const val ALL = 10u
    }
}
