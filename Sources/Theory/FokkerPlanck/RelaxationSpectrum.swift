import Foundation

/// An autocovariance that is a sum of decaying exponentials, C(t) = Σ wₖ exp(−λₖ|t|), and all that follows from it.
///
/// Noise is two-sided, S(ω) = ∫C(t)e^{iωt}dt over all t, in s when C is dimensionless.
public struct RelaxationSpectrum: Sendable, Hashable {
  /// Relaxation rates λₖ in s⁻¹, ascending, > 0.
  public let rates: [Double]
  /// Weights wₖ ≥ 0; they sum to C(0).
  public let weights: [Double]

  init(rates: [Double], weights: [Double]) {
    self.rates = rates
    self.weights = weights
  }

  /// C(t) at a lag `t` in s, of either sign.
  public func autocovariance(_ t: Double) -> Double {
    zip(rates, weights).reduce(0) { $0 + $1.1 * exp(-$1.0 * abs(t)) }
  }

  /// S(ω) at an angular frequency `omega` in s⁻¹.
  public func noise(_ omega: Double) -> Double {
    zip(rates, weights).reduce(0) { $0 + $1.1 * 2 * $1.0 / ($1.0 * $1.0 + omega * omega) }
  }

  /// C(0).
  public var variance: Double { weights.reduce(0, +) }

  /// ∫₀^∞ C dt/C(0) = S(0)/(2C(0)), in s.
  public var correlationTime: Double { noise(0) / (2 * variance) }

  /// 1/λ of the slowest mode, in s.
  public var slowestTime: Double { rates.first.map { 1 / $0 } ?? 0 }
}
