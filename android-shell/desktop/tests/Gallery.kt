// Every screen with its samples, on intents that do nothing.

import androidx.compose.runtime.Composable
import app.countersign.about.AboutScreen
import app.countersign.about.aboutSamples
import app.countersign.account.AccountScreen
import app.countersign.account.DevicesScreen
import app.countersign.account.accountSamples
import app.countersign.account.devicesSamples
import app.countersign.add.AddScreen
import app.countersign.add.addSamples
import app.countersign.authenticators.AuthenticatorsScreen
import app.countersign.authenticators.authenticatorsSamples
import app.countersign.history.HistoryScreen
import app.countersign.history.historySamples
import app.countersign.parts.Sample
import app.countersign.requests.RequestsScreen
import app.countersign.requests.requestsSamples
import app.countersign.settings.RecoveryScreen
import app.countersign.settings.SettingsScreen
import app.countersign.settings.recoverySamples
import app.countersign.settings.settingsSamples
import app.countersign.setup.SetupScreen
import app.countersign.setup.setupSamples
import app.countersign.texts.Texts
import app.countersign.transfer.TransferScreen
import app.countersign.transfer.transferSamples
import app.countersign.unlock.UnlockScreen
import app.countersign.unlock.unlockSamples
import support.Viewfinder
import java.lang.reflect.Proxy

class Exhibit(
    val name: String,
    val samples: List<Sample<@Composable (Texts) -> Unit>>,
)

val gallery =
    listOf(
        exhibit("setup", setupSamples()) { state, texts -> SetupScreen(state, deaf(), texts) },
        exhibit("unlock", unlockSamples()) { state, texts -> UnlockScreen(state, deaf(), texts) },
        exhibit(
            "authenticators",
            authenticatorsSamples(),
        ) { state, texts -> AuthenticatorsScreen(state, deaf(), texts) },
        exhibit("add", addSamples()) { state, texts -> AddScreen(state, deaf(), texts) { Viewfinder(it) } },
        exhibit(
            "requests",
            requestsSamples(),
        ) { state, texts -> RequestsScreen(state, deaf(), texts) { Viewfinder(it) } },
        exhibit("history", historySamples()) { state, texts -> HistoryScreen(state, deaf(), texts) },
        exhibit("account", accountSamples()) { state, texts -> AccountScreen(state, deaf(), texts) },
        exhibit("transfer", transferSamples()) { state, texts -> TransferScreen(state, deaf(), texts) },
        exhibit("devices", devicesSamples()) { state, texts -> DevicesScreen(state, deaf(), texts) },
        exhibit("recovery", recoverySamples()) { state, texts -> RecoveryScreen(state, deaf(), texts) },
        exhibit("settings", settingsSamples()) { state, texts -> SettingsScreen(state, deaf(), texts) },
        exhibit("about", aboutSamples()) { state, texts -> AboutScreen(state, deaf(), texts) },
    )

private fun <State> exhibit(
    name: String,
    samples: List<Sample<State>>,
    screen: @Composable (State, Texts) -> Unit,
) = Exhibit(name, samples.map { sample -> Sample(sample.name) { texts: Texts -> screen(sample.state, texts) } })

/** Intents that hear nothing, those of a pad inside them included. */
private inline fun <reified Intents : Any> deaf(): Intents = deaf(Intents::class.java)

private fun <Intents : Any> deaf(intents: Class<Intents>): Intents =
    intents.cast(
        Proxy.newProxyInstance(intents.classLoader, arrayOf(intents)) { _, method, _ ->
            method.returnType.takeIf { it.isInterface }?.let { deaf(it) }
        },
    )
