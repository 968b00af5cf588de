// What holds for the whole build: the compiler, and where everything is written.

buildscript {
    repositories {
        google()
        mavenCentral()
    }
    dependencies {
        // The Android plugin brings a Kotlin of its own; this is the one that screens and bindings are tested with.
        classpath(libs.kotlin.gradle.plugin)
    }
}

plugins {
    alias(libs.plugins.android.application) apply false
    alias(libs.plugins.android.library) apply false
    alias(libs.plugins.kotlin.compose) apply false
}

// Beside everything else that is built, so that nothing made lies among the sources.
val target = file(providers.environmentVariable("CARGO_TARGET_DIR").getOrElse("../target"))

allprojects {
    layout.buildDirectory = target.resolve("android-shell/gradle/$name")
}
