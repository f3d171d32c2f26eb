public import ClusterModel
import Foundation
public import GSLBridge

/// The Fokker-Planck operator of a polarised cluster and the fluctuations that follow from it.
///
/// ∂P/∂t = D ∂/∂N [P₀ ∂/∂N (P/P₀)] with the stationary law P₀ and D = AV/2, Eqs. (S6), (S11). Between states it acts as
/// Lf = (D/P₀)(P₀f′)′, which is symmetric under the weight P₀. It is discretised in the polynomials that are orthonormal
/// under P₀: Kᵢⱼ = D∫P₀φᵢ′φⱼ′, which converges exponentially, as the eigenfunctions are smooth; N itself is of first
/// degree, so the variance, the initial slope −D of C_N and S_N(0) come out to nearly machine precision.
///
/// The spin of quantum spins is a vector that diffuses in three dimensions with the same D for N = 2|J|, so
/// C_J = ¼⟨N n(0)·N n(t)⟩ relaxes by L − 2D/N². In the spin-relaxation limit it is the Ornstein-Uhlenbeck process. Classical
/// spins diffuse along their axis through S = 0: with N = 2|S| the signed S relaxes by the odd functions of L.
/// Source: doi:10.1103/PhysRevLett.125.097006; the spin part is not in the paper.
public struct FokkerPlanckOperator: Sendable {
  public let law: StationaryDistribution
  /// C_N, the autocovariance of N.
  public let number: RelaxationSpectrum
  /// C_J = ⟨J(0)·J(t)⟩, all three components; for classical spins that of the signed S, of mean 0.
  public let spin: RelaxationSpectrum

  /// nil where there is no stationary law.
  /// - Parameter degree: the highest polynomial degree; 40 gives ten digits.
  /// - Throws: `GSLError` from the eigenvalue problem.
  public init?(_ parameters: Parameters, model: ModelName, degree: Int = 40) throws(GSLError) {
    guard let law = StationaryDistribution(parameters, model: model) else { return nil }
    self.law = law
    let unit = law.diffusion / (law.scale * law.scale)

    let plain = try OrthonormalPolynomials(degree: degree, upper: 2 * law.upper) { law.reducedDensity($0) }
    // Without the constant, which is the stationary state.
    let stiffness = plain.gram(from: 1) { i, k in plain.derivatives[i][k] }
    let modes = try SymmetricEigensystem(stiffness, order: degree)
    number = RelaxationSpectrum(
      rates: modes.values.map { $0 * unit }, weights: modes.vectors.map { $0[0] * $0[0] * law.variance })

    // The vector f(u)n with f = uφ(u), φ orthonormal under u²P₀; 2|J| = N is u times a constant. Classical spins pass
    // through 0 to the other sign: f is odd, and there is no axis to turn.
    let radial = try OrthonormalPolynomials(degree: degree, upper: 2 * law.upper) { $0 * $0 * law.reducedDensity($0) }
    let slope = radial.gram(from: 0) { i, k in
      let u = radial.nodes[k]
      return (radial.values[i][k] + u * radial.derivatives[i][k]) / u
    }
    let turn = radial.gram(from: 0) { i, k in radial.values[i][k] / radial.nodes[k] }
    let turns = Double(law.power)
    let spinModes = try SymmetricEigensystem(zip(slope, turn).map { $0 + turns * $1 }, order: degree + 1)
    spin = RelaxationSpectrum(
      rates: spinModes.values.map { $0 * unit }, weights: spinModes.vectors.map { $0[0] * $0[0] * law.secondMoment / 4 }
    )
  }

  /// S_N(0) = 2∫dx [∫ₓ^∞(y − ⟨y⟩)P dy]²/(DP) by quadrature, in s: the paper's way, apart from the spectrum.
  ///
  /// In the limits S_N(0)/⟨⟨N²⟩⟩ is 0.48202 τs and 0.55999 (AΓ̄t²/V)^(−1/3) (the paper rounds to 0.5 and 0.6), for
  /// classical spins 0.46241 τs and 0.70974 (AΓ̄t²/V)^(−1/3).
  public var zeroFrequencyNoise: Double {
    let (law, rule) = (law, law.rule)
    let mean = law.mean / law.scale
    func tail(_ x: Double) -> Double {
      // From the nearer end: the two integrals are opposite, as the whole one vanishes.
      x > mean
        ? rule.integral(from: x, to: law.upper) { ($0 - mean) * law.reducedDensity($0) }
        : rule.integral(from: 0, to: x) { (mean - $0) * law.reducedDensity($0) }
    }
    func integrand(_ x: Double) -> Double {
      let inner = tail(x)
      return inner * inner / law.reducedDensity(x)
    }
    let reduced = rule.integral(from: 0, to: mean, integrand) + rule.integral(from: mean, to: law.upper, integrand)
    return 2 * reduced * law.scale * law.scale * law.scale * law.scale / law.diffusion
  }
}
