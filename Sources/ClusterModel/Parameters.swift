import Foundation

/// What a user sets: the material, the cluster and the injection. Units are those of the paper.
///
/// Source: Meyer, Houzet, Nazarov, PRL 125, 097006 (2020), doi:10.1103/PhysRevLett.125.097006.
public struct Parameters: Sendable, Hashable {
  /// Non-equilibrium generation rate per volume, A, in µm⁻³ s⁻¹; finite, ≥ 0.
  public var injectionRate: Double
  /// Cluster volume, V, in µm³; finite, > 0.
  public var volume: Double
  /// Singlet annihilation constant, Γ̄, in µm³ s⁻¹; finite, ≥ 0.
  public var gamma: Double
  /// Spin-independent ("triplet") annihilation constant, Γ̄t, in µm³ s⁻¹; finite, ≥ 0.
  public var gammaTriplet: Double
  /// Flip time of a single spin, τs, in s; > 0, or nil for no flips.
  public var spinFlipTime: Double?
  /// Time after which a single quasi-particle is lost to a trap, in s; > 0, or nil for no traps.
  public var trappingTime: Double?
  /// Zeeman energy over temperature, E_Z/k_BT, dimensionless; only for `ising`.
  public var zeeman: Double

  public init(
    injectionRate: Double, volume: Double, gamma: Double, gammaTriplet: Double,
    spinFlipTime: Double?, trappingTime: Double? = nil, zeeman: Double = 0
  ) {
    self.injectionRate = injectionRate
    self.volume = volume
    self.gamma = gamma
    self.gammaTriplet = gammaTriplet
    self.spinFlipTime = spinFlipTime
    self.trappingTime = trappingTime
    self.zeeman = zeeman
  }
}

/// The rates, all in s⁻¹, that alone enter the dynamics.
public struct RateConstants: Sendable, Hashable {
  /// I = AV, injection into the cluster.
  public var injection: Double
  /// g = Γ̄/V, singlet annihilation of one pair.
  public var singlet: Double
  /// gt = Γ̄t/V, spin-independent annihilation of one pair.
  public var triplet: Double
  /// w = 1/τs, flip of one spin.
  public var flip: Double
  /// 1/τ_trap, loss of one quasi-particle.
  public var trapping: Double
  /// Flips of one spin against and along a field: 2w/(1 + e^z) and 2w/(1 + e^−z), z = E_Z/k_BT; both w without a field.
  /// That is w(1 ∓ tanh(z/2)) without its cancellation in strong fields.
  public var flipAgainstField: Double
  public var flipAlongField: Double

  public init(_ p: Parameters) {
    injection = p.injectionRate * p.volume
    singlet = p.gamma / p.volume
    triplet = p.gammaTriplet / p.volume
    flip = p.spinFlipTime.map { 1 / $0 } ?? 0
    trapping = p.trappingTime.map { 1 / $0 } ?? 0
    flipAgainstField = 2 * flip / (1 + exp(p.zeeman))
    flipAlongField = 2 * flip / (1 + exp(-p.zeeman))
  }
}
