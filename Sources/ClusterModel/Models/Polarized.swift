/// The fully polarised cluster, Eq. (S5): N only, every reversed spin annihilates at once.
///
/// The flip N → N − 2 needs a partner, so it exists only for N ≥ 2 ((S5) prints it for all N).
public struct Polarized: ClusterModel {
  public static let name = ModelName.polarized
  @inlinable public static var spinVector: SpinVector { .absent }
  @inlinable public static var hasReversedSpins: Bool { false }
  public static let processes = [
    Process("injectionAligned", +1, 0),
    Process("injectionReversed", -1, 0),
    Process("tripletAnnihilation", -2, 0),
    Process("spinFlip", -2, 0),
    Process("trapping", -1, 0),
  ]

  public static func isValid(_ state: State) -> Bool { state.N >= 0 && state.m == 0 }

  @usableFromInline let c: RateConstants

  public init(_ constants: RateConstants) { c = constants }

  @inlinable @inline(__always)
  public func weights<X: RateNumber>(N: X, m: X) -> RateWeights<X> {
    let N1 = N + X(1)
    var w = RateWeights(scale: N1)
    w[0] = X(c.injection / 2) * (N1 + X(1))  // [1 + 1/(N+1)]/2
    w[1] = X(c.injection / 2) * N  // [1 − 1/(N+1)]/2
    w[2] = X(c.triplet / 2) * N * (N - X(1)) * N1
    w[3] = X(c.flip) * N * N1 * X.atLeastOne(N - X(1))
    w[4] = X(c.trapping) * N * N1
    return w
  }
}
