import Foundation
public import GSLBridge

/// The cross-over between the polarised and the unpolarised state in reduced units a = A/A_c, v = V/V_c, n = N/N_c,
/// where A_c = Γ̄/(Γ̄tτs)², V_c = Γ̄τs, N_c = Γ̄/Γ̄t: Eqs. (S9), (S10) and Fig. S1 of the Supplemental Material.
///
/// (S9) leaves out the Γ̄t term of (S7), so it needs 1 − p ≫ Γ̄t/Γ̄. (S7) is printed with a minus in front of that term; it
/// is a plus. `ClusterScales` keeps the term. Source: doi:10.1103/PhysRevLett.125.097006.
public enum Crossover {
  /// v0 = (1−p)/(2p): the largest reduced volume at which polarisation `p` is reached, at vanishing injection.
  public static func largestVolume(polarization p: Double) -> Double { (1 - p) / (2 * p) }

  /// Reduced number of particles on the line of polarisation `p`, n = (1−p)/p − 2v, Eq. (S9); 0 ≤ v ≤ v0.
  public static func number(polarization p: Double, volume v: Double) -> Double { (1 - p) / p - 2 * v }

  /// Reduced injection rate on the line of polarisation `p`, a = 2(1−p²)[(1−p)/(2vp) − 1]², Eq. (S9); 0 < v ≤ v0.
  public static func injectionRate(polarization p: Double, volume v: Double) -> Double {
    let excess = (1 - p) / (2 * v * p) - 1
    return 2 * (1 - p * p) * excess * excess
  }

  /// The same line close to v0, a ≈ 8p²(1+p)/(1−p)·(v0 − v)², Eq. (S10).
  public static func injectionRateAtLowInjection(polarization p: Double, volume v: Double) -> Double {
    let distance = largestVolume(polarization: p) - v
    return 8 * p * p * (1 + p) / (1 - p) * distance * distance
  }

  /// The polarisation at reduced injection rate `a` ≥ 0 and volume `v` > 0: (S9) solved for p.
  /// - Throws: `GSLError` when the root cannot be bracketed, which needs a or v outside 1e-30…1e30.
  public static func polarization(injectionRate a: Double, volume v: Double) throws(GSLError) -> Double {
    let most = 1 / (1 + 2 * v)  // where a = 0
    if a <= 0 { return most }
    // The root of √a = √(2(1−p²))·[(1−p)/(2vp) − 1], which is monotonic.
    let root = a.squareRoot()
    func difference(_ p: Double) -> Double {
      (2 * (1 - p * p)).squareRoot() * ((1 - p) / (2 * v * p) - 1) - root
    }
    return try RootFinder.bracketed(from: most * 1e-30, to: most, difference)
  }

  /// N/N_unpol, the enhancement of the number of particles over an unpolarised system, n/(v√(2a)): Fig. S1c.
  public static func enhancement(injectionRate a: Double, volume v: Double) throws(GSLError) -> Double {
    let p = try polarization(injectionRate: a, volume: v)
    return 1 / (1 - p * p).squareRoot()
  }
}
