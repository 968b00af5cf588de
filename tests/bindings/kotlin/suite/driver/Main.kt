// The driver's lines: a JSON object asks, a JSON object answers. README.md two folders above describes them.

package driver

import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject

/** What is known after a call: texts, numbers, true and false. */
typealias Facts = Map<String, Any>

fun main() =
    runBlocking {
        Driver().use { driver ->
            for (line in generateSequence(::readlnOrNull)) {
                println(answer(driver, Asked(Json.parseToJsonElement(line).jsonObject)))
            }
        }
    }

private suspend fun answer(
    driver: Driver,
    asked: Asked,
): JsonObject =
    try {
        JsonObject(mapOf("ok" to json(driver.carryOut(asked))))
    } catch (error: Exception) {
        if (!isOfLibrary(error)) throw error
        JsonObject(mapOf("error" to JsonPrimitive(fullNameOf(error)), "ok" to json(fieldsOf(error))))
    }

private fun json(facts: Facts) = JsonObject(facts.mapValues { (_, fact) -> json(fact) })

private fun json(fact: Any): JsonElement =
    when (fact) {
        is Boolean -> JsonPrimitive(fact)
        is Number -> JsonPrimitive(fact)
        is UInt, is ULong, is UByte -> JsonPrimitive(fact.toString().toLong())
        else -> JsonPrimitive(fact.toString())
    }
