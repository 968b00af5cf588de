// What a screen shows, as facts with names. tests/shells/README.md lists them.

package walker

import app.countersign.account.AccountState
import app.countersign.add.AddState
import app.countersign.authenticators.AuthenticatorsState
import app.countersign.client.HolderView
import app.countersign.devices.DevicesState
import app.countersign.history.HistoryState
import app.countersign.navigation.Place
import app.countersign.pad.PadState
import app.countersign.recovery.RecoveryState
import app.countersign.requests.RequestsState
import app.countersign.settings.SettingsState
import app.countersign.setup.SetupState
import app.countersign.texts.Message
import app.countersign.texts.Texts
import app.countersign.transfer.TransferState
import app.countersign.unlock.UnlockState

class FactsOf(
    private val names: Texts,
) {
    operator fun invoke(place: Place): Facts =
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
            is Place.About -> facts("screen" to "about", "version" to place.model.state.version)
        }

    private fun setup(state: SetupState): Facts =
        screen("setup", variant(state.step), state.busy, state.problem) + typed(state.pad)

    private fun unlock(state: UnlockState): Facts {
        val common = screen("unlock", variant(state.face), state.busy, state.problem) + typed(state.pad)
        val face = state.face as? UnlockState.Face.Locked ?: return common
        return common +
            facts(
                "attempts_left" to face.view.attemptsLeft,
                "waiting" to !face.view.delay.isZero,
                "recovery" to face.recovery,
                "biometrics" to face.view.biometrics,
                "requests_while_locked" to face.view.requestsWhileLocked,
            )
    }

    private fun authenticators(state: AuthenticatorsState): Facts {
        val shown = state.rows.mapNotNull { (it.code as? AuthenticatorsState.Code.Shown)?.view?.code }
        return screen("authenticators", problem = state.problem, notice = state.notice) +
            facts(
                "rows" to state.rows.map { it.account.account },
                "information" to state.rows.map { it.account.information },
                "codes" to shown,
                "kinds" to state.rows.map { variant(it.code) },
                "reachable" to state.rows.map { variant(it.account.reachability) },
                "open_requests" to state.waiting,
                "undo" to state.undo?.name,
                "filtered" to state.filtered,
            )
    }

    private fun add(state: AddState): Facts {
        val common = screen("add", variant(state.face), problem = state.problem)
        return when (val face = state.face) {
            is AddState.Face.Scanning -> {
                val sight = face.sight as? AddState.Sight.Foreign
                common + (sight?.let { facts("foreign" to it.what.inWords(names)) } ?: emptyMap())
            }

            is AddState.Face.Offer -> {
                val obstacle = face.view.push?.obstacle
                common +
                    facts(
                        "issuer" to face.view.issuer,
                        "kind" to variant(face.view.kind),
                        "server" to (face.view.push != null),
                        "same_secret" to (face.view.sameSecret != null),
                        "begun" to (face.view.push?.begun == true),
                        "obstacle" to obstacle?.let(::variant),
                    )
            }

            is AddState.Face.Enrolling -> {
                common + facts("step" to face.step?.let(::variant))
            }

            is AddState.Face.Link, is AddState.Face.Manual -> {
                common
            }
        }
    }

    private fun requests(state: RequestsState): Facts {
        val common = screen("requests", variant(state.face), problem = state.problem)
        return common +
            when (val face = state.face) {
                is RequestsState.Face.Waiting -> {
                    facts(
                        "requests" to face.requests.size,
                        "notes" to face.notes.map { it.said.inWords(names).substringBefore(' ') },
                        "asking" to face.asking,
                    )
                }

                is RequestsState.Face.Judging -> {
                    facts(
                        "step" to variant(face.step),
                        "verification" to variant(face.request.verification),
                        "endpoint" to face.request.endpoint,
                        "address" to face.request.clientAddress,
                        "biometrics" to state.biometrics,
                        "low_assurance" to face.request.lowAssurance,
                    )
                }

                is RequestsState.Face.Over -> {
                    facts(
                        "ending" to variant(face.ending),
                        "said" to inOneLine(face.said.inWords(names)),
                        "code" to face.code,
                    )
                }
            }
    }

    private fun history(state: HistoryState): Facts =
        screen("history", busy = state.busy, problem = state.problem, notice = state.notice) +
            facts(
                "events" to state.rows.map { variant(it.event) },
                "reportable" to state.rows.count { it.canBeReported },
                "asking" to (state.asking != null),
            )

    private fun account(state: AccountState): Facts {
        val row = state.detail?.row
        val status = state.detail?.push?.status
        return screen("account", busy = state.busy, problem = state.problem, notice = state.notice) +
            facts(
                "issuer" to row?.issuer,
                "favourite" to (row?.favourite == true),
                "deleting" to state.deleting,
                "untold" to state.untold,
                "offline_code" to (state.offlineCode != null),
                "code" to state.offlineCode?.code,
                "end_pending" to (status?.endPending == true),
            )
    }

    private fun devices(state: DevicesState): Facts =
        screen("devices", busy = state.busy, problem = state.problem, notice = state.notice) +
            facts(
                "devices" to state.devices.orEmpty().map { it.name },
                "replacing" to state.replacing,
                "pending" to state.pending,
            )

    private fun transfer(state: TransferState): Facts =
        screen("transfer", busy = state.busy, problem = state.problem) +
            facts("name" to state.name, "shown" to (state.shown?.startsWith("otpauth://") == true))

    private fun settings(state: SettingsState): Facts {
        val protection = state.protection
        return screen("settings", state.asking?.let(::variant), state.busy, state.problem, state.notice) +
            facts(
                "theme" to variant(state.appearance.theme),
                "hide_codes" to (state.settings?.hideCodes == true),
                "biometrics" to protection?.biometrics?.let(::variant),
                "recovery_code" to (protection?.recoveryCode == true),
                "biometrics_held_by" to protection?.biometricsHeldBy.orEmpty().map(::server),
                "pin_held_by" to protection?.rulesHeldBy.orEmpty().map(::server),
            )
    }

    /** Without the port. */
    private fun server(holder: HolderView): String = holder.server.orEmpty().substringBeforeLast(':')

    private fun recovery(state: RecoveryState): Facts =
        screen("recovery", variant(state.step), state.busy, state.problem, state.notice) +
            facts("exists" to state.exists, "code" to (state.step as? RecoveryState.Step.Shown)?.code)

    private fun screen(
        name: String,
        face: String? = null,
        busy: Boolean = false,
        problem: Message? = null,
        notice: Message? = null,
    ): Facts =
        facts(
            "screen" to name,
            "face" to face,
            "busy" to busy,
            "problem" to problem?.let { inOneLine(it.inWords(names)) },
            "notice" to notice?.let { inOneLine(it.inWords(names)) },
        )

    private fun typed(pad: PadState): Facts = facts("typed" to pad.typed, "letters" to pad.letters)
}
