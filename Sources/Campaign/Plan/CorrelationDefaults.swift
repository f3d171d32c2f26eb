import ClusterModel
import Statistics
import Theory

/// Defaults that follow from the scales of a point: how finely and how far correlations are taken, how long to wait.
enum CorrelationDefaults {
  /// The time between samples of the correlator, in s. Nothing in it depends on a threshold: docs/numerics.md, section 1.
  ///
  /// - An eighth of t_f resolves what is slow: J, and N as far as it follows |J|. With few events it may be longer, up
  ///   to t_f/6, so that two happen in a step.
  /// - N also relaxes fast, at a given |J|, by annihilation. Either the step resolves that, or it stays so short that the
  ///   error which comes from not resolving it is negligible, whichever step is longer.
  /// - A run gives at least 64 samples.
  static func step(_ scales: ClusterScales, _ c: RateConstants, model: ModelName, duration: Double) -> Double {
    guard c.injection > 0 else { return min(singleTime(c, duration: duration) / 20, duration / 64) }
    let twoEvents = 2 / (1.5 * c.injection)
    var step = Double.infinity
    if scales.tf.isFinite, scales.tf > 0 { step = min(max(scales.tf / 8, twoEvents), scales.tf / 6) }
    if let parts = CovarianceParts(scales, c, model: model) {
      let resolving = min(max(parts.fastTime / 6, twoEvents), parts.fastTime / 2)
      step = min(step, max(resolving, parts.stepLeaving(error: negligibleError)))
    }
    if !step.isFinite { step = singleTime(c, duration: duration) / 20 }
    return min(step, duration / 64)
  }

  /// Of `noiseN` and `tauN`, relative: about what the end of the window leaves out, and small against any standard error.
  static let negligibleError = 5e-4

  /// Where nothing is injected or nothing limits N: whatever single-particle time there is, else the run itself; in s.
  private static func singleTime(_ c: RateConstants, duration: Double) -> Double {
    let single = max(c.flip, c.trapping)
    return single > 0 ? min(1 / single, duration) : duration
  }

  /// The time in which the cluster forgets its state, in s; nil where nothing limits it.
  ///
  /// Polarised: t_f. Unpolarised: Nu/(AV), twice the relaxation time of N. With few quasi-particles: 1/(AV), for which an
  /// empty cluster waits; t_f knows nothing of that when N0 < 1.
  static func slowTime(_ scales: ClusterScales, _ c: RateConstants) -> Double? {
    guard scales.tf.isFinite, scales.tf > 0, c.injection > 0 else { return nil }
    let unpolarized = scales.unpolarizedN.isFinite ? scales.unpolarizedN : 0
    return max(scales.tf, max(1, unpolarized) / c.injection)
  }

  /// The longest lag, in s: a quarter of the run (long lags cost next to nothing), more in short ones.
  static func maximumLag(_ scales: ClusterScales, _ c: RateConstants, duration: Double) -> Double {
    max(duration / 4, min(duration / 2, slowTime(scales, c).map { 20 * $0 } ?? duration))
  }

  /// Time before measuring, in s: ten times the slow time. Where nothing limits the cluster, a tenth of the run.
  static func burnIn(_ scales: ClusterScales, _ c: RateConstants, duration: Double) -> Double {
    slowTime(scales, c).map { 10 * $0 } ?? duration / 10
  }
}

/// The autocovariance of N as mean field sees it: a slow part, N following |J|, and a fast one, N relaxing at a given |J|.
///
/// At a given spin N² = Nu² + 4S², with Nu the unpolarised N, and N relaxes to it in τ = Nu²/(2AVN). 4S² fluctuates like
/// the N² of a polarised cluster, whose mean and variance are those of the paper's Eqs. (8), (S13). Good to a factor of
/// two, which is enough for a step: docs/numerics.md, section 9.
struct CovarianceParts: Sendable {
  /// Variance of the fast part, and its relaxation time in s.
  let fastVariance: Double
  let fastTime: Double
  /// ∫ C_N dt of the slow part, in s.
  let slowIntegral: Double

  /// nil for a model without reversed spins, which has no fast part, and where nothing limits N.
  init?(_ scales: ClusterScales, _ c: RateConstants, model: ModelName) {
    let Nu2 = scales.unpolarizedN * scales.unpolarizedN
    guard model.hasReversedSpins, c.injection > 0, Nu2.isFinite, Nu2 > 0 else { return nil }
    // ⟨N²⟩ and ⟨⟨N²⟩⟩ of a polarised cluster, in units of N0².
    let (square, variance) = model.spinVector == .pinned ? (0.5, 0.1817) : (1.5, 0.2268)
    let N02 = scales.N0.isFinite ? scales.N0 * scales.N0 : 0
    let N = (Nu2 + square * N02).squareRoot()
    fastTime = Nu2 / (2 * c.injection * N)
    fastVariance = c.injection * fastTime
    // The second term is that of whole particles, which matters for a few of them; so does the wait for the next.
    let slowVariance = square * variance * (N02 / N) * (N02 / N) + square * N02 / (2 * N)
    slowIntegral = N02 > 0 ? slowVariance * (scales.tf + 1 / c.injection) / 2 : 0
  }

  /// The step at which ∫ C_N dt is wrong by the given share if the fast part falls within the first step: the cubics
  /// through the lags give lag 0 the weight of a third of a step.
  func stepLeaving(error: Double) -> Double {
    3 * error * (slowIntegral + fastVariance * fastTime) / fastVariance
  }
}
