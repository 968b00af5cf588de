// swift-tools-version: 6.0
// What runs the models: the tests, and the walker, which carries out tests/shells/walks.toml. `../check` builds both.

import PackageDescription

// Where bindings/swift/package has put the package Countersign together, with what no release has.
let core =
  Context.environment["COUNTERSIGN_SWIFT_PACKAGE"]
  ?? "../../target/bindings/test/swift-package/Countersign"
let countersign = Target.Dependency.product(name: "CountersignCore", package: "Countersign")
let models = Target.Dependency.product(name: "Models", package: "ios-shell")

let package = Package(
  name: "CountersignShellTests",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(path: core),
    .package(path: ".."),
    .package(path: "../../tests/bindings/swift"),
  ],
  targets: [
    // A phone that a test holds.
    .target(
      name: "TestPhone",
      dependencies: [countersign, models, .product(name: "Device", package: "swift")]),
    .executableTarget(
      name: "walker", dependencies: ["TestPhone", .product(name: "Lines", package: "swift")]),
    .testTarget(name: "ModelsTests", dependencies: ["TestPhone"]),
  ]
)
