// swift-tools-version: 6.2
import PackageDescription

// The arrows of the house (docs/architecture.md): every target lists exactly what it may import.
// Warnings are errors in debug builds (`make lint`, `make test`) only: a newer compiler must still build the program.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error, .when(configuration: .debug)),
]

let package = Package(
  name: "qpspin",
  products: [
    .executable(name: "qpspin", targets: ["qpspin"]),
    // For Benchmarks/, a package of its own; no promise to anyone else.
    .library(name: "QPSpinModules", targets: ["GSLBridge", "ClusterModel", "Kernel", "Theory", "Results", "Campaign"]),
    // For Fuzzing/, as well.
    .library(name: "QPSpinHostileInput", targets: ["HostileInput"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .target(name: "GSLBridge", dependencies: ["CGSL"], swiftSettings: strict),
    // Vector instructions that Swift has no operators for; a header, no code.
    .target(name: "CLanes"),
    .target(name: "ClusterModel", dependencies: ["CLanes"], swiftSettings: strict),
    .target(name: "Binary", swiftSettings: strict),
    .target(name: "Statistics", dependencies: ["CLanes", "GSLBridge", "Binary"], swiftSettings: strict),
    .target(
      name: "Kernel", dependencies: ["ClusterModel", "Statistics", "GSLBridge", "Binary"], swiftSettings: strict),
    .target(name: "Theory", dependencies: ["ClusterModel", "GSLBridge"], swiftSettings: strict),
    .target(name: "Results", dependencies: ["ClusterModel", "Statistics"], swiftSettings: strict),
    .target(
      name: "Campaign",
      dependencies: ["ClusterModel", "Statistics", "Kernel", "Results", "Theory", "GSLBridge", "Binary"],
      swiftSettings: strict),
    .target(
      name: "Report", dependencies: ["ClusterModel", "Statistics", "Results", "Theory", "GSLBridge"],
      swiftSettings: strict),
    .executableTarget(
      name: "qpspin",
      dependencies: [
        "Campaign", "Results", "Theory", "Report",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The paper reproduced, for `make paper`: a user of the program's parts as `qpspin` is, and not installed.
    .target(
      name: "PaperReproduction",
      dependencies: ["ClusterModel", "Statistics", "GSLBridge", "Theory", "Results", "Campaign", "Report"],
      swiftSettings: strict),
    .executableTarget(
      name: "qpspin-paper",
      dependencies: [
        "PaperReproduction", "Results", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Tests mirror Sources; TestSupport holds what several of them need.
    .target(
      name: "TestSupport", dependencies: ["ClusterModel", "Statistics", "GSLBridge"], path: "Tests/TestSupport",
      swiftSettings: strict),
    // What is read from files, for HostileInputTests and the fuzzer.
    .target(
      name: "HostileInput", dependencies: ["Binary", "Kernel", "Results", "Campaign", "Report"],
      path: "Tests/HostileInput", swiftSettings: strict),
    .testTarget(
      name: "HostileInputTests", dependencies: ["HostileInput"], exclude: ["Inputs"], swiftSettings: strict),
    .testTarget(
      name: "GSLBridgeTests", dependencies: ["TestSupport", "GSLBridge"],
      swiftSettings: strict),
    .testTarget(name: "BinaryTests", dependencies: ["TestSupport", "Binary"], swiftSettings: strict),
    .testTarget(
      name: "ClusterModelTests", dependencies: ["TestSupport", "ClusterModel", "GSLBridge"],
      swiftSettings: strict),
    .testTarget(
      name: "StatisticsTests", dependencies: ["TestSupport", "Statistics", "GSLBridge"],
      swiftSettings: strict),
    .testTarget(
      name: "KernelTests",
      dependencies: ["TestSupport", "Kernel", "ClusterModel", "Statistics", "GSLBridge", "Theory", "Binary"],
      swiftSettings: strict),
    .testTarget(
      name: "TheoryTests", dependencies: ["TestSupport", "Theory", "ClusterModel", "GSLBridge"],
      swiftSettings: strict),
    .testTarget(
      name: "ResultsTests", dependencies: ["TestSupport", "Results", "Statistics", "ClusterModel"],
      swiftSettings: strict),
    .testTarget(
      name: "CampaignTests",
      dependencies: [
        "TestSupport", "Campaign", "Results", "Kernel", "Theory", "ClusterModel", "Statistics", "GSLBridge", "Binary",
      ], exclude: ["Recorded"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportTests", dependencies: ["TestSupport", "Report", "Results", "Theory", "ClusterModel", "Statistics"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["TestSupport", "Results", "Campaign", "Binary", "qpspin"],
      exclude: ["Golden", "Faults", "Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "PaperReproductionTests",
      dependencies: [
        "TestSupport", "PaperReproduction", "Campaign", "Results", "Theory", "ClusterModel", "Statistics", "Report",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "StatisticalTests",
      dependencies: [
        "TestSupport", "Campaign", "Results", "Kernel", "Theory", "ClusterModel", "Statistics", "GSLBridge",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
