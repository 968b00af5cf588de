// The app in two flavours: `foss` is woken through UnifiedPush and holds nothing of Google's, `play` through Firebase.

import javax.inject.Inject

plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "app.countersign"
    compileSdk =
        libs.versions.compile.sdk
            .get()
            .toInt()

    defaultConfig {
        applicationId = "app.countersign"
        minSdk =
            libs.versions.min.sdk
                .get()
                .toInt()
        targetSdk =
            libs.versions.target.sdk
                .get()
                .toInt()
        versionCode = 1
        versionName = "0.1.0"
    }

    flavorDimensions += "waking"
    productFlavors {
        create("foss") {
            dimension = "waking"
        }
        create("play") {
            dimension = "waking"
        }
    }

    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "proguard-rules.pro")
        }
    }

    buildFeatures {
        buildConfig = true
        compose = true
    }

    androidResources {
        // The languages that the app speaks, and none of those that its libraries do.
        localeFilters += listOf("en", "de")
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }

    packaging {
        // Native libraries are mapped out of the app's file; nothing of them is unpacked onto the phone.
        jniLibs.useLegacyPackaging = false
    }
}

dependencies {
    implementation(project(":core"))
    implementation(libs.coroutines)
    implementation(libs.annotation)
    implementation(libs.activity.compose)
    implementation(platform(libs.compose))
    implementation(libs.compose.foundation)
    implementation(libs.compose.material3)
    implementation(libs.compose.icons)
    implementation(libs.compose.preview)
    debugImplementation(libs.compose.tooling)
    "fossImplementation"(libs.unifiedpush)
    "playImplementation"(libs.firebase.messaging)
}

// Both phones have their texts from one catalogue.
abstract class MakeTexts
    @Inject
    constructor(
        private val processes: ExecOperations,
    ) : DefaultTask() {
        @get:InputFile
        @get:PathSensitive(PathSensitivity.NONE)
        abstract val script: RegularFileProperty

        @get:InputFile
        @get:PathSensitive(PathSensitivity.NONE)
        abstract val catalogue: RegularFileProperty

        @get:OutputDirectory
        abstract val resources: DirectoryProperty

        @get:OutputDirectory
        abstract val kotlin: DirectoryProperty

        @TaskAction
        fun make() {
            // It writes both folders below one.
            val made = temporaryDir
            processes.exec { commandLine("python3", script.get().asFile.path, "android", made.path) }
            made.resolve("res").copyRecursively(resources.get().asFile, overwrite = true)
            made.resolve("kotlin").copyRecursively(kotlin.get().asFile, overwrite = true)
        }
    }

val makeTexts =
    tasks.register<MakeTexts>("makeTexts") {
        script = layout.projectDirectory.file("../../texts/make")
        catalogue = layout.projectDirectory.file("../../texts/catalogue.toml")
        resources = layout.buildDirectory.dir("texts/res")
        kotlin = layout.buildDirectory.dir("texts/kotlin")
    }

androidComponents {
    onVariants { variant ->
        variant.sources.res?.addGeneratedSourceDirectory(makeTexts, MakeTexts::resources)
        variant.sources.kotlin?.addGeneratedSourceDirectory(makeTexts, MakeTexts::kotlin)
    }
}
