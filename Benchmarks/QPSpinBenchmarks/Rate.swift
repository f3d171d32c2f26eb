import Benchmark
import Foundation

/// Time that this thread has had on a core, in s: other programs do not count.
func threadTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

/// A benchmark whose figure is a number of things in a second of processor time.
/// - Parameters:
///   - prepare: called once, before measuring.
///   - run: does it, and returns how many there were.
func rateBenchmark<Prepared>(
  _ name: String, of things: String, prepare: @escaping () throws -> Prepared,
  run: @escaping (inout Prepared) throws -> Int
) {
  let rate = BenchmarkMetric.custom("\(things)/s", polarity: .prefersLarger, useScalingFactor: false)
  var prepared: Prepared?
  Benchmark(name, configuration: .init(metrics: [rate], units: [rate: .kilo])) { benchmark in
    var work = try prepared ?? prepare()
    let begin = threadTime()
    let count = try run(&work)
    let seconds = threadTime() - begin
    prepared = work
    benchmark.measurement(rate, Int(Double(count) / seconds))
  }
}
