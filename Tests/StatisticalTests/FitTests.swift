import ClusterModel
import Foundation
import GSLBridge
import Testing

@Suite("Exponential fits and curves against exact ones", .enabled(if: isSlow))
struct FitTests {
  private static let systems = [
    SystemCase("heisenberg", .heisenberg, A: 5, largestN: 36, reversed: 6),
    SystemCase("su2", .su2, A: 5, largestN: 36, reversed: 6),
    SystemCase("ising", .ising, A: 5, largestN: 32, reversed: 6),
    SystemCase("polarized", .polarized, A: 5, largestN: 36),
    SystemCase("unpolarised", .su2, A: 1e-3, V: 1000, largestN: 30),
  ]

  /// What the same fit (same lags, same weights) gives of the exact autocovariance: 100 runs, family level 1e-3.
  @Test("decay times of the fits")
  func fits() throws {
    var all = Agreement()
    for (number, system) in FitTests.systems.enumerated() {
      let exact = try system.exact()
      for seed in 0..<20 {
        let outcome = try system.campaign(
          trajectories: 64, duration: 200, seed: UInt64(3_000_000 + 1000 * number + seed)
        ).run()
        let curve = try #require(outcome.tables["autocorrelation.csv"])
        let lags = curve.column("lag")
        for (letter, exactCurve) in [("N", exact.covarianceN), ("J", exact.covarianceJ)] {
          guard let time = outcome.estimate("tau" + letter)?.value,
            let window = letter == "N"
              ? outcome.summary.diagnostics.windowN : outcome.summary.diagnostics.windowJ,
            let fit = outcome.estimate("tau\(letter)Fit"), let error = fit.standardError
          else { continue }
          let expected = try FitTests.fit(
            exactCurve, lags: lags, errors: curve.column("standardError" + letter), time: time, window: window)
          all.add("\(system.name) tau\(letter)Fit", fit.value, error, exact: expected)
        }
      }
    }
    for name in ["tauNFit", "tauJFit"] {
      let part = all.subset(name)
      print("\(name): \(part.values.count) values, rms z \(part.rms), mean z \(part.mean)")
      #expect(part.rms > 0.8 && part.rms < 1.25, "\(name): rms z \(part.rms)")
      #expect(abs(part.mean) < 4 / Double(part.values.count).squareRoot(), "\(name): mean z \(part.mean)")
    }
    let largest = try #require(all.largest)
    #expect(abs(largest.z) < all.bound(family: 1e-3, width: 1.1), "\(largest)")
  }

  /// The rule of docs/numerics.md, typed a second time: lags from τ/4 to 3τ within the window, at most 64 of them.
  private static func fit(
    _ curve: ([Double]) -> [Double], lags: [Double], errors: [Double], time: Double, window: Double
  ) throws -> Double {
    let places = lags.indices.filter { lags[$0] >= time / 4 && lags[$0] <= 3 * time && lags[$0] <= window }
    let stride = (places.count + 63) / 64
    let chosen = Swift.stride(from: 0, to: places.count, by: stride).map { places[$0] }
    let values = curve([0] + chosen.map { lags[$0] })
    return try CurveFit.exponential(
      times: chosen.map { lags[$0] }, values: Array(values.dropFirst()),
      weights: chosen.map { 1 / (errors[$0] * errors[$0]) }, start: (values[0], time)
    ).time
  }

  /// Every tenth lag to 3τ of 40 runs: C itself, its error bars, and the mean of both.
  @Test("autocovariances at single lags")
  func curves() throws {
    var all = Agreement()
    for (number, system) in FitTests.systems.enumerated() {
      let exact = try system.exact()
      for seed in 0..<8 {
        let outcome = try system.campaign(
          trajectories: 64, duration: 200, seed: UInt64(4_000_000 + 1000 * number + seed)
        ).run()
        let curve = try #require(outcome.tables["autocorrelation.csv"])
        let lags = curve.column("lag")
        for (letter, exactCurve) in [("N", exact.covarianceN), ("J", exact.covarianceJ)] {
          guard let time = exact.values["tau" + letter] else { continue }
          let places = lags.indices.filter { $0 % 10 == 0 && lags[$0] <= 3 * time }
          let expected = exactCurve(places.map { lags[$0] })
          let values = curve.column("autocovariance" + letter)
          let errors = curve.column("standardError" + letter)
          for (place, value) in zip(places, expected) {
            all.add("\(system.name) C_\(letter)(\(lags[place]))", values[place], errors[place], exact: value)
          }
        }
      }
    }
    print(
      "curves: \(all.values.count) values, rms z \(all.rms), mean z \(all.mean), largest \(String(describing: all.largest))"
    )
    // Neighbouring lags go together: about 40 × 3 independent values.
    #expect(all.rms > 0.8 && all.rms < 1.2)
    #expect(abs(try #require(all.largest).z) < all.bound(family: 1e-3, width: 1.1))
  }
}
