/// Exact SU(2) counting: the paper's processes without its restriction to m ≪ N. Not in the paper.
///
/// It keeps the paper's assumption of fast diffusion: within a sector of total spin S the permutation degrees of freedom
/// are fully mixed, so rates follow from the number of multiplets, d_N(S) = N!(2S+1)/[(N/2+S+1)!(N/2−S)!].
/// Here k = N − m, T = 2S = N − 2m. The factor r of a process that adds or removes a spin q, S → S', is
/// [S'(S'+1) + S(S+1) − q(q+1)]/[2S(S+1)] (projection theorem). Derivation: docs/physics.md.
public struct SU2: ClusterModel {
  public static let name = ModelName.su2
  @inlinable public static var spinVector: SpinVector { .wandering }
  @inlinable public static var hasAxisProcesses: Bool { true }
  @inlinable public static var countsMultiplets: Bool { true }
  public static let processes = [
    Process("injectionAligned", +1, 0),
    Process("injectionReversed", +1, +1),
    Process("singletAnnihilation", -2, -1),
    Process("spinFlip", 0, +1),
    Process("spinFlipBack", 0, -1),
    Process("tripletAnnihilationAligned", -2, 0),
    Process("tripletAnnihilationReversed", -2, -2),
    Process("tripletAnnihilationSinglet", -2, -1),
    Process("tripletAnnihilationMixed", -2, -1),
    Process("trappingAligned", -1, 0),
    Process("trappingReversed", -1, -1),
  ]

  public static func isValid(_ state: State) -> Bool { state.m >= 0 && 2 * state.m <= state.N }

  @usableFromInline let c: RateConstants

  public init(_ constants: RateConstants) { c = constants }

  @inlinable @inline(__always)
  public func weights<X: RateNumber>(N: X, m: X) -> RateWeights<X> {
    let k = N - m
    let T = k - m
    let k1 = k + X(1)
    let T1 = T + X(1)
    let below = X.greater(T - X(1), X(0))  // (T−1)/(T+1), for S ≥ 1
    let above = T + X(3)  // (T+3)/(T+1)
    let half = X(c.injection / 2)
    let pairs = X(c.triplet / 2)
    let mixed = pairs * k1 * m * T1
    var w = RateWeights(scale: T1)
    w[0] = half * (T + X(2))
    w[1] = half * T
    w[2] = X(c.singlet) * m * k1 * T1
    w[3] = X(c.flip) * k1 * below
    w[4] = X(c.flip) * m * above
    w[5] = pairs * below * k1 * k
    w[6] = pairs * above * m * (m - X(1))
    w[7] = mixed
    w[8] = mixed * X.atLeastOne(T)
    w[9] = X(c.trapping) * k1 * T
    w[10] = X(c.trapping) * m * (T + X(2))
    return w
  }

  /// The factors r in T = 2S; 0 at S = 0, where no vector is left.
  @inlinable @inline(__always)
  public func spinFraction<X: RateNumber>(of process: Int, N: X, m: X) -> (numerator: X, denominator: X) {
    let T = N - m - m
    let exists = X.atLeastOne(T)
    let T1 = X.greater(T, X(1))  // keeps denominators from zero at S = 0
    return switch process {
    case 0, 10: (exists * (T + X(3)), T + X(2))  // S → S + ½: (S + 3/2)/(S + 1)
    case 1, 9: (exists * (T - X(1)), T1)  // S → S − ½: (S − ½)/S
    case 3, 5: (exists * (T - X(2)), T1)  // S → S − 1: (S − 1)/S
    case 4, 6: (exists * (T + X(4)), T + X(2))  // S → S + 1: (S + 2)/(S + 1)
    case 8: (exists * (T1 * (T + X(2)) - X(4)), T1 * (T + X(2)))  // a triplet removed, S → S: 1 − 1/[S(S + 1)]
    default: (exists, X(1))  // a singlet removed
    }
  }

  /// cos θ = r S/S′: a vector of length S′ along the drawn axis then has the expectation r J. Where there was no vector the
  /// new axis is drawn evenly, cos θ = 0 on average.
  public func axisCosine(of process: Int, N: Double, m: Double) -> Double {
    let S = N / 2 - m
    let after = S + Double(SU2.processes[process].deltaN) / 2 - Double(SU2.processes[process].deltaM)
    return after <= 0 ? 0 : min(1, spinFactor(of: process, N: N, m: m) * S / after)
  }

  /// λ = w{(k+1)/[S(T+1)] + m/[(S+1)(T+1)]}: the flips that lead back to the same S, via S − ½ and via S + ½.
  @inlinable @inline(__always)
  public func axisDecayFraction<X: RateNumber>(N: X, m: X) -> (numerator: X, denominator: X) {
    let k = N - m
    let T = k - m
    // At S = 0 there is no vector and its factor is 0 already; the guard only keeps λ finite.
    let S = X.greater(T * X(0.5), X(0.5))
    let S1 = S + X(1)
    return (X(c.flip) * ((k + X(1)) * S1 + m * S), S * S1 * (T + X(1)))
  }

  @inlinable @inline(__always)
  public func correlatorStart(N: Double, m: Double) -> Double {
    let S = N / 2 - m
    return S * (S + 1)
  }

  @inlinable @inline(__always)
  public func correlatorEnd(N: Double, m: Double) -> Double { 1 }
}
