// What goes over the walker's input and output: one JSON object on each line.

package walker

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long

/** Texts, numbers, flags and lists of texts, by their names. */
typealias Facts = Map<String, JsonElement>

/** What the conductor asks for. Which members there are depends on `call`. */
class Asked(
    private val line: JsonObject,
) {
    val call: String get() = text("do")
    val facts: Facts get() = member("facts").jsonObject
    val frame: JsonObject get() = member("frame").jsonObject

    /** What an intent is given, where it is given something. */
    val value: Value get() = Value(line["with"])

    fun text(name: String): String = member(name).jsonPrimitive.content

    fun number(name: String): Long = member(name).jsonPrimitive.long

    private fun member(name: String): JsonElement = line[name] ?: throw Misunderstood(name)

    companion object {
        fun from(line: String) = Asked(Json.parseToJsonElement(line).jsonObject)
    }
}

/** What comes with an intent. */
class Value(
    private val value: JsonElement?,
) {
    val flag: Boolean get() = given.jsonPrimitive.boolean
    val flagOrNull: Boolean? get() = given.jsonPrimitive.booleanOrNull
    val number: Int get() = given.jsonPrimitive.int
    val text: String get() = given.jsonPrimitive.content
    val texts: List<String> get() = given.jsonArray.map { it.jsonPrimitive.content }
    private val given: JsonElement get() = value ?: throw Misunderstood("with")
}

/** The conductor and this walker do not speak the same language, or what was asked makes no sense on this screen. */
class Misunderstood(
    name: String,
) : Exception(name)

fun facts(vararg facts: Pair<String, Any?>): Facts = facts.associate { (name, fact) -> name to fact(fact) }

/** Nothing is an empty text. */
private fun fact(fact: Any?): JsonElement =
    when (fact) {
        null -> JsonPrimitive("")
        is Boolean -> JsonPrimitive(fact)
        is UInt -> JsonPrimitive(fact.toLong())
        is Number -> JsonPrimitive(fact)
        is List<*> -> JsonArray(fact.map(::fact))
        else -> JsonPrimitive("$fact")
    }

/** The name of a case, without what it carries, in lowerCamelCase. */
fun variant(value: Any): String =
    when (value) {
        is Enum<*> -> value.name.split('_').joinToString("") { it.lowercase().replaceFirstChar(Char::uppercase) }
        else -> value::class.java.simpleName
    }.replaceFirstChar(Char::lowercase)
