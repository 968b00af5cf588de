// The whole app: which screen is there, and what happens beside it.

package app.countersign.navigation

import app.countersign.about.AboutModel
import app.countersign.account.AccountModel
import app.countersign.add.AddModel
import app.countersign.add.ThisPhone
import app.countersign.authenticators.AuthenticatorsModel
import app.countersign.authenticators.AuthenticatorsState.Undo
import app.countersign.client.Appearance
import app.countersign.client.Authenticator
import app.countersign.client.Frame
import app.countersign.client.Polling
import app.countersign.client.RequestView
import app.countersign.client.SetupStage
import app.countersign.client.UnlockedStage
import app.countersign.client.attempt
import app.countersign.client.changes
import app.countersign.devices.DevicesModel
import app.countersign.history.HistoryModel
import app.countersign.recovery.RecoveryModel
import app.countersign.requests.RequestsModel
import app.countersign.settings.SettingsModel
import app.countersign.setup.SetupModel
import app.countersign.texts.Message
import app.countersign.transfer.TransferModel
import app.countersign.unlock.UnlockModel
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.launch
import java.time.Duration

class AppModel(
    private val app: Authenticator,
    private val scope: CoroutineScope,
    private val phone: Phone,
    /** Once a second while the app is on the screen. */
    ticks: Flow<Unit>,
    /** How long a server may hold its answer back. */
    pollWait: Duration,
) {
    private val polling = Polling(app, scope, pollWait, ::prompted)

    /** The vault was open when this model last looked. */
    private var open = false
    private val changing = MutableStateFlow(homeOf())
    val place: StateFlow<Place> = changing.asStateFlow()
    private val looks = MutableStateFlow(app.appearance())

    /** Colours and language that the user chose. */
    val appearance: StateFlow<Appearance> = looks.asStateFlow()

    init {
        scope.launch { ticks.collect { tick() } }
        scope.launch { app.changes().collect { refresh() } }
        scope.launch { phone.camera.conflate().collect(::frame) }
    }

    private fun tick() {
        val locked = app.lockIfIdle()
        // One that was locked before changes nothing: a PIN may be half typed on the screen.
        if (locked && open) home()
        open = !locked
        polling.tick()
        when (val place = changing.value) {
            is Place.Unlock -> place.model.tick()
            is Place.Account -> place.model.tick()
            else -> refresh()
        }
    }

    private fun refresh() {
        when (val place = changing.value) {
            is Place.Authenticators -> place.model.refresh()
            is Place.Requests -> place.model.refresh()
            is Place.History -> place.model.refresh()
            is Place.Setup, is Place.Unlock, is Place.Add, is Place.Account -> Unit
            is Place.Devices, is Place.Transfer, is Place.Settings, is Place.Recovery, is Place.About -> Unit
        }
    }

    private suspend fun frame(frame: Frame) {
        when (val place = changing.value) {
            is Place.Add -> place.model.frame(frame)
            is Place.Requests -> place.model.frame(frame)
            else -> Unit
        }
    }

    /**
     * A request has come. It takes the place of the list, and of nothing that the user is busy with: least of all of
     * another request, under the finger.
     */
    private fun prompted(request: RequestView) {
        val place = changing.value
        val free = place is Place.Authenticators || (place is Place.Requests && !place.model.isBusy)
        if (!free) return
        go(Destination.Requests)
        (changing.value as? Place.Requests)?.model?.open(request.id)
    }

    /** A link was opened on the phone: the offer is shown, nothing is added by itself. */
    fun opened(link: String) {
        if (app.stage() !is UnlockedStage) return
        val add = adding()
        changing.value = Place.Add(add)
        add.opened(link)
    }

    /** Somebody touched the screen. */
    fun touched() {
        attempt({}) { app.userWasActive() }
    }

    /** The app left the screen. A delay of zero means that it locks right then; any other runs in the core. */
    fun left() {
        if (attempt({}) { app.settings() }?.autoLock?.isZero == true) lock()
    }

    /** Nobody is before the screen any more. */
    fun lock() {
        app.lock()
        home()
    }

    private fun go(destination: Destination) {
        changing.value =
            when (destination) {
                Destination.Authenticators -> {
                    homeOf()
                }

                Destination.Add -> {
                    Place.Add(adding())
                }

                Destination.Requests -> {
                    Place.Requests(RequestsModel(app, scope, polling::askAll, ::home))
                }

                Destination.History -> {
                    Place.History(HistoryModel(app, scope, ::home))
                }

                is Destination.Account -> {
                    Place.Account(AccountModel(app, scope, destination.account, ::go) { home(undo = it) })
                }

                is Destination.Transfer -> {
                    Place.Transfer(TransferModel(app, scope, destination.account, ::home))
                }

                is Destination.Devices -> {
                    val back = { go(Destination.Account(destination.account)) }
                    Place.Devices(DevicesModel(app, scope, destination.account, back))
                }

                Destination.Recovery -> {
                    Place.Recovery(RecoveryModel(app, scope) { go(Destination.Settings) })
                }

                Destination.Settings -> {
                    Place.Settings(SettingsModel(app, scope, ::go, { looks.value = it }, ::home))
                }

                Destination.About -> {
                    Place.About(AboutModel(phone.version, ::home))
                }
            }
    }

    private fun adding() =
        AddModel(
            app,
            scope,
            ThisPhone(phone.name, phone.version),
            phone.cameraAllowed,
            phone::choosePicture,
            ::home,
        )

    private fun home() = home(notice = null)

    private fun home(
        notice: Message? = null,
        undo: Undo? = null,
    ) {
        changing.value = homeOf(notice, undo)
    }

    /** Where the app begins, as the core's stage has it. */
    private fun homeOf(
        notice: Message? = null,
        undo: Undo? = null,
    ): Place {
        val stage = app.stage()
        open = stage is UnlockedStage
        return when (stage) {
            is SetupStage -> {
                Place.Setup(SetupModel(app, scope, stage, phone::askForNotifications) { home() })
            }

            is UnlockedStage -> {
                Place.Authenticators(AuthenticatorsModel(app, phone.clipboard, ::go, ::home, notice, undo))
            }

            else -> {
                Place.Unlock(
                    UnlockModel(app, scope, { go(Destination.Requests) }) { _, notices -> home(notices.firstOrNull()) },
                )
            }
        }
    }
}
