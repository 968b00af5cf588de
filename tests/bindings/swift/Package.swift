// swift-tools-version: 6.0
// What runs the core from Swift: the driver of the scenario, the tests beside it, and the bench. `run` builds all of it.

import PackageDescription

// Where bindings/swift/package has put the package Countersign together.
let core =
  Context.environment["COUNTERSIGN_SWIFT_PACKAGE"]
  ?? "../../../target/bindings/test/swift-package/Countersign"
let countersign = Target.Dependency.product(name: "CountersignCore", package: "Countersign")

let package = Package(
  name: "CountersignBindingsTests",
  platforms: [.macOS(.v15)],
  // The shell's tests lend the core the same device, and their walker speaks in the same lines.
  products: [
    .library(name: "Device", targets: ["Device"]),
    .library(name: "Lines", targets: ["Lines"]),
  ],
  dependencies: [.package(path: core)],
  targets: [
    // Apple's systems have CryptoKit.
    .systemLibrary(name: "OpenSSL"),
    .target(
      name: "Device",
      dependencies: [countersign, .target(name: "OpenSSL", condition: .when(platforms: [.linux]))]),
    // What drivers hear and say.
    .target(name: "Lines"),
    .executableTarget(name: "driver", dependencies: [countersign, "Device", "Lines"]),
    .executableTarget(name: "bench", dependencies: [countersign]),
    .testTarget(name: "CountersignTests", dependencies: [countersign, "Device"]),
  ]
)
