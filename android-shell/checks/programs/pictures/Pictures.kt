// Runs what the app works out about pictures, names and bytes before anything of Android sees them.

package pictures

import app.countersign.device.beginningOf
import app.countersign.device.camera.Extent
import app.countersign.device.camera.Spot
import app.countersign.device.camera.filling
import app.countersign.device.camera.frameSize
import app.countersign.device.camera.inPicture
import app.countersign.device.camera.onSensor
import app.countersign.device.camera.uprightTurn
import app.countersign.device.firstBytes
import report

fun main() = report(checks)

private val checks: List<Pair<String, () -> Unit>> =
    listOf(
        "a sensor on its side is turned upright" to ::turn,
        "a touched spot is found on the sensor" to ::findSpot,
        "a touch in the middle is the middle, and one at the edge is not the picture's edge" to ::findTouch,
        "the size next to the wanted one is taken" to ::chooseSize,
        "the picture fills the view without being stretched" to ::fillView,
        "a name is cut to the bytes that servers take, and between its signs" to ::cutName,
        "no more is read than was asked for" to ::readBytes,
    )

private fun turn() {
    check(listOf(0, 90, 180, 270).map { uprightTurn(sensor = 90, display = it) } == listOf(90, 0, 270, 180))
    check(uprightTurn(sensor = 270, display = 0) == 270)
}

/** Turned as the picture is, the spot on the sensor is the one that was touched. */
private fun findSpot() {
    val touched = Spot(0.25f, 0.125f)
    for (turn in listOf(0, 90, 180, 270)) {
        val shown = generateSequence(onSensor(touched, turn)) { Spot(1 - it.y, it.x) }.elementAt(turn / 90)
        check(shown == touched) { "$turn: $shown" }
    }
}

private fun findTouch() {
    val filling = 1f to 2f
    check(inPicture(Spot(0.5f, 0.5f), filling) == Spot(0.5f, 0.5f))
    check(inPicture(Spot(0f, 0f), filling) == Spot(0f, 0.25f))
}

private fun chooseSize() {
    val wanted = Extent(1280, 720)
    check(frameSize(listOf(Extent(4000, 3000), wanted, Extent(640, 480))) == wanted)
    check(frameSize(listOf(Extent(640, 480), Extent(1280, 960))) == Extent(1280, 960))
    check(frameSize(emptyList()) == null)
}

private fun fillView() {
    for (view in listOf(Extent(1000, 1000), Extent(1080, 980), Extent(2000, 500))) {
        for (picture in listOf(Extent(720, 1280), Extent(1280, 720))) {
            val (wide, high) = filling(view, picture)
            check(wide >= 0.999f && high >= 0.999f) { "a gap beside the picture" }
            check(minOf(wide, high) < 1.001f) { "larger than it has to be" }
            val shown = wide * view.width / (high * view.height)
            check(kotlin.math.abs(shown - picture.width / picture.height.toFloat()) < 0.001f) { "stretched" }
        }
    }
}

private fun cutName() {
    check(beginningOf("Pixel") == "Pixel")
    check(beginningOf("x".repeat(100)).length == 64)
    val signs = "\uD83D\uDCF1".repeat(17)
    check(beginningOf("a$signs").toByteArray().size == 61)
}

private fun readBytes() {
    val bytes = ByteArray(200_000) { it.toByte() }
    check(bytes.inputStream().firstBytes(150_000).contentEquals(bytes.copyOf(150_000)))
    check(bytes.inputStream().firstBytes(300_000).contentEquals(bytes))
    check(ByteArray(0).inputStream().firstBytes(1).isEmpty())
}
