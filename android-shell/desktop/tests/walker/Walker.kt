// Carries out what the conductor asks for: on the real screens, on a phone that is held in memory.

package walker

import app.countersign.client.Frame
import app.countersign.navigation.AppModel
import app.countersign.navigation.Place
import app.countersign.texts.Texts
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonPrimitive
import support.TestPhone
import java.io.File
import java.nio.ByteBuffer

class Walker(
    private val hand: Hand,
    texts: Texts,
    /** Puts an app on the screen, or clears it. */
    private val show: (AppModel?) -> Unit,
) : AutoCloseable {
    private val intents = Intents(hand, texts)
    private val said = Said(texts)
    private val factsOf = FactsOf(names())
    private var phone: TestPhone? = null
    private var model: AppModel? = null
    private val place: Place get() = here(model).place.value

    /** The facts of the screen once everything was done, or `error`: what was asked makes no sense there. */
    fun answer(asked: Asked): JsonObject =
        try {
            carryOut(asked)
            JsonObject(facts())
        } catch (error: Misunderstood) {
            JsonObject(facts("error" to error.message))
        }

    private fun carryOut(asked: Asked) {
        when (asked.call) {
            "open" -> open(asked.text("folder"))
            "restart" -> restart { kill() }
            "restart_in_call" -> restart { killInCall() }
            "leave" -> hand.withScreen { here(model).left() }
            "tick" -> here(phone).tick()
            "advance" -> advance(asked.number("seconds"))
            "see" -> here(phone).see(frame(asked.frame))
            "link" -> hand.withScreen { here(model).opened(asked.text("text")) }
            "type" -> intents.type(asked.text("text"), letters = facts().containsAll(facts("letters" to true)))
            "intent" -> intents.carryOut(asked.text("intent"), asked.value, place)
            "until" -> until(asked.facts)
            else -> throw Misunderstood(asked.call)
        }
    }

    /** Another phone than before. */
    private fun open(folder: String) {
        close()
        phone = TestPhone(File(folder).toPath()).also { launch(it) }
    }

    private fun launch(phone: TestPhone) {
        model = phone.open().also(show)
    }

    private fun restart(end: TestPhone.() -> Unit) {
        val phone = here(phone)
        show(null)
        phone.end()
        launch(phone)
    }

    /** Time passes, in which the screen is touched now and then. */
    private fun advance(seconds: Long) {
        here(phone).advance(seconds / 2)
        hand.withScreen { here(model).touched() }
        here(phone).advance(seconds - seconds / 2)
    }

    /** Waits until the models have these facts, and the screen says what its state is. */
    private fun until(wanted: Facts) {
        val shown = hand.waits { facts().containsAll(wanted) && unsaid().isEmpty() }
        if (!shown && facts().containsAll(wanted)) {
            throw Misunderstood("the screen does not say, or leaves open: ${unsaid()}. It says ${hand.words()}")
        }
    }

    private fun unsaid(): List<String> {
        val words = hand.words()
        val unseen = said.by(place).filterNot { text -> words.any { text in it } }
        return unseen + said.lockedBy(place).filterNot(hand::seesLocked)
    }

    private fun facts(): Facts =
        factsOf(place) +
            facts("copied" to phone?.copied, "asked_for_notifications" to (phone?.askedForNotifications == true))

    private fun <Thing : Any> here(thing: Thing?): Thing = thing ?: throw Misunderstood("no phone is open")

    override fun close() {
        show(null)
        phone?.close()
    }
}

private fun Facts.containsAll(wanted: Facts): Boolean = entries.containsAll(wanted.entries)

/** A frame as it came out of the camera; it is upright once it was turned clockwise. */
private fun frame(raw: JsonObject): Frame {
    fun number(name: String) = raw.getValue(name).jsonPrimitive.int
    val bytes = File(raw.getValue("file").jsonPrimitive.content).readBytes()
    val pixels = ByteBuffer.allocateDirect(bytes.size).put(bytes).flip()
    return Frame(pixels, number("width"), number("height"), number("stride"), rotation = 90)
}
