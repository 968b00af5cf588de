// swift-tools-version: 6.0
// Everything of the app that is not of Apple's systems alone: texts, client and models. `App/` holds the rest, and
// `App/project.yml` puts both together; `tests/` is a package of its own.

import PackageDescription

// Where bindings/swift/package has put the package Countersign together.
let core =
  Context.environment["COUNTERSIGN_SWIFT_PACKAGE"]
  ?? "../target/bindings/swift-package/Countersign"
let countersign = Target.Dependency.product(name: "CountersignCore", package: "Countersign")

let package = Package(
  name: "CountersignShell",
  platforms: [.iOS(.v17), .macOS(.v15)],
  products: [.library(name: "Models", targets: ["Texts", "Client", "Models"])],
  dependencies: [.package(path: core)],
  targets: [
    // `Made` is written by texts/make; the String Catalog in it belongs to the app, not to the module.
    .target(name: "Texts", exclude: ["Made/Localizable.xcstrings"]),
    .target(name: "Client", dependencies: [countersign, "Texts"]),
    .target(name: "Models", dependencies: ["Client", "Texts"]),
  ]
)
