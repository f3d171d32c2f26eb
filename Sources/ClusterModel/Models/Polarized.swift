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
  public func rates<X: RateNumber>(N: X, m: X) -> Rates<X> {
    let half = X(c.injection / 2)
    let bias = half / (N + X(1))
    var r = Rates<X>(repeating: X(0))
    r[0] = half + bias
    r[1] = half - bias
    r[2] = X(c.triplet / 2) * N * (N - X(1))
    r[3] = X(c.flip) * N * X.atLeastOne(N - X(1))
    r[4] = X(c.trapping) * N
    return r
  }
}
