// swift-tools-version: 6.2
import PackageDescription

// libFuzzer on what the program reads: `make fuzz`, docs/reliability.md. A package of its own, built with
// `-sanitize=fuzzer`, so that building and testing the program builds none of this.
let package = Package(
  name: "qpspin-fuzzing",
  dependencies: [.package(name: "qpspin", path: "..")],
  targets: [
    .target(name: "CFuzzer", path: "CFuzzer"),
    .executableTarget(
      name: "QPSpinFuzz", dependencies: ["CFuzzer", .product(name: "QPSpinHostileInput", package: "qpspin")],
      path: "QPSpinFuzz",
      // gold, the default, stops with an internal error of its own here.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
  ],
  swiftLanguageModes: [.v6]
)
