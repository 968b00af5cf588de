// The app as it runs in this process, or why it does not.

package app.countersign.device

import app.countersign.client.Authenticator
import app.countersign.navigation.AppModel
import app.countersign.texts.Message

sealed interface Running {
    class App(
        val core: Authenticator,
        val model: AppModel,
        val arrivals: Arrivals,
        val leaving: Leaving,
    ) : Running

    class Refused(
        val why: Message,
    ) : Running
}
