import ClusterModel
import Statistics
import Theory

/// Defaults that follow from the scales of a point: how finely and how far correlations are taken, how long to wait.
enum CorrelationDefaults {
  /// The fastest time in which N changes by much of its width, in s.
  ///
  /// Polarised: t_f. With a polarisation below 0.9 also the relaxation time of an unpolarised cluster, 1/(2√(2AΓ̄)), in
  /// which it takes in a quarter of its own number.
  static func fastTime(_ scales: ClusterScales, _ c: RateConstants, model: ModelName, duration: Double) -> Double {
    var time = scales.tf.isFinite && scales.tf > 0 ? scales.tf : .infinity
    let polarised =
      switch model {
      case .polarized, .polarizedIsing: true
      case .ising: scales.N0 > 10 * scales.unpolarizedN
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

  /// The time between samples of the correlator, in s: 1/32 of the fast time, but not so short that fewer than two
  /// events happen in it, nor so long that the run gives fewer than 64 samples.
  static func step(_ scales: ClusterScales, _ c: RateConstants, model: ModelName, duration: Double) -> Double {
    let fast = fastTime(scales, c, model: model, duration: duration)
    var step = fast / 32
    if c.injection > 0 { step = max(step, min(fast / 12, 2 / (1.5 * c.injection))) }
    return min(step, duration / 64)
  }

  /// The longest lag, in s: a tenth of the run (long lags cost next to nothing), more in short ones.
  static func maximumLag(_ scales: ClusterScales, duration: Double) -> Double {
    let long = scales.tf.isFinite && scales.tf > 0 ? 20 * scales.tf : duration
    return max(duration / 10, min(duration / 2, long))
  }

  /// Time before measuring, in s: 10 t_f from a start that is near stationary. Without a t_f, a tenth of the run.
  static func burnIn(_ scales: ClusterScales, duration: Double) -> Double {
    scales.tf.isFinite && scales.tf > 0 ? 10 * scales.tf : duration / 10
  }
}
