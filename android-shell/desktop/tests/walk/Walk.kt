// A person with the phone in hand: sees texts, touches them, types.

package walk

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.isNotEnabled
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import app.countersign.navigation.AppModel
import app.countersign.navigation.AppScreen
import app.countersign.texts.Texts
import support.DrivenPortal
import support.Look
import support.TestPhone
import support.Viewfinder
import support.scene
import support.texts

const val PIN = "493817"

class Walk(
    private val test: SkikoComposeUiTest,
    val phone: TestPhone,
    val portal: DrivenPortal,
    val texts: Texts,
    private val show: (AppModel?) -> Unit,
    /** As the phone says whenever somebody touches its screen. */
    private val touched: () -> Unit,
) {
    /** Waits until a text is there. */
    fun see(text: String) {
        until("not seen: $text") { seen(text) }
    }

    /**
     * Looks again and again, as Compose's own `waitUntil` does, but not without pause: what is waited for happens on other
     * threads and in the portal, which need the processor too.
     */
    private fun until(
        complaint: String,
        happened: () -> Boolean,
    ) {
        val late = System.nanoTime() + TIMEOUT
        while (!happened()) {
            if (System.nanoTime() > late) throw AssertionError("$complaint\nbut: ${words().joinToString()}")
            Thread.sleep(PAUSE)
            test.waitForIdle()
        }
    }

    fun dontSee(text: String) = check(!seen(text)) { "seen: $text" }

    fun seen(text: String): Boolean =
        test.onAllNodes(says(text), useUnmergedTree = true).fetchSemanticsNodes().isNotEmpty()

    /** The first text that has this form, or the last group of it. */
    fun read(form: Regex): String {
        until("nothing like $form") { words().any(form::matches) }
        return words().firstNotNullOf(form::matchEntire).groupValues.last { it.isNotEmpty() }
    }

    private fun words(): List<String> =
        test
            .onAllNodes(SemanticsMatcher("any") { true }, useUnmergedTree = true)
            .fetchSemanticsNodes()
            .flatMap(::wordsOf)

    /** What says exactly this, or else what says it among other things. */
    fun touch(text: String) {
        see(text)
        val exactly = saysOnly(text) and hasClickAction()
        val wanted = if (found(exactly)) exactly else says(text) and hasClickAction()
        val node = test.onAllNodes(wanted).onFirst()
        if (found(wanted and hasAnyAncestor(hasScrollAction()))) node.performScrollTo()
        node.performClick()
        test.waitForIdle()
    }

    /** Whether something that can be touched can be touched now. */
    fun enabled(text: String): Boolean = !found(says(text) and hasClickAction() and isNotEnabled())

    private fun found(wanted: SemanticsMatcher): Boolean = test.onAllNodes(wanted).fetchSemanticsNodes().isNotEmpty()

    /** On the pad of the PIN, or of a number. */
    fun type(digits: String) = digits.forEach { touch(texts.padDigit("$it")) }

    fun pin(
        pin: String,
        done: String,
    ) {
        type(pin)
        touch(done)
    }

    fun write(
        field: String,
        text: String,
    ) {
        see(field)
        test.onAllNodes(hasContentDescription(field) and canBeTyped).onFirst().performTextReplacement(text)
        test.waitForIdle()
    }

    fun answer(question: String) = touch(question)

    /** The system ends the app, and the user opens it again. */
    fun restart() {
        show(null)
        phone.kill()
        show(phone.open())
    }

    /** A second of the screen's own clock, and everything that it does. */
    fun second() {
        phone.tick()
        test.waitForIdle()
    }

    /** Time passes, in which the screen is touched now and then. */
    fun advance(seconds: Long) {
        portal.advance(seconds)
        phone.advance(seconds / 2)
        touched()
        phone.advance(seconds - seconds / 2)
    }

    /** Waits for the page of a request, and then longer than the moment in which a tap counts for nothing. */
    fun look() {
        see(texts.requestsReject)
        advance(1)
    }

    /** First launch, as every walk begins. */
    fun setUp() {
        touch(texts.setupLicenseAgree)
        see(texts.setupPinTitle)
        pin(PIN, texts.commonNext)
        see(texts.setupConfirmTitle)
        pin(PIN, texts.commonNext)
        touch(texts.setupNotificationsAllow)
        see(texts.listEmptyTitle)
    }

    /** Scans the code that the portal shows, and adds what it offers. */
    fun enroll() {
        scan(portal.link())
        answer(texts.addPrivateNetwork)
        touch(texts.addConfirm)
        see(texts.listTitle)
    }

    /** From the list to the camera, which is held over a code. */
    fun scan(text: String) {
        touch(if (seen(texts.listEmptyScan)) texts.listEmptyScan else texts.listAdd)
        see(texts.addAim)
        phone.see(text)
    }

    /** From the list to a page of its menu. */
    fun menu(page: String) {
        touch(texts.listMenu)
        touch(page)
    }

    /** Opens the locked app. */
    fun unlock(pin: String = PIN) {
        see(texts.unlockWithPin)
        pin(pin, texts.unlockOpen)
        see(texts.listTitle)
    }

    private fun says(text: String) = SemanticsMatcher("says $text") { node -> wordsOf(node).any { text in it } }

    private fun saysOnly(text: String) = SemanticsMatcher("says only $text") { node -> text in wordsOf(node) }

    /** What can be read or heard, without the places at which a name may go to another line. */
    private fun wordsOf(node: SemanticsNode): List<String> {
        val written = node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
        val typed = listOfNotNull(node.config.getOrNull(SemanticsProperties.EditableText)?.text)
        val spoken = node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()
        return (written + typed + spoken).map { it.replace("\u200B", "") }
    }

    private companion object {
        /** Nanoseconds. Nothing takes so long; a machine may be busy. */
        const val TIMEOUT = 60_000_000_000L

        /** Milliseconds between two looks. */
        const val PAUSE = 5L
        val canBeTyped = SemanticsMatcher.keyIsDefined(SemanticsActions.SetText)
    }
}

/** Opens the app on a new phone, beside a new portal, whose administrators may have decided something. */
fun walk(
    policy: String = "{}",
    steps: Walk.() -> Unit,
) {
    DrivenPortal(policy).use { portal ->
        TestPhone().use { phone ->
            val english = texts("en")
            var model by mutableStateOf<AppModel?>(phone.open())
            // Nobody looks at these pictures: small ones are drawn faster.
            scene(
                Look(),
                { model?.let { AppScreen(it, english) { modifier -> Viewfinder(modifier) } } },
                density = 0.75f,
            ) {
                val show = { opened: AppModel? ->
                    model = opened
                    waitForIdle()
                }
                Walk(this, phone, portal, english, show) { model?.touched() }.steps()
            }
        }
    }
}
