// The core for Android, as a library of its own: `build` beside this file fills and assembles it. An app can take the
// module into its own build instead; README.md says how.

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

rootProject.name = "countersign-android"

include(":core")
