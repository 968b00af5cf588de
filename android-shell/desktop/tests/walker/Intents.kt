// Every intent of every screen by its name: what a person touches to have it.

package walker

import app.countersign.account.AccountModel
import app.countersign.authenticators.AuthenticatorsModel
import app.countersign.authenticators.AuthenticatorsState.Code
import app.countersign.authenticators.AuthenticatorsState.Row
import app.countersign.navigation.Place
import app.countersign.recovery.RecoveryModel
import app.countersign.requests.RequestsModel
import app.countersign.requests.RequestsState.Face
import app.countersign.requests.headline
import app.countersign.settings.SettingsModel
import app.countersign.texts.Texts
import app.countersign.texts.duration
import app.countersign.unlock.UnlockModel
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
        is Place.Unlock -> unlock(intent, value, place.model)
        is Place.Authenticators -> authenticators(intent, value, place.model)
        is Place.Add -> add(intent, value, place)
        is Place.Requests -> requests(intent, value, place.model)
        is Place.History -> history(intent, value)
        is Place.Account -> account(intent, value, place.model)
        is Place.Devices -> devices(intent)
        is Place.Transfer -> transfer(intent)
        is Place.Settings -> settings(intent, value, place.model)
        is Place.Recovery -> recovery(intent, place.model)
        is Place.About -> back(intent)
    }

    /** On the pad of a screen that has one: by its keys, or in the field for letters. */
    fun type(
        characters: String,
        letters: Boolean,
    ) {
        if (letters) hand.write(texts.padPassphrase, characters) else keys(characters)
    }

    private fun keys(digits: String) = digits.forEach { hand.touch(texts.padDigit("$it")) }

    private fun back(intent: String) = if (intent == "back") hand.touch(texts.commonBack) else throw Misunderstood(intent)

    private fun setup(
        intent: String,
        value: Value,
    ) = when (intent) {
        "acceptLicense" -> hand.touch(texts.setupLicenseAgree)
        "pinTyped" -> hand.touch(texts.commonNext)
        "chooseAnother" -> hand.touch(texts.commonBack)
        "notifications" -> hand.touch(if (value.flag) texts.setupNotificationsAllow else texts.setupNotificationsNotNow)
        else -> throw Misunderstood(intent)
    }

    private fun unlock(
        intent: String,
        value: Value,
        model: UnlockModel,
    ) = when (intent) {
        "typed" -> {
            val choosing = model.state.value.face is UnlockState.Face.NewPin
            hand.touch(if (choosing) texts.commonNext else texts.unlockOpen)
        }

        "biometrics" -> {
            hand.touch(texts.unlockBiometrics)
        }

        "recovery" -> {
            hand.touch(if (value.flag) texts.unlockRecovery else texts.commonBack)
        }

        "acceptOlder" -> {
            hand.touch(if (value.flag) texts.unlockOlderAccept else texts.unlockOlderDecline)
        }

        "requests" -> {
            hand.touch(texts.unlockRequests)
        }

        "startOver" -> {
            hand.touch(texts.unlockStartOver)
        }

        else -> {
            throw Misunderstood(intent)
        }
    }

    private fun authenticators(
        intent: String,
        value: Value,
        model: AuthenticatorsModel,
    ) {
        val rows = model.state.value.rows
        when (intent) {
            "add" -> hand.touch(if (rows.isEmpty()) texts.listEmptyScan else texts.listAdd)
            "open" -> hand.touch(named(value.text, rows).account.account)
            "copy" -> hand.touch(spoken(named(value.text, rows), texts) ?: throw Misunderstood(value.text))
            "reveal" -> reveal(named(value.text, rows), rows)
            "search" -> hand.write(texts.listSearch, value.text)
            "tag" -> hand.touch(value.text)
            "favouritesOnly" -> if (value.flag != model.state.value.favouritesOnly) hand.touch(texts.listFavourites)
            "showAll" -> hand.touch(texts.listShowAll)
            // The list says itself which of its rows are on the screen.
            "visible" -> value.texts.forEach { named(it, rows) }
            "undo" -> hand.touch(texts.commonUndo)
            "requests" -> menu(texts.requestsTitle)
            "history" -> menu(texts.historyTitle)
            "settings" -> menu(texts.settingsTitle)
            "about" -> menu(texts.aboutTitle)
            "lock" -> hand.touch(texts.listLock)
            else -> throw Misunderstood(intent)
        }
    }

    private fun named(
        name: String,
        rows: List<Row>,
    ): Row = rows.find { it.account.account == name } ?: throw Misunderstood(name)

    /** Rows that hide their codes all say the same. */
    private fun reveal(
        row: Row,
        rows: List<Row>,
    ) {
        val hint = if (row.code is Code.OnRequest) texts.listByCounter else texts.listHiddenHint
        hand.touch(hint, rows.filter { it.code == row.code }.indexOf(row))
    }

    private fun menu(page: String) {
        hand.touch(texts.listMenu)
        hand.touch(page)
    }

    private fun add(
        intent: String,
        value: Value,
        place: Place.Add,
    ) = when (intent) {
        "back" -> {
            val enrolling = place.model.state.value.face is app.countersign.add.AddState.Face.Enrolling
            hand.touch(if (enrolling) texts.commonCancel else texts.commonBack)
        }

        "picture" -> {
            hand.touch(texts.addPicture)
        }

        "link" -> {
            hand.touch(texts.addPaste)
        }

        "linkText" -> {
            hand.write(texts.addLink, value.text)
        }

        "readLink" -> {
            hand.touch(texts.commonNext)
        }

        "manual" -> {
            hand.touch(texts.addManual)
        }

        "issuer" -> {
            hand.write(texts.addIssuer, value.text)
        }

        "account" -> {
            hand.write(texts.addAccount, value.text)
        }

        "addByHand" -> {
            hand.write(texts.addSecret, value.text)
            hand.touch(texts.commonNext)
        }

        "information" -> {
            hand.write(texts.addInformation, value.text)
        }

        "secondTime" -> {
            hand.touch(texts.addSameSecretWanted)
        }

        "privateNetwork" -> {
            hand.touch(texts.addPrivateNetwork)
        }

        "confirm" -> {
            hand.touch(texts.addConfirm)
        }

        "dismiss" -> {
            hand.touch(texts.addDismiss)
        }

        else -> {
            throw Misunderstood(intent)
        }
    }

    /** The request that is opened is the first of the list. */
    private fun requests(
        intent: String,
        value: Value,
        model: RequestsModel,
    ) {
        val face = model.state.value.face
        when (intent) {
            "ask" -> hand.touch(texts.requestsAsk)
            "open" -> hand.touch(headline((face as Face.Waiting).requests.first(), texts))
            "agree" -> hand.touch(texts.requestsPolicyAgree)
            "accept" -> hand.touch(texts.requestsAccept)
            "digit" -> keys(value.text)
            "eraseDigit" -> hand.touch(texts.padErase)
            "numberTyped" -> hand.touch(texts.commonNext)
            "pinTyped" -> hand.touch(texts.requestsAccept)
            "biometrics" -> hand.touch(texts.unlockBiometrics)
            "reject" -> hand.touch(texts.requestsReject)
            "rejected" -> hand.touch(if (value.flag) texts.requestsRejectNotMe else texts.requestsRejectCancelled)
            "back" -> hand.touch(if (face is Face.Over) texts.commonDone else texts.commonBack)
            else -> throw Misunderstood(intent)
        }
    }

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
        model: AccountModel,
    ) = when (intent) {
        "draft" -> {
            hand.write(texts.accountIssuer, value.text)
        }

        "save" -> {
            hand.touch(texts.commonSave)
        }

        "favourite" -> {
            val favourite = model.state.value.detail?.row?.favourite
            if (favourite != value.flag) {
                hand.touch(if (value.flag) texts.accountFavouriteAdd else texts.accountFavouriteRemove)
            }
            Unit
        }

        "showOfflineCode" -> {
            hand.touch(texts.accountOfflineShow)
        }

        "export" -> {
            hand.touch(texts.accountExport)
        }

        "devices" -> {
            hand.touch(texts.devicesTitle)
        }

        "delete" -> {
            hand.touch(texts.accountDelete)
        }

        "deleteConfirmed" -> {
            hand.touchInDialog(if (value.flag) texts.commonDelete else texts.commonCancel)
        }

        "deleteLater" -> {
            hand.touch(texts.accountDeleteLater)
        }

        "keep" -> {
            hand.touch(texts.accountKeep)
        }

        else -> {
            back(intent)
        }
    }

    private fun devices(intent: String) =
        when (intent) {
            "ask" -> hand.touch(texts.devicesAsk)
            "replaceKeys", "pinTyped" -> hand.touch(texts.devicesReplace)
            else -> back(intent)
        }

    private fun transfer(intent: String) = if (intent == "pinTyped") hand.touch(texts.commonNext) else back(intent)

    /** `settings` hides the codes or not, or takes the seconds until the app locks; `appearance` takes the name of a theme. */
    private fun settings(
        intent: String,
        value: Value,
        model: SettingsModel,
    ) {
        val state = model.state.value
        when (intent) {
            "settings" -> {
                val wanted = value.flagOrNull
                if (wanted == null) {
                    val limit = Duration.ofSeconds(value.number.toLong())
                    hand.touch(if (limit.isZero) texts.timeAtOnce else texts.duration(limit))
                } else if (wanted != state.settings?.hideCodes) {
                    hand.touch(texts.settingsHideCodes)
                }
            }

            "appearance" -> {
                hand.touch(if (value.text == "dark") texts.settingsThemeDark else texts.settingsThemeLight)
            }

            "changePin" -> {
                hand.touch(texts.settingsChangePin)
            }

            "biometrics" -> {
                hand.touch(texts.settingsBiometrics)
            }

            "recovery" -> {
                hand.touch(texts.settingsRecovery)
            }

            "pinTyped" -> {
                hand.touch(texts.commonNext)
            }

            else -> {
                back(intent)
            }
        }
    }

    private fun recovery(
        intent: String,
        model: RecoveryModel,
    ) = when (intent) {
        "make" -> hand.touch(if (model.state.value.exists) texts.recoveryReplace else texts.recoveryMake)
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
