import ClusterModel
import Statistics
import Theory

/// Defaults that follow from the scales of a point: how finely and how far correlations are taken, how long to wait.
enum CorrelationDefaults {
  /// A time in which N changes by much of its width, the shorter of those that there are, in s.
  ///
  /// Polarised: t_f. With a polarisation below 0.9 also half the relaxation time of an unpolarised cluster, Nu/(4AV) with
  /// Nu = V√(2A/Γ̄). For classical spins, whose mean field has no polarisation, that of the polarised state counts:
  /// 1 − 2m/N = 1 − Nu²/(2N0²), so 0.9 is N0 = 2.2 Nu; 3 Nu leaves room for fluctuations.
  static func fastTime(_ scales: ClusterScales, _ c: RateConstants, model: ModelName, duration: Double) -> Double {
    var time = scales.tf.isFinite && scales.tf > 0 ? scales.tf : .infinity
    let polarised =
      switch model {
      case .polarized, .polarizedIsing: true
      case .ising: scales.N0 > 3 * scales.unpolarizedN
      case .heisenberg, .su2: scales.meanFieldPolarization > 0.9
      }
    if !polarised, c.injection > 0, scales.unpolarizedN.isFinite {
      time = min(time, scales.unpolarizedN / (4 * c.injection))
    }
    if time.isFinite { return time }
    // Nothing is injected or nothing limits N: whatever single-particle time there is, else the run itself.
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

  /// The time between samples of the correlator, in s: 1/12 of the fast time, but not so short that fewer than two
  /// events happen in it as long as 1/6 of the fast time allows (the integral of a relaxation is then right to 1e-5), nor so long that the run gives fewer than 64 samples.
  /// - Parameter isLeaping: each sample ends a leap, so that annihilation is not followed where it hardly matters.
  static func step(
    _ scales: ClusterScales, _ c: RateConstants, model: ModelName, duration: Double, isLeaping: Bool = false
  ) -> Double {
    let fast = fastTime(scales, c, model: model, duration: duration)
    var step = fast / 12
    if c.injection > 0 { step = max(step, min(fast / 6, 2 / (1.5 * c.injection))) }
    if isLeaping { step = max(step, slowStep(scales)) }
    return min(step, duration / 64)
  }

  /// The step at which leaving out annihilation makes the integral of C_N wrong by less than 10⁻³, in s, at most t_f/20.
  ///
  /// At fixed spin N varies by N(1 − p²), and loses that within one step; the integral of its slow part is about
  /// p²·0.18(pN)²·t_f/4 (N = √(T² + const) follows the length T of a vector with three Gaussian components). Half the first
  /// over the second is 11 (1 − p²)/(p⁴N) · step/t_f.
  private static func slowStep(_ scales: ClusterScales) -> Double {
    let p = scales.meanFieldPolarization
    guard scales.tf.isFinite, scales.tf > 0, p > 0, p < 1, scales.meanFieldN.isFinite else { return 0 }
    return scales.tf * min(1.0 / 20, 1e-4 * p * p * p * p * scales.meanFieldN / (1 - p * p))
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
