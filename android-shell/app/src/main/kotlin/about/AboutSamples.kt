// The one state of the page about the app.

package app.countersign.about

import app.countersign.parts.Sample

fun aboutSamples() = listOf(Sample("about", AboutState("0.1.0")))
