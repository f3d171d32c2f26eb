/// The paper's master equation, Eq. (S4), for quantum spins close to maximal polarisation, m ≪ N.
///
/// With k = N − m. The second injection gain of (S4) is printed 1 − 1/(N−m); probability is conserved only by the
/// main text's 1 − 1/(N−m+1), used here. Triplet rates count pairs, k(k−1)/2 and m(m−1)/2, as (S4) does.
/// Source: Meyer, Houzet, Nazarov, PRL 125, 097006 (2020), doi:10.1103/PhysRevLett.125.097006.
public struct Heisenberg: ClusterModel {
  public static let name = ModelName.heisenberg
  @inlinable public static var spinVector: SpinVector { .wandering }
  public static let processes = [
    Process("injectionAligned", +1, 0),
    Process("injectionReversed", +1, +1),
    Process("singletAnnihilation", -2, -1),
    Process("spinFlip", 0, +1),
    Process("spinFlipBack", 0, -1),
    Process("tripletAnnihilationAligned", -2, 0),
    Process("tripletAnnihilationMixed", -2, -1),
    Process("tripletAnnihilationReversed", -2, -2),
    Process("trappingAligned", -1, 0),
    Process("trappingReversed", -1, -1),
  ]

  @usableFromInline let c: RateConstants

  public init(_ constants: RateConstants) { c = constants }

  @inlinable @inline(__always)
  public func weights<X: RateNumber>(N: X, m: X) -> RateWeights<X> {
    let k = N - m
    let k1 = k + X(1)
    let flips = X(c.flip) * k1
    let traps = X(c.trapping) * k1
    let pairs = X(c.triplet / 2) * k1
    var w = RateWeights(scale: k1)
    w[0] = X(c.injection / 2) * (k1 + X(1))  // [1 + 1/(k+1)]/2
    w[1] = X(c.injection / 2) * k  // [1 − 1/(k+1)]/2
    w[2] = X(c.singlet) * k * m * k1
    w[3] = flips * k
    w[4] = flips * m
    w[5] = pairs * k * (k - X(1))
    w[6] = pairs * k * (m + m)
    w[7] = pairs * m * (m - X(1))
    w[8] = traps * k
    w[9] = traps * m
    return w
  }

  /// The axis turns only at the injection that keeps the spin maximal:
  /// cos θ = σ(σ+3/2)/[(σ+1)(σ+½)] with σ = k/2, from the Clebsch-Gordan coefficients (S1)–(S3).
  @inlinable @inline(__always)
  public func spinFraction<X: RateNumber>(of process: Int, N: X, m: X) -> (numerator: X, denominator: X) {
    if process != 0 { return (X(1), X(1)) }
    let k = N - m
    return (k * (k + X(3)), (k + X(2)) * (k + X(1)))
  }
}
