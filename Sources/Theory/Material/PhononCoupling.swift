/// How phonons couple to quasi-particles in a process that flips a spin: the factor K that suppresses it.
///
/// Source: doi:10.1103/PhysRevLett.125.097006, main text before Eq. (7), with its refs. [27] (clean) and [28] (disordered).
public enum PhononCoupling: Sendable, Hashable, Codable {
  /// K itself, the same at every energy; 1 is the paper's disorder-independent choice.
  case given(Double)
  /// K from the wave number of the phonon and the lengths of the metal.
  case metal(MetalLengths)

  /// K for a phonon of the given energy in µeV (≥ 0).
  public func suppression(energy: Double) -> PhononSuppression {
    switch self {
    case .given(let factor): PhononSuppression(factor: factor, regime: .given)
    case .metal(let lengths): lengths.suppression(energy: energy)
    }
  }
}

/// What of a metal decides how a phonon sees its electrons.
public struct MetalLengths: Sendable, Hashable, Codable {
  /// Speed of sound c in m/s, > 0.
  public var soundVelocity: Double
  /// Distance of atoms a in nm, > 0.
  public var latticeConstant: Double
  /// Mean free path l of electrons in nm, at least a; nil: a clean metal.
  public var meanFreePath: Double?

  public init(soundVelocity: Double, latticeConstant: Double, meanFreePath: Double?) {
    self.soundVelocity = soundVelocity
    self.latticeConstant = latticeConstant
    self.meanFreePath = meanFreePath
  }

  /// ħ in µeV ns (2019 SI).
  private static let hbar = 0.6582119569

  /// q of a phonon of the given energy in µeV, from ħcq = energy; in nm⁻¹.
  public func waveNumber(energy: Double) -> Double { energy / (MetalLengths.hbar * soundVelocity) }

  /// K = (qa)² in a clean metal. In a disordered one K = ql for ql < 1, 1/(ql) up to ql = (l/a)^⅔, and (qa)² beyond,
  /// where the two meet.
  /// - Parameter energy: of the phonon, in µeV.
  public func suppression(energy: Double) -> PhononSuppression {
    let q = waveNumber(energy: energy)
    let qa = q * latticeConstant
    guard let meanFreePath else { return PhononSuppression(factor: qa * qa, regime: .clean, q: q, qa: qa) }
    let ql = q * meanFreePath
    if ql < 1 { return PhononSuppression(factor: ql, regime: .diffusive, q: q, qa: qa, ql: ql) }
    // ql against (l/a)^⅔ without pow(), which machines round differently: (ql)³ against (l/a)².
    let ratio = meanFreePath / latticeConstant
    return ql * ql * ql <= ratio * ratio
      ? PhononSuppression(factor: 1 / ql, regime: .ballistic, q: q, qa: qa, ql: ql)
      : PhononSuppression(factor: qa * qa, regime: .clean, q: q, qa: qa, ql: ql)
  }
}

/// K at one energy, and how it came about.
public struct PhononSuppression: Sendable, Hashable {
  /// Which of the paper's forms K is.
  public enum Regime: String, Sendable, Hashable {
    /// The number itself was given.
    case given
    /// (qa)²: no disorder, or a wavelength so short that it does not matter.
    case clean
    /// 1/(ql), for 1 ≲ ql ≲ (l/a)^⅔.
    case ballistic
    /// ql, for ql ≲ 1.
    case diffusive

    /// The form, with its range, as the paper has it.
    public var formula: String {
      switch self {
      case .given: "given"
      case .clean: "(qa)², clean or ql ≳ (l/a)^(2/3)"
      case .ballistic: "1/(ql), 1 ≲ ql ≲ (l/a)^(2/3)"
      case .diffusive: "ql, ql ≲ 1"
      }
    }
  }

  /// K, dimensionless.
  public let factor: Double
  public let regime: Regime
  /// Wave number in nm⁻¹; nil where K was given.
  public let q: Double?
  /// q times the distance of atoms; nil where K was given.
  public let qa: Double?
  /// q times the mean free path; nil in a clean metal, and where K was given.
  public let ql: Double?

  init(factor: Double, regime: Regime, q: Double? = nil, qa: Double? = nil, ql: Double? = nil) {
    self.factor = factor
    self.regime = regime
    self.q = q
    self.qa = qa
    self.ql = ql
  }
}
