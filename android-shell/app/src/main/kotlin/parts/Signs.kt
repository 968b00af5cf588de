// The signs that Material's small set lacks, on its 24 by 24 grid.

package app.countersign.parts

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.PathFillType
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp

object Signs {
    val copy = lines("copy", "M9,9 h10 v11 h-10 z M15,9 v-5 h-10 v11 h4")
    val erase = lines("erase", "M9,6 h11 v12 h-11 l-6,-6 z M12,9.5 l5,5 M17,9.5 l-5,5")
    val history = lines("history", "M4,12 a8,8 0 1 0 2.6,-5.9 M4,4.5 v4 h4 M12,8 v4.5 l3,2")
    val picture = lines("picture", "M4,5 h16 v14 h-16 z M4,16 l4.5,-4.5 4,4 2.5,-2.5 5,5 M15.5,9 h0.01")
    val link =
        lines(
            "link",
            "M10,14 l4,-4 M11,7 l1.5,-1.5 a4,4 0 0 1 5.7,5.7 L16.5,13 M13,17 l-1.5,1.5 a4,4 0 0 1 -5.7,-5.7 L7.5,11",
        )
    val keyboard =
        lines("keyboard", "M3,7 h18 v10 h-18 z M6.5,10.5 h0.01 M10,10.5 h0.01 M14,10.5 h0.01 M17.5,10.5 h0.01 M8,14 h8")
    val scan =
        lines(
            "scan",
            "M4,8 v-4 h4 M16,4 h4 v4 M20,16 v4 h-4 M8,20 h-4 v-4 M8,8 h3 v3 h-3 z M13,13 h3 v3 h-3 z M8,15.5 h0.01 M15.5,8.5 h0.01",
        )
    val shield =
        lines("shield", "M12,3 l8,3 v5.5 c0,5 -3.4,8.2 -8,9.5 c-4.6,-1.3 -8,-4.5 -8,-9.5 V6 z M8.5,12 l2.5,2.5 4.5,-5")
    val fingerprint =
        lines(
            "fingerprint",
            "M6,9 a7,7 0 0 1 12,0 M5,14 a7,7 0 0 1 14,-1 v3 M8.5,19 v-5 a3.5,3.5 0 0 1 7,0 v3 M12,14 v6",
        )
    val eye =
        lines(
            "eye",
            "M2.5,12 c2.5,-4.5 6,-6.5 9.5,-6.5 s7,2 9.5,6.5 c-2.5,4.5 -6,6.5 -9.5,6.5 s-7,-2 -9.5,-6.5 z M12,9.2 a2.8,2.8 0 1 0 0.01,0",
        )
    val bell = lines("bell", "M6,16 v-5 a6,6 0 0 1 12,0 v5 l2,2 h-16 z M10,21 h4")
    val key = lines("key", "M8,11 a4,4 0 1 0 0.01,0 M11,12.5 l8,-8 M16,7.5 l3,3")
    val starOutline = lines("star", "M12,4 l2.5,5.2 5.7,0.8 -4.1,4 1,5.6 -5.1,-2.7 -5.1,2.7 1,-5.6 -4.1,-4 5.7,-0.8 z")

    private fun lines(
        name: String,
        path: String,
    ): ImageVector =
        ImageVector
            .Builder(
                name = name,
                defaultWidth = 24.dp,
                defaultHeight = 24.dp,
                viewportWidth = 24f,
                viewportHeight = 24f,
            ).addPath(
                pathData = addPathNodes(path),
                pathFillType = PathFillType.NonZero,
                stroke = SolidColor(Color.Black),
                strokeLineWidth = 2f,
                strokeLineCap = StrokeCap.Round,
                strokeLineJoin = StrokeJoin.Round,
            ).build()
}
