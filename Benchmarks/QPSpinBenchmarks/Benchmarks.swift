import Benchmark

/// Everything that is measured; a filter picks some: `swift package benchmark --filter 'kernel.*'`.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 1, maxDuration: .seconds(1), maxIterations: 50)
  kernelBenchmarks()
  observerBenchmarks()
  generatorBenchmarks()
  theoryBenchmarks()
  campaignBenchmarks()
}
