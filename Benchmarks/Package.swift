// swift-tools-version: 6.2
import PackageDescription

// Benchmarks of the parts: `make bench-parts`, docs/performance.md. A package of its own, so that building and testing the
// program builds none of this. Without the trait MallocInterposer nothing but Swift packages is needed.
let package = Package(
  name: "qpspin-benchmarks",
  dependencies: [
    .package(name: "qpspin", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "QPSpinBenchmarks",
      dependencies: [
        .product(name: "QPSpinModules", package: "qpspin"), .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "QPSpinBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
