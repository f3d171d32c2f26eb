import ClusterModel
import Foundation
import GSLBridge
import Statistics

/// The definition of every estimate of a point, as functions of sums over trajectories.
///
/// The same functions give the value, from all trajectories, and the jackknife error, from all but one block. What is
/// chosen once from all of them (the mean-free convention, windows, fit ranges, frequencies) is held fixed in that.
/// Each estimator, its bias and its window: docs/numerics.md.
struct CurveEstimator: Sendable {
  let spinVector: SpinVector
  let hasReversedSpins: Bool
  /// Lags in s.
  let lags: [Double]
  let referenceN: Double
  /// Whether the mean of the signed spin is taken off (only a field makes one).
  let spinHasMean: Bool
  /// Flux of one spin ½ through the loop, in Φ₀.
  let fluxPerSpin: Double

  /// Autocovariance of N at each lag.
  func covarianceN(_ sums: TrajectorySums) -> [Double] {
    let mean = sums.N / Double(sums.count) - referenceN
    var result = sums.correlations.autocovariance(mean: mean)
    // No lag: the time average instead of the samples.
    if !result.isEmpty { result[0] = varianceN(sums) }
    return result
  }

  /// Autocovariance of the spin vector (pinned: of the signed spin) at each lag.
  func covarianceJ(_ sums: TrajectorySums) -> [Double] {
    let mean = spinHasMean ? sums.S / Double(sums.count) : 0
    var result = sums.correlations.chainCorrelation(mean: mean)
    if !result.isEmpty { result[0] = sums.vectorSquare / Double(sums.count) - mean * mean }
    return result
  }

  func varianceN(_ sums: TrajectorySums) -> Double { variance(sums.N, sums.N2, sums.count) }

  private func variance(_ first: Double, _ second: Double, _ count: Int) -> Double {
    let n = Double(count)
    return second / n - (first / n) * (first / n)
  }

  /// The names and values of the estimates that are moments of the occupation times.
  func moments(_ sums: TrajectorySums) -> [(name: String, value: Double)] {
    let n = Double(sums.count)
    var result = [("meanN", sums.N / n), ("varianceN", varianceN(sums))]
    if hasReversedSpins {
      result += [
        ("meanM", sums.m / n), ("varianceM", variance(sums.m, sums.m2, sums.count)), ("meanS", sums.S / n),
        ("meanAbsS", sums.absS / n), ("varianceS", variance(sums.S, sums.S2, sums.count)),
      ]
      // In its place also where there is nothing to divide by: the jackknife compares vectors of one length.
      result.append(("polarization", sums.N > 0 ? sums.absS / (sums.N / 2) : .nan))
    }
    return result
  }

  /// One spin component carries a third of the vector's covariance when the axis wanders, and all of it when pinned.
  var componentShare: Double { spinVector == .wandering ? 1.0 / 3 : 1 }
}

/// What is chosen from all trajectories together: windows, fit ranges, frequencies.
struct CurveChoices: Sendable {
  var windowN: IntegrationWindow
  var windowJ: IntegrationWindow?
  var fitN: FitRange?
  var fitJ: FitRange?
  /// In Hz, from 0.
  var frequencies: [Double]
  /// Weights that turn a covariance into noise, a row for each frequency.
  var weightsN: [[Double]]
  var weightsJ: [[Double]]

  static func apply(_ weights: [[Double]], to covariance: [Double]) -> [Double] {
    weights.map { row in
      var sum = 0.0
      for i in row.indices { sum += row[i] * covariance[i] }
      return sum
    }
  }
}

/// Which lags an exponential is fitted to, with which weights.
struct FitRange: Sendable {
  let places: [Int]
  let weights: [Double]
  let start: (amplitude: Double, time: Double)

  /// From τ/4, past the fast processes, to 3τ, with at most 64 lags; nil when there are fewer than four.
  init?(_ covariance: [Double], errors: [Double], lags: [Double], time: Double, last: Int) {
    guard time > 0, time.isFinite, covariance[0] > 0 else { return nil }
    let candidates = lags.indices.filter {
      $0 <= last && lags[$0] >= 0.25 * time && lags[$0] <= 3 * time && covariance[$0].isFinite
    }
    guard candidates.count >= 4 else { return nil }
    let stride = (candidates.count + 63) / 64
    places = candidates.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
    weights = places.map { errors[$0].isFinite && errors[$0] > 0 ? 1 / (errors[$0] * errors[$0]) : 1 }
    start = (covariance[0], time)
  }

  /// τ of the fitted A exp(−t/τ), in s; NaN where the fit does not converge.
  func time(of covariance: [Double], lags: [Double]) -> Double {
    let fit = try? CurveFit.exponential(
      times: places.map { lags[$0] }, values: places.map { covariance[$0] }, weights: weights, start: start)
    guard let fit, fit.time > 0 else { return .nan }
    return fit.time
  }
}
