// A live portal for tests: a process whose user side is driven by lines.

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.createTempDirectory
import kotlin.io.path.deleteRecursively

/** Started with a new database, and ended with its folder. */
class DrivenPortal : AutoCloseable {
    private val folder = createTempDirectory("portal")
    private val process =
        ProcessBuilder(System.getProperty("portal"), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
    private val answers = process.inputReader()
    private val questions = process.outputWriter()

    init {
        answer()
    }

    /** What the page shows to a new user who sets up a phone: a link, as in its QR code. */
    fun invitation(): String {
        val user = ask("do" to JsonPrimitive("user")).getValue("user")
        return ask("do" to JsonPrimitive("link"), "user" to user).getValue("link").jsonPrimitive.content
    }

    private fun ask(vararg question: Pair<String, JsonElement>): JsonObject {
        questions.write("${JsonObject(question.toMap())}\n")
        questions.flush()
        return answer()
    }

    private fun answer(): JsonObject = Json.parseToJsonElement(answers.readLine()).jsonObject

    @OptIn(ExperimentalPathApi::class)
    override fun close() {
        questions.close()
        process.waitFor()
        folder.deleteRecursively()
    }
}
