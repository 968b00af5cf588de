// The app as it runs in this process, or why it does not.

package app.countersign.device

import app.countersign.client.Authenticator
import app.countersign.client.attempt
import app.countersign.navigation.AppModel
import app.countersign.navigation.Place
import app.countersign.requests.RequestsState
import app.countersign.texts.Message

sealed interface Running {
    class App(
        val core: Authenticator,
        val model: AppModel,
        val arrivals: Arrivals,
        val leaving: Leaving,
    ) : Running {
        /** The screen was turned or came back: a tap that was meant for what was there before decides nothing. */
        fun screenChanged() {
            val requests = (model.place.value as? Place.Requests)?.model ?: return
            val judging = requests.state.value.face as? RequestsState.Face.Judging ?: return
            attempt({}) { core.requestScreenChanged(judging.request.id) }
        }
    }

    class Refused(
        val why: Message,
    ) : Running
}
