// What is on the screen: one of the models.

package app.countersign.navigation

import app.countersign.about.AboutModel
import app.countersign.account.AccountModel
import app.countersign.account.DevicesModel
import app.countersign.add.AddModel
import app.countersign.authenticators.AuthenticatorsModel
import app.countersign.history.HistoryModel
import app.countersign.requests.RequestsModel
import app.countersign.settings.RecoveryModel
import app.countersign.settings.SettingsModel
import app.countersign.setup.SetupModel
import app.countersign.transfer.TransferModel
import app.countersign.unlock.UnlockModel

sealed interface Place {
    class Setup(
        val model: SetupModel,
    ) : Place

    class Unlock(
        val model: UnlockModel,
    ) : Place

    class Authenticators(
        val model: AuthenticatorsModel,
    ) : Place

    class Add(
        val model: AddModel,
    ) : Place

    class Requests(
        val model: RequestsModel,
    ) : Place

    class History(
        val model: HistoryModel,
    ) : Place

    class Account(
        val model: AccountModel,
    ) : Place

    class Transfer(
        val model: TransferModel,
    ) : Place

    class Devices(
        val model: DevicesModel,
    ) : Place

    class Recovery(
        val model: RecoveryModel,
    ) : Place

    class Settings(
        val model: SettingsModel,
    ) : Place

    class About(
        val model: AboutModel,
    ) : Place
}
