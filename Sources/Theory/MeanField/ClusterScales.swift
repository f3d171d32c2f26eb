import Foundation
public import ClusterModel
import GSLBridge

/// Which process limits the cluster, in mean field.
public enum Regime: String, Sendable, Codable {
  /// Polarised, size limited by spin flips.
  case spinRelaxation = "spin-relaxation"
  /// Polarised, size limited by spin-independent annihilation.
  case tripletAnnihilation = "triplet-annihilation"
  /// Polarised, size limited by loss to traps.
  case trapping
  /// Polarisation below one half in mean field.
  case unpolarized
  /// Nothing is injected: the cluster dies out.
  case empty
  /// Nothing limits the cluster, or no process removes its reversed spins: it grows without end.
  case unlimited
}

/// The scales of a cluster from mean field.
///
/// Source: Meyer, Houzet, Nazarov, PRL 125, 097006 (2020), doi:10.1103/PhysRevLett.125.097006, Eqs. (3), (4), (S7)–(S9).
/// Eq. (3) is printed with Γ̄t N0; it is Γ̄t N0². Trapping (rate 1/τ_trap for each quasi-particle) is added here.
public struct ClusterScales: Sendable, Hashable {
  /// N0, the positive root of Eq. (4): 0 = AV/N0 − (2/τs + 1/τ_trap)N0 − (Γ̄t/V)N0². Infinite if nothing limits it.
  public let N0: Double
  /// m0 of Eq. (3), number of reversed spins in the polarised cluster.
  public let m0: Double
  /// The paper's estimate of the fluctuation time, t_f = N0²/(AV), in s. NaN when nothing is injected.
  public let tf: Double
  /// Full mean field at any polarisation: number of quasi-particles, and polarisation p = 1 − 2m/N (0 to 1), from
  /// (S7) with its Γ̄t term and (S8). For classical spins p = 0.
  public let meanFieldN: Double
  public let meanFieldPolarization: Double
  /// N of an unpolarised system, c0·V = V√(2A/Γ̄) (with the other losses included).
  public let unpolarizedN: Double
  public let regime: Regime

  /// V_c = Γ̄τs in µm³, N_c = Γ̄/Γ̄t, A_c = Γ̄/(Γ̄tτs)² in µm⁻³ s⁻¹; nil where the process is absent.
  public let criticalVolume: Double?
  public let criticalN: Double?
  public let criticalInjectionRate: Double?

  /// Scales of a cluster with the given parameters.
  /// - Parameter pinned: classical spins, whose mean field is the unpolarised one.
  public init(_ p: Parameters, pinned: Bool = false) {
    let c = RateConstants(p)
    let loss = 2 * c.flip + c.trapping
    let N0 = ClusterScales.positiveRoot(cubic: c.triplet, square: loss, constant: c.injection)
    let unpolarizedN = ClusterScales.unpolarized(c)
    self.N0 = N0
    self.unpolarizedN = unpolarizedN
    m0 =
      N0.isFinite && N0 > 0 && c.singlet > 0
      ? max(0, (c.injection - c.triplet * N0 * N0 - c.trapping * N0) / (2 * c.singlet * N0)) : 0
    tf = N0 * N0 / c.injection

    let polarization = pinned ? 0 : ClusterScales.polarization(c, N0: N0)
    meanFieldPolarization = polarization
    meanFieldN =
      polarization > 0
      ? ClusterScales.positiveRoot(
        cubic: c.triplet * (1 + polarization) * polarization / 2,
        square: loss * (1 + polarization) * polarization / 2, constant: c.injection)
      : unpolarizedN

    if c.injection == 0 {
      regime = .empty
    } else if !N0.isFinite || !meanFieldN.isFinite {
      regime = .unlimited
    } else if !pinned && polarization < 0.5 {
      regime = .unpolarized
    } else if pinned && N0 < 2 * unpolarizedN {
      regime = .unpolarized
    } else if c.triplet * N0 >= loss {
      regime = .tripletAnnihilation
    } else {
      regime = 2 * c.flip >= c.trapping ? .spinRelaxation : .trapping
    }
    criticalVolume = p.spinFlipTime.map { p.gamma * $0 }
    criticalN = p.gammaTriplet > 0 ? p.gamma / p.gammaTriplet : nil
    if p.gammaTriplet > 0, let flipTime = p.spinFlipTime {
      criticalInjectionRate = p.gamma / (p.gammaTriplet * flipTime * p.gammaTriplet * flipTime)
    } else {
      criticalInjectionRate = nil
    }
  }

  /// The positive x with cubic·x³ + square·x² = constant; all coefficients ≥ 0. Infinite if both are zero.
  static func positiveRoot(cubic: Double, square: Double, constant: Double) -> Double {
    if constant == 0 { return 0 }
    // x is largest when one process acts alone; in units of the smaller of the two, with y = scale/x ≥ 1 the equation is
    // y³ − βy − α = 0 with α, β in 0…1: no cancellation, whatever the rates.
    let alone3 = cubic > 0 ? cbrt(constant / cubic) : .infinity
    let alone2 = square > 0 ? (constant / square).squareRoot() : .infinity
    let scale = min(alone3, alone2)
    if !scale.isFinite { return .infinity }
    let alpha = cubic * scale * scale * scale / constant
    let beta = square * scale * scale / constant
    var y = RootFinder.cubic(0, -beta, -alpha).max() ?? 1
    for _ in 0..<2 { y -= (y * y * y - beta * y - alpha) / (3 * y * y - beta) }
    return scale / y
  }

  /// N at p = 0: (Γ̄/2V + Γ̄t/V) N² + N/τ_trap = AV.
  private static func unpolarized(_ c: RateConstants) -> Double {
    let square = c.singlet / 2 + c.triplet
    if c.injection == 0 { return 0 }
    if square == 0 { return c.trapping > 0 ? c.injection / c.trapping : .infinity }
    let root = (c.trapping * c.trapping + 4 * square * c.injection).squareRoot()
    return 2 * c.injection / (c.trapping + root)
  }

  /// The polarisation at which both mean-field equations hold.
  private static func polarization(_ c: RateConstants, N0: Double) -> Double {
    guard c.injection > 0, N0.isFinite else { return 1 }
    let loss = 2 * c.flip + c.trapping
    func excess(_ p: Double) -> Double {
      let N = positiveRoot(cubic: c.triplet * (1 + p) * p / 2, square: loss * (1 + p) * p / 2, constant: c.injection)
      return (c.singlet * (1 - p * p) / 2 + c.triplet) * N * N / c.injection + c.trapping * N / c.injection - 1
    }
    if excess(1) >= 0 { return 1 }
    return (try? RootFinder.bracketed(from: 1e-12, to: 1, excess)) ?? 0
  }
}
