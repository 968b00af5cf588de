// Every intent of every screen by its name: what a person touches to have it.

package walker

import app.countersign.add.AddState
import app.countersign.authenticators.AuthenticatorsState
import app.countersign.authenticators.AuthenticatorsState.Code
import app.countersign.authenticators.AuthenticatorsState.Row
import app.countersign.client.RequestView
import app.countersign.navigation.Place
import app.countersign.recovery.RecoveryState
import app.countersign.requests.RequestsState
import app.countersign.requests.headline
import app.countersign.settings.SettingsState
import app.countersign.texts.Texts
import app.countersign.texts.duration
import app.countersign.unlock.UnlockState
import java.time.Duration

class Intents(
    private val hand: Hand,
    private val texts: Texts,
) {
    fun carryOut(
        intent: String,
        value: Value,
        place: Place,
    ) = when (place) {
        is Place.Setup -> setup(intent, value)
        is Place.Unlock -> unlock(intent, value, place.model.state.value)
        is Place.Authenticators -> authenticators(intent, value, place.model.state.value)
        is Place.Add -> add(intent, value, place.model.state.value)
        is Place.Requests -> requests(intent, value, place.model.state.value)
        is Place.History -> history(intent, value)
        is Place.Account -> account(intent, value)
        is Place.Devices -> devices(intent)
        is Place.Transfer -> transfer(intent)
        is Place.Settings -> settings(intent, value, place.model.state.value)
        is Place.Recovery -> recovery(intent, place.model.state.value)
        is Place.About -> back(intent)
    }

    /** On the pad of a screen that has one: by its keys, or in the field for letters. */
    fun type(
        characters: String,
        letters: Boolean,
    ) = if (letters) hand.write(texts.padPassphrase, characters) else keys(characters)

    private fun keys(digits: String) = digits.forEach { hand.touch(texts.padDigit("$it")) }

    private fun touch(
        first: Boolean,
        one: String,
        other: String,
    ) = hand.touch(if (first) one else other)

    private fun back(intent: String) =
        if (intent == "back") hand.touch(texts.commonBack) else throw Misunderstood(intent)

    private fun setup(
        intent: String,
        value: Value,
    ) = when (intent) {
        "acceptLicense" -> hand.touch(texts.setupLicenseAgree)
        "pinTyped" -> hand.touch(texts.commonNext)
        "chooseAnother" -> hand.touch(texts.commonBack)
        "notifications" -> touch(value.flag, texts.setupNotificationsAllow, texts.setupNotificationsNotNow)
        else -> throw Misunderstood(intent)
    }

    private fun unlock(
        intent: String,
        value: Value,
        state: UnlockState,
    ) = when (intent) {
        "typed" -> touch(state.face is UnlockState.Face.NewPin, texts.commonNext, texts.unlockOpen)
        "biometrics" -> hand.touch(texts.unlockBiometrics)
        "recovery" -> touch(value.flag, texts.unlockRecovery, texts.commonBack)
        "acceptOlder" -> touch(value.flag, texts.unlockOlderAccept, texts.unlockOlderDecline)
        "requests" -> hand.touch(texts.unlockRequests)
        "startOver" -> hand.touch(texts.unlockStartOver)
        else -> throw Misunderstood(intent)
    }

    /** Accounts are named as the list names them. */
    private fun authenticators(
        intent: String,
        value: Value,
        state: AuthenticatorsState,
    ) = when (intent) {
        "add" -> touch(state.rows.isEmpty() && !state.filtered, texts.listEmptyScan, texts.listAdd)
        "open" -> hand.touch(row(value.text, state).account.account)
        "copy" -> hand.touch(spoken(row(value.text, state), texts) ?: throw Misunderstood(value.text))
        "reveal" -> reveal(row(value.text, state), state)
        "search" -> hand.write(texts.listSearch, value.text)
        "tag" -> hand.touch(value.text)
        "favouritesOnly" -> toggle(texts.listFavourites, state.favouritesOnly, value.flag)
        "showAll" -> hand.touch(texts.listShowAll)
        "visible" -> visible(value.texts, state)
        "undo" -> hand.touch(texts.commonUndo)
        "requests" -> menu(texts.requestsTitle)
        "history" -> menu(texts.historyTitle)
        "settings" -> menu(texts.settingsTitle)
        "about" -> menu(texts.aboutTitle)
        "lock" -> hand.touch(texts.listLock)
        else -> throw Misunderstood(intent)
    }

    private fun row(
        name: String,
        state: AuthenticatorsState,
    ): Row = state.rows.find { it.account.account == name } ?: throw Misunderstood(name)

    /** The list says itself which of its rows are on the screen. */
    private fun visible(
        names: List<String>,
        state: AuthenticatorsState,
    ) = names.forEach { row(it, state) }

    /** Rows that hide their codes all say the same. */
    private fun reveal(
        row: Row,
        state: AuthenticatorsState,
    ) {
        val hint = if (row.code is Code.OnRequest) texts.listByCounter else texts.listHiddenHint
        hand.touch(hint, state.rows.filter { it.code == row.code }.indexOf(row))
    }

    private fun toggle(
        label: String,
        before: Boolean,
        wanted: Boolean,
    ) {
        if (before != wanted) hand.touch(label)
    }

    private fun menu(page: String) {
        hand.touch(texts.listMenu)
        hand.touch(page)
    }

    private fun add(
        intent: String,
        value: Value,
        state: AddState,
    ) = when (intent) {
        "back" -> touch(state.face is AddState.Face.Enrolling, texts.commonCancel, texts.commonBack)
        "picture" -> hand.touch(texts.addPicture)
        "link" -> hand.touch(texts.addPaste)
        "linkText" -> hand.write(texts.addLink, value.text)
        "readLink" -> hand.touch(texts.commonNext)
        "manual" -> hand.touch(texts.addManual)
        "issuer" -> hand.write(texts.addIssuer, value.text)
        "account" -> hand.write(texts.addAccount, value.text)
        "addByHand" -> addByHand(value.text)
        "information" -> hand.write(texts.addInformation, value.text)
        "secondTime" -> hand.touch(texts.addSameSecretWanted)
        "privateNetwork" -> hand.touch(texts.addPrivateNetwork)
        "confirm" -> hand.touch(texts.addConfirm)
        "dismiss" -> hand.touch(texts.addDismiss)
        else -> throw Misunderstood(intent)
    }

    private fun addByHand(secret: String) {
        hand.write(texts.addSecret, secret)
        hand.touch(texts.commonNext)
    }

    /** The request that is opened is the first of the list. */
    private fun requests(
        intent: String,
        value: Value,
        state: RequestsState,
    ) = when (intent) {
        "ask" -> hand.touch(texts.requestsAsk)
        "open" -> hand.touch(headline(first(state), texts))
        "agree" -> hand.touch(texts.requestsPolicyAgree)
        "accept" -> hand.touch(texts.requestsAccept)
        "digit" -> keys(value.text)
        "eraseDigit" -> hand.touch(texts.padErase)
        "numberTyped" -> hand.touch(texts.commonNext)
        "pinTyped" -> hand.touch(texts.requestsAccept)
        "biometrics" -> hand.touch(texts.unlockBiometrics)
        "reject" -> hand.touch(texts.requestsReject)
        "rejected" -> touch(value.flag, texts.requestsRejectNotMe, texts.requestsRejectCancelled)
        "back" -> touch(state.face is RequestsState.Face.Over, texts.commonDone, texts.commonBack)
        else -> throw Misunderstood(intent)
    }

    private fun first(state: RequestsState): RequestView =
        (state.face as? RequestsState.Face.Waiting)?.requests?.firstOrNull() ?: throw Misunderstood("no request")

    /** The line that is reported is the first that can be. */
    private fun history(
        intent: String,
        value: Value,
    ) = when (intent) {
        "report" -> hand.touch(texts.historyReport)
        "reportConfirmed" -> hand.touchInDialog(if (value.flag) texts.historyReport else texts.commonCancel)
        else -> back(intent)
    }

    /** `draft` gives it another issuer, and leaves the rest. */
    private fun account(
        intent: String,
        value: Value,
    ) = when (intent) {
        "draft" -> hand.write(texts.accountIssuer, value.text)
        "save" -> hand.touch(texts.commonSave)
        "favourite" -> touch(value.flag, texts.accountFavouriteAdd, texts.accountFavouriteRemove)
        "showOfflineCode" -> hand.touch(texts.accountOfflineShow)
        "export" -> hand.touch(texts.accountExport)
        "devices" -> hand.touch(texts.devicesTitle)
        "delete" -> hand.touch(texts.accountDelete)
        "deleteConfirmed" -> hand.touchInDialog(if (value.flag) texts.commonDelete else texts.commonCancel)
        "deleteLater" -> hand.touch(texts.accountDeleteLater)
        "keep" -> hand.touch(texts.accountKeep)
        else -> back(intent)
    }

    private fun devices(intent: String) =
        when (intent) {
            "ask" -> hand.touch(texts.devicesAsk)
            "replaceKeys", "pinTyped" -> hand.touch(texts.devicesReplace)
            else -> back(intent)
        }

    private fun transfer(intent: String) = if (intent == "pinTyped") hand.touch(texts.commonNext) else back(intent)

    /** `appearance` takes the name of a theme. */
    private fun settings(
        intent: String,
        value: Value,
        state: SettingsState,
    ) = when (intent) {
        "settings" -> change(value, state)
        "appearance" -> touch(value.text == "dark", texts.settingsThemeDark, texts.settingsThemeLight)
        "changePin" -> hand.touch(texts.settingsChangePin)
        "biometrics" -> hand.touch(texts.settingsBiometrics)
        "recovery" -> hand.touch(texts.settingsRecovery)
        "pinTyped" -> hand.touch(texts.commonNext)
        else -> back(intent)
    }

    /** Whether codes are hidden, or the seconds until the app locks. */
    private fun change(
        value: Value,
        state: SettingsState,
    ) {
        val hidden = value.flagOrNull
        if (hidden != null) return toggle(texts.settingsHideCodes, state.settings?.hideCodes == true, hidden)
        val limit = Duration.ofSeconds(value.number.toLong())
        hand.touch(if (limit.isZero) texts.timeAtOnce else texts.duration(limit))
    }

    private fun recovery(
        intent: String,
        state: RecoveryState,
    ) = when (intent) {
        "make" -> touch(state.exists, texts.recoveryReplace, texts.recoveryMake)
        "remove" -> hand.touch(texts.recoveryRemove)
        "pinTyped" -> hand.touch(texts.commonNext)
        "noted" -> hand.touch(texts.recoveryNoted)
        else -> back(intent)
    }
}

/** How a code that is shown is spoken: digit by digit, with the seconds that are left. */
fun spoken(
    row: Row,
    texts: Texts,
): String? {
    val code = (row.code as? Code.Shown)?.view ?: return null
    if (code.periodSeconds == 0uL) return texts.listCounterKnown(code.spoken)
    return texts.listCodeSpoken(code.spoken, texts.timeSeconds(code.secondsLeft.toInt()))
}
