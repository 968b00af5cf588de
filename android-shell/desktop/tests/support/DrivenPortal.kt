// A live portal: a process whose user side is driven by lines, and whose phone side is HTTP on the loopback.

package support

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.util.concurrent.TimeUnit
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.createTempDirectory
import kotlin.io.path.deleteRecursively

/**
 * Started with a new database, and ended with its folder. `policy` is what its administrators decide differently, in JSON.
 */
class DrivenPortal(
    policy: String = "{}",
) : AutoCloseable {
    private val folder = createTempDirectory("portal")
    private val process =
        ProcessBuilder(System.getProperty("portal"), folder.toString(), policy)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
    private val answers = process.inputReader()
    private val questions = process.outputWriter()
    private val user: JsonElement

    init {
        answer()
        user = ask("user").getValue("user")
    }

    /** What the page shows while it waits for smartphone data: the text of its QR code. */
    fun link(): String = text(ask("link", "user" to user), "link")

    /** Somebody logs in and is asked for the second factor. */
    fun login(mode: String): Login {
        val started = ask("start", "user" to user, "mode" to JsonPrimitive(mode))
        return Login(text(started, "id"), started)
    }

    /** What the login page says now: `approved`, `denied`, … */
    fun state(login: Login): String = text(ask("state", "id" to JsonPrimitive(login.id)), "state")

    /** Types into the login page the code that the phone shows. */
    fun enter(
        login: Login,
        code: String,
    ): String = text(ask("enter", "id" to JsonPrimitive(login.id), "code" to JsonPrimitive(code)), "state")

    /** Logs in with the code of a phone without network. */
    fun acceptsOffline(code: String): Boolean =
        "refused" !in ask("offline", "user" to user, "code" to JsonPrimitive(code))

    /** Hears everything and answers nothing, until it goes on. */
    fun pause() = signal("STOP")

    fun goOn() = signal("CONT")

    private fun signal(name: String) {
        check(ProcessBuilder("kill", "-$name", "${process.pid()}").inheritIO().start().waitFor() == 0)
    }

    /** From now on nobody answers at its address. */
    fun end() {
        // One that was stopped, and whose test broke off, would never end.
        if (process.isAlive) goOn()
        questions.close()
        if (!process.waitFor(LONGEST_END, TimeUnit.SECONDS)) {
            process.destroyForcibly()
            error("the portal does not end")
        }
    }

    fun advance(seconds: Long) {
        ask("advance", "seconds" to JsonPrimitive(seconds))
    }

    class Login(
        val id: String,
        private val page: JsonObject,
    ) {
        /** The number that the page shows, or the text of its QR code. */
        val comparison: String get() = page.getValue("comparison").jsonPrimitive.content
    }

    private fun text(
        answer: JsonObject,
        name: String,
    ): String = checkNotNull(answer[name]) { "no $name in $answer" }.jsonPrimitive.content

    private fun ask(
        what: String,
        vararg with: Pair<String, JsonElement>,
    ): JsonObject {
        questions.write("${JsonObject(mapOf("do" to JsonPrimitive(what)) + with)}\n")
        questions.flush()
        return answer()
    }

    private fun answer(): JsonObject = Json.parseToJsonElement(answers.readLine()).jsonObject

    @OptIn(ExperimentalPathApi::class)
    override fun close() {
        end()
        folder.deleteRecursively()
    }

    private companion object {
        /** Seconds. Nothing takes so long. */
        const val LONGEST_END = 60L
    }
}
