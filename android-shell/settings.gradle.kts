// The phone app, for Android Studio. README.md says in three lines how it gets onto a phone.

pluginManagement {
    repositories {
        google()
        mavenCentral()
    }
}

dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        google()
        mavenCentral()
    }
}

rootProject.name = "countersign"

include(":app")

// The core's own library module, where it is; it takes its versions from this build's catalogue.
include(":core")
project(":core").projectDir = file("../bindings/android/core")
