// swift-tools-version: 6.0
// The core as a Swift package. `package` puts the generated code and, on a Mac, `xcframework` the library beside it:
// README.md says how. This folder alone does not build.

import PackageDescription

// On Linux the linker is told where the library is (-L); Apple's systems get it in an XCFramework.
#if os(Linux)
  let library = Target.systemLibrary(name: "CountersignCoreFFI")
#else
  let library = Target.binaryTarget(name: "CountersignCoreFFI", path: "CountersignCoreFFI.xcframework")
#endif

let package = Package(
  name: "Countersign",
  platforms: [.iOS(.v16), .macOS(.v13)],
  products: [.library(name: "CountersignCore", targets: ["CountersignCore"])],
  targets: [
    library,
    .target(
      name: "CountersignCore",
      dependencies: ["CountersignCoreFFI"],
      // The generated code is Swift 5; an app that imports it may be Swift 6.
      swiftSettings: [.swiftLanguageMode(.v5)],
      // What a Rust library that is linked statically wants of Apple's systems.
      linkerSettings: [
        .linkedFramework("Security", .when(platforms: [.iOS, .macOS])),
        .linkedFramework("CoreFoundation", .when(platforms: [.iOS, .macOS])),
      ]
    ),
  ]
)
