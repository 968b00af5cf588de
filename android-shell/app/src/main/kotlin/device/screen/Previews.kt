// The screens' samples in Android Studio: in light and dark, on the phone's own colours.

package app.countersign.device.screen

import android.content.res.Configuration
import androidx.compose.foundation.background
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.layout.Box
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.tooling.preview.Preview
import app.countersign.about.AboutScreen
import app.countersign.about.aboutSamples
import app.countersign.account.AccountScreen
import app.countersign.account.accountSamples
import app.countersign.add.AddScreen
import app.countersign.add.addSamples
import app.countersign.authenticators.AuthenticatorsScreen
import app.countersign.authenticators.authenticatorsSamples
import app.countersign.device.texts
import app.countersign.history.HistoryScreen
import app.countersign.history.historySamples
import app.countersign.parts.Sample
import app.countersign.requests.RequestsScreen
import app.countersign.requests.requestsSamples
import app.countersign.settings.SettingsScreen
import app.countersign.settings.settingsSamples
import app.countersign.setup.SetupScreen
import app.countersign.setup.setupSamples
import app.countersign.texts.Message
import app.countersign.texts.Texts
import app.countersign.transfer.TransferScreen
import app.countersign.transfer.transferSamples
import app.countersign.unlock.UnlockScreen
import app.countersign.unlock.unlockSamples
import java.lang.reflect.Proxy

@Preview(name = "light", showBackground = true)
@Preview(name = "dark", uiMode = Configuration.UI_MODE_NIGHT_YES)
private annotation class Previewed

@Previewed
@Composable
private fun Setup() = Previewing { SetupScreen(first(setupSamples()), idle(), it) }

@Previewed
@Composable
private fun Unlock() = Previewing { UnlockScreen(first(unlockSamples()), idle(), it) }

@Previewed
@Composable
private fun Authenticators() = Previewing { AuthenticatorsScreen(first(authenticatorsSamples()), idle(), it) }

@Previewed
@Composable
private fun Add() = Previewing { AddScreen(first(addSamples()), idle(), it, viewfinder) }

@Previewed
@Composable
private fun Requests() = Previewing { RequestsScreen(first(requestsSamples()), idle(), it, viewfinder) }

@Previewed
@Composable
private fun History() = Previewing { HistoryScreen(first(historySamples()), idle(), it) }

@Previewed
@Composable
private fun Account() = Previewing { AccountScreen(first(accountSamples()), idle(), it) }

@Previewed
@Composable
private fun Transfer() = Previewing { TransferScreen(first(transferSamples()), idle(), it) }

@Previewed
@Composable
private fun Settings() = Previewing { SettingsScreen(first(settingsSamples()), idle(), it) }

@Previewed
@Composable
private fun About() = Previewing { AboutScreen(first(aboutSamples()), idle(), it) }

@Previewed
@Composable
private fun Refused() = Previewing { RefusedPage(Message { it.unusableInUse }, it) {} }

@Composable
private fun Previewing(screen: @Composable (Texts) -> Unit) {
    val context = LocalContext.current
    Dressed(context, isSystemInDarkTheme()) { screen(texts(context, null)) }
}

private fun <State> first(samples: List<Sample<State>>): State = samples.first().state

/** Intents that lead nowhere: a preview is looked at, not touched. */
private inline fun <reified Intents : Any> idle(): Intents = idle(Intents::class.java)

private fun <Intents : Any> idle(kind: Class<Intents>): Intents =
    checkNotNull(
        kind.cast(
            Proxy.newProxyInstance(kind.classLoader, arrayOf(kind)) { _, method, _ ->
                method.returnType.takeIf { it.isInterface }?.let { idle(it) }
            },
        ),
    )

/** What stands in for the camera. */
private val viewfinder: @Composable (Modifier) -> Unit = { Box(it.background(Color(0xFF2A3638))) }
