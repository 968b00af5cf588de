// Stubs, for the type-check only: the colours of the phone's wallpaper.

package androidx.compose.material3

import android.content.Context

fun dynamicLightColorScheme(context: Context): ColorScheme = error("a stub: $context")

fun dynamicDarkColorScheme(context: Context): ColorScheme = error("a stub: $context")
