// How a camera's picture lies on a screen: sizes, turns, and where a finger points.

package app.countersign.device.camera

import kotlin.math.abs
import kotlin.math.max

/** Width and height in pixels. */
data class Extent(
    val width: Int,
    val height: Int,
)

/** A place in a picture: 0 to 1 from left to right, and from top to bottom. */
data class Spot(
    val x: Float,
    val y: Float,
)

/** By how many degrees a frame of the camera at the back is turned clockwise to be upright on the screen. */
fun uprightTurn(
    /** By how many degrees the sensor is built in, clockwise. */
    sensor: Int,
    /** By how many degrees the screen's picture is turned from the phone's natural way up, counter-clockwise. */
    display: Int,
): Int = Math.floorMod(sensor - display, FULL)

/**
 * The size to take pictures in: wide enough that the modules of a large code are several pixels each, and no wider, because
 * every pixel is looked at.
 */
fun frameSize(offered: List<Extent>): Extent? =
    offered.minWithOrNull(compareBy({ abs(it.width - WANTED.width) }, { abs(it.height - WANTED.height) }))

private val WANTED = Extent(1280, 720)

/**
 * The part of the view that the picture takes when it fills the view without being stretched: how much wider and higher than
 * the view it is.
 */
fun filling(
    view: Extent,
    /** The picture as it stands upright on the screen. */
    upright: Extent,
): Pair<Float, Float> {
    val scale = max(view.width / upright.width.toFloat(), view.height / upright.height.toFloat())
    return upright.width * scale / view.width to upright.height * scale / view.height
}

/** Where in the picture the spot of the view is that the picture fills, and of which some of it lies outside. */
fun inPicture(
    spot: Spot,
    filling: Pair<Float, Float>,
): Spot = Spot(HALFWAY + (spot.x - HALFWAY) / filling.first, HALFWAY + (spot.y - HALFWAY) / filling.second)

/** Where on the sensor the spot of the upright picture is. */
fun onSensor(
    spot: Spot,
    turn: Int,
): Spot =
    when (turn) {
        90 -> Spot(spot.y, 1 - spot.x)
        180 -> Spot(1 - spot.x, 1 - spot.y)
        270 -> Spot(1 - spot.y, spot.x)
        else -> spot
    }

private const val FULL = 360
private const val HALFWAY = 0.5f
