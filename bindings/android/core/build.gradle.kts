// The library: generated Kotlin, the native library for each processor, and rules for apps that shrink their code.
// Neither Kotlin nor native code is committed: `bindings/generate` and `bindings/android/build` write both into `target`.

plugins {
    alias(libs.plugins.android.library)
}

// From this folder, so that it holds in an app's own build, too.
val target = file(providers.environmentVariable("CARGO_TARGET_DIR").getOrElse("../../../target"))

android {
    namespace = "app.countersign.core"
    compileSdk =
        libs.versions.compile.sdk
            .get()
            .toInt()

    defaultConfig {
        minSdk =
            libs.versions.min.sdk
                .get()
                .toInt()
        consumerProguardFiles("consumer-rules.pro")
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }

    sourceSets.named("main") {
        kotlin.directories += target.resolve("bindings/kotlin-android").path
        jniLibs.directories += target.resolve("android/jniLibs").path
    }

    packaging {
        // Stripped by Cargo already.
        jniLibs.keepDebugSymbols += "**/libcountersign_ffi.so"
    }
}

dependencies {
    // In the signatures of the library: every call that takes its time suspends.
    api(libs.coroutines)
    implementation(libs.annotation)
    // JNA for Android is an archive with a native library of its own; the plain jar has none for it.
    implementation(libs.jna) {
        artifact {
            type = "aar"
        }
    }
}
