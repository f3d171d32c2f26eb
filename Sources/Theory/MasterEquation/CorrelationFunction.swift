import Foundation
import GSLBridge

/// A stationary autocovariance C(t) and its spectrum S(ω) from the master equation, as a sum of exponential modes.
///
/// C(t) = Re Σ wⱼ exp(λⱼ|t|) and S(ω) = ∫C(t)e^{iωt}dt over all t, two-sided.
public struct CorrelationFunction: Sendable {
  let modes: [ModalDecomposition.Mode]
  /// C(0).
  public let variance: Double
  /// The largest residual of the reduced resolvent over all frequencies, relative to the observable.
  public let residual: Double

  /// C(t) at a lag `t` in s, of either sign.
  public func autocovariance(_ t: Double) -> Double {
    let t = abs(t)
    return modes.reduce(0) { sum, mode in
      let (cosine, sine) = (cos(mode.imaginary * t), sin(mode.imaginary * t))
      return sum + exp(mode.real * t) * (mode.weightReal * cosine - mode.weightImaginary * sine)
    }
  }

  /// S(ω) at an angular frequency `omega` in s⁻¹; in s for a dimensionless observable.
  public func noise(_ omega: Double) -> Double {
    // 2 Re Σ w/(iω − λ), the weights and rates coming in conjugate pairs.
    modes.reduce(0) { sum, mode in
      let (re, im) = (-mode.real, omega - mode.imaginary)
      return sum + 2 * (mode.weightReal * re + mode.weightImaginary * im) / (re * re + im * im)
    }
  }

  /// ∫₀^∞C dt/C(0) = S(0)/(2C(0)), in s.
  public var correlationTime: Double { noise(0) / (2 * variance) }

  /// The slowest decay time that this observable sees, in s.
  public var slowestTime: Double {
    // Modes of no weight are there too: of the other parity, or of the rounding.
    let least = 1e-9 * modes.reduce(0) { $0 + abs($1.weightReal) }
    let rates = modes.filter { abs($0.weightReal) + abs($0.weightImaginary) > least }.map { -$0.real }
    return 1 / (rates.min() ?? .infinity)
  }
}
