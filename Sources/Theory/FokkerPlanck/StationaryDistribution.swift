public import ClusterModel
import Foundation
import GSLBridge

/// The stationary law of the number N of quasi-particles in a polarised cluster, from the Fokker-Planck equation.
///
/// P(N) = C Nᵃ exp[−(2Γ̄t/(3AV²)) N³ − ((2/τs + 1/τ_trap)/(AV)) N²], with a = 2 for quantum spins, Eq. (7), and a = 0 for
/// classical ones, Eq. (S12). It is exp(∫ drift/D dN) with D = AV/2 and drift aAV/(2N) − (2/τs + 1/τ_trap)N − (Γ̄t/V)N²;
/// loss to traps is not in the paper. A Zeeman field does not enter: it needs N ≫ 1 and m ≪ N.
/// Source: Meyer, Houzet, Nazarov, PRL 125, 097006 (2020), doi:10.1103/PhysRevLett.125.097006.
public struct StationaryDistribution: Sendable {
  /// The power a of N in front of the exponential: 2 for quantum spins, 0 for classical ones.
  public let power: Int
  /// D = AV/2, in s⁻¹.
  public let diffusion: Double
  /// The unit of N in which the coefficients below are at most 1, and one of them is 1.
  let scale: Double
  /// Coefficients of −u³ and −u² in the exponent, u = N/`scale`.
  let cubic: Double
  let quadratic: Double
  /// Raw moments ∫ uᵃ⁺ⁿ exp(−cubic·u³ − quadratic·u²) du for n = 0, 1, 2.
  let rawMoments: [Double]
  /// Beyond this u less than 1e-17 of the probability is left.
  let upper: Double
  let rule: GaussLegendre

  /// The law for the given parameters; `heisenberg`, `su2` and `polarized` have a = 2, `ising` and `polarized-ising` a = 0.
  ///
  /// nil where there is no stationary law: nothing is injected, or neither flips nor triplet annihilation nor traps limit N.
  public init?(_ parameters: Parameters, model: ModelName) {
    let rates = RateConstants(parameters)
    let loss = 2 * rates.flip + rates.trapping
    guard rates.injection > 0, rates.injection.isFinite, loss > 0 || rates.triplet > 0 else { return nil }
    let alpha = 2 * rates.triplet / (3 * rates.injection)
    let beta = loss / rates.injection
    let scale = min(
      alpha > 0 ? 1 / cbrt(alpha) : .infinity, beta > 0 ? 1 / beta.squareRoot() : .infinity)
    guard scale.isFinite, scale > 0, let rule = try? GaussLegendre(128) else { return nil }
    switch model {
    case .heisenberg, .su2, .polarized: power = 2
    case .ising, .polarizedIsing: power = 0
    }
    diffusion = rates.injection / 2
    self.scale = scale
    self.rule = rule
    cubic = alpha * scale * scale * scale
    quadratic = beta * scale * scale
    let (power, cubic, quadratic) = (power, cubic, quadratic)
    upper = StationaryDistribution.upperLimit(power: power, cubic: cubic, quadratic: quadratic)
    let upper = upper
    rawMoments = (0...2).map { n in
      if cubic == 0 { return tgamma(Double(power + n + 1) / 2) / 2 }
      if quadratic == 0 { return tgamma(Double(power + n + 1) / 3) / 3 }
      return rule.integral(from: 0, to: upper) { u in
        pow(u, Double(power + n)) * exp(-(cubic * u + quadratic) * u * u)
      }
    }
  }

  /// ⟨N⟩; Eqs. (8), (9), (S13), (S14) where one process alone limits N.
  public var mean: Double { scale * rawMoments[1] / rawMoments[0] }

  /// ⟨N²⟩; Eqs. (8), (9).
  public var secondMoment: Double { scale * scale * rawMoments[2] / rawMoments[0] }

  /// ⟨⟨N²⟩⟩ = ⟨N²⟩ − ⟨N⟩².
  public var variance: Double { secondMoment - mean * mean }

  /// The most probable N: N0 of Eq. (4) for a = 2, and 0 for a = 0.
  public var mode: Double {
    // aAV/2N = loss N + Γ̄t N²/V, in units of `scale`: a/2 = quadratic u² + (3/2) cubic u³.
    power == 0
      ? 0
      : scale * ClusterScales.positiveRoot(cubic: 1.5 * cubic, square: quadratic, constant: Double(power) / 2)
  }

  /// The N beyond which less than 1e-17 of the probability lies.
  public var upperLimit: Double { scale * upper }

  /// P(N) as a continuous density, normalised on N ≥ 0; zero for N < 0.
  public func density(_ N: Double) -> Double {
    N < 0 ? 0 : reducedDensity(N / scale) / scale
  }

  /// The density of u = N/`scale`.
  func reducedDensity(_ u: Double) -> Double {
    let gaussian = exp(-(cubic * u + quadratic) * u * u) / rawMoments[0]
    return power == 2 ? u * u * gaussian : gaussian
  }

  /// Twice the exponential decay of u²·exp(−cubic·u³ − quadratic·u²) is beyond 1e-17 here, whichever of the two is 1.
  private static func upperLimit(power: Int, cubic: Double, quadratic: Double) -> Double {
    // Tail ≈ uᵃ e^{−φ(u)}/φ'(u); its logarithm falls monotonically from u = 2 on.
    func logarithmOfTail(_ u: Double) -> Double {
      Double(power) * log(u) - (cubic * u + quadratic) * u * u - log((3 * cubic * u + 2 * quadratic) * u)
    }
    let target = log(1e-18)
    var (low, high) = (2.0, 16.0)
    while high - low > 1e-3 {
      let middle = (low + high) / 2
      if logarithmOfTail(middle) > target { low = middle } else { high = middle }
    }
    return high
  }
}
