import Foundation

/// Integrals of an autocovariance that is known at increasing lags, taken as straight between them.
public enum CorrelationIntegral {
  /// Weights v with Σ v_i C_i = 2 ∫₀^W C(t) cos(2πft) dt: the two-sided noise at frequency f of a C known at `lags`.
  ///
  /// Exact for the piecewise linear C at any frequency; at f = 0 the trapezoidal rule. With C in X² the noise is in X² s.
  /// - Parameters:
  ///   - lags: ascending, in s, from 0.
  ///   - last: place of the lag W where the integral ends.
  ///   - frequency: f in Hz.
  /// - Returns: one weight in s for each place up to `last`.
  public static func noiseWeights(lags: [Double], last: Int, frequency: Double) -> [Double] {
    let omega = 2 * Double.pi * frequency
    var weights = [Double](repeating: 0, count: last + 1)
    for i in 0..<max(last, 0) {
      let h = lags[i + 1] - lags[i]
      let c0 = cos(omega * lags[i])
      let c1 = cos(omega * lags[i + 1])
      if omega * h < 1e-3 {
        // The closed form below would cancel; Simpson's rule is exact to the fourth power of the phase.
        let middle = cos(omega * (lags[i] + h / 2))
        weights[i] += h / 3 * (c0 + 2 * middle)
        weights[i + 1] += h / 3 * (2 * middle + c1)
      } else {
        let slope = (c1 - c0) / (h * omega * omega)
        weights[i] += 2 * (-sin(omega * lags[i]) / omega - slope)
        weights[i + 1] += 2 * (sin(omega * lags[i + 1]) / omega + slope)
      }
    }
    return weights
  }

  /// ∫ C dt from lag to lag (trapezoidal), from 0: place k holds the integral up to lag k.
  public static func cumulative(_ covariance: [Double], lags: [Double]) -> [Double] {
    var result = [0.0]
    for i in 1..<max(covariance.count, 1) {
      result.append(result[i - 1] + (lags[i] - lags[i - 1]) * (covariance[i] + covariance[i - 1]) / 2)
    }
    return result
  }
}

/// Where to end the integral of a noisy autocovariance.
///
/// The window is the first lag W ≥ c·τ(W), with τ(W) the integral so far over C(0) (A. Sokal 1989; c = 8 leaves out
/// e⁻⁸ = 0.03 % of an exponential). It is then doubled for as long as the integral from W to 2W differs from zero by
/// more than three times its own standard error: a weak slow part behind a strong fast one is not cut off. (Twice would
/// double one window in twenty for no reason, by chance alone, and widen the errors.) Where the caller knows
/// of a slow part it says so by a least window; what is too weak to be seen in the noise would else be a bias.
public struct IntegrationWindow: Sendable, Hashable {
  /// Place of the last lag that is used.
  public let last: Int
  /// Whether the longest lag was reached before the rule was met.
  public let isTruncated: Bool

  public static let sokalFactor = 8.0
  static let tailSignificance = 3.0

  /// - Parameters:
  ///   - covariance: C at each lag; places that no pair reached are NaN and end the range.
  ///   - shortest: lag in s that the window reaches at least, as far as there are lags.
  ///   - tailError: standard error of ∫ C dt between two places.
  public init(
    _ covariance: [Double], lags: [Double], atLeast shortest: Double = 0,
    tailError: (_ from: Int, _ to: Int) -> Double
  ) {
    let valid = covariance.firstIndex { !$0.isFinite } ?? covariance.count
    guard valid > 1, covariance[0] > 0 else {
      last = max(0, valid - 1)
      isTruncated = false
      return
    }
    let integral = CorrelationIntegral.cumulative(Array(covariance[..<valid]), lags: lags)
    func place(ofLag lag: Double) -> Int { min(valid - 1, lags[..<valid].firstIndex { $0 >= lag } ?? valid - 1) }

    guard
      var end = (1..<valid).first(where: { lags[$0] * covariance[0] >= IntegrationWindow.sokalFactor * integral[$0] })
    else {
      last = valid - 1
      isTruncated = true
      return
    }
    if shortest > lags[end] { end = place(ofLag: shortest) }
    while end < valid - 1 {
      let further = place(ofLag: 2 * lags[end])
      let tail = integral[further] - integral[end]
      if abs(tail) <= IntegrationWindow.tailSignificance * tailError(end, further) { break }
      end = further
    }
    last = end
    isTruncated = end >= valid - 1
  }
}
