import ClusterModel
import Foundation
import Kernel
import TestSupport
import Testing

/// Short trajectories that leap against the same drawn event by event.
@Suite("Leaps: comparison with the exact method")
struct LeapComparisonTests {
  /// N, m, N², the time integrals of N and m, the chain of the spin vector, and each process's events, of every trajectory.
  private static func numbers(
    _ model: ModelName, A: Double, accuracy: Double?, count: Int, seed: UInt64
  ) throws -> [[Double]] {
    let parameters = Parameters(injectionRate: A, volume: 1, gamma: 18, gammaTriplet: 1.8e-2, spinFlipTime: 1)
    return try (0..<count).map { i in
      var one = try task(
        model, parameters, start: State(N: 420, m: model.hasReversedSpins ? 35 : 0), duration: 4e-3, seed: seed,
        trajectory: i)
      one.leapAccuracy = accuracy
      let outcome = try Trajectory.run(one)
      let times = timeIn(outcome.occupation)
      let end = outcome.finalState
      let N = Double(end.N) - 420
      return [
        N, Double(end.m), N * N, times.reduce(0) { $0 + Double($1.key.N) * $1.value },
        times.reduce(0) { $0 + Double($1.key.m) * $1.value }, outcome.correlations.chain[1],
      ] + outcome.events.map { Double($0) }
    }
  }

  /// z of the difference of means, of each number that varies.
  private static func differences(_ a: [[Double]], _ b: [[Double]]) -> [Double] {
    func moments(_ rows: [[Double]], _ place: Int) -> (mean: Double, variance: Double) {
      let n = Double(rows.count)
      let mean = rows.reduce(0) { $0 + $1[place] } / n
      return (mean, rows.reduce(0) { $0 + ($1[place] - mean) * ($1[place] - mean) } / (n * (n - 1)))
    }
    return a[0].indices.compactMap { place in
      let (x, y) = (moments(a, place), moments(b, place))
      return x.variance + y.variance > 0 ? (x.mean - y.mean) / (x.variance + y.variance).squareRoot() : nil
    }
  }

  /// 100 trajectories of about 8000 events and a few leaps each. Of all means together the largest |z| passes its limit by
  /// chance in one run of 1000. The bias of leaps of 5 % is far below the standard errors here.
  @Test("means and second moments, all models, family level 1e-3; and they notice a rate that is wrong by 2 %")
  func means() throws {
    var all: [Double] = []
    for (i, model) in ModelName.allCases.enumerated() {
      let exact = try LeapComparisonTests.numbers(model, A: 1.4e6, accuracy: nil, count: 100, seed: UInt64(60 + i))
      let leaps = try LeapComparisonTests.numbers(model, A: 1.4e6, accuracy: 0.05, count: 100, seed: UInt64(70 + i))
      all += LeapComparisonTests.differences(leaps, exact)
      let wrong = try LeapComparisonTests.numbers(
        model, A: 1.02 * 1.4e6, accuracy: 0.05, count: 100, seed: UInt64(80 + i))
      let found = LeapComparisonTests.differences(wrong, exact).map(abs).max() ?? 0
      #expect(found > Significance.normalLimit(level: 1e-3, count: 65), "\(model): \(found)")
    }
    #expect(all.count >= 50)
    let largest = all.map(abs).max() ?? 0
    #expect(largest < Significance.normalLimit(level: 1e-3, count: all.count), "\(all)")
  }
}
