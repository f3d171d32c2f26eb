/// Classical spins along a pinned axis, Supplemental Material section IV of the paper; exact for every m.
///
/// The spin S = N/2 − m is signed: m → 0 and m → N are the two polarisations, and the spin reverses between them.
/// A Zeeman field along the axis makes flips against it w(1 − tanh(E_Z/2k_BT)) and along it w(1 + tanh(E_Z/2k_BT)):
/// their ratio is exp(−E_Z/k_BT), their mean stays w. The paper leaves the field out.
public struct Ising: ClusterModel {
  public static let name = ModelName.ising
  @inlinable public static var spinVector: SpinVector { .pinned }
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
    var w = RateWeights(scale: X(1))
    w[0] = X(c.injection / 2)
    w[1] = X(c.injection / 2)
    w[2] = X(c.singlet) * k * m
    w[3] = X(c.flipAgainstField) * k
    w[4] = X(c.flipAlongField) * m
    w[5] = X(c.triplet / 2) * k * (k - X(1))
    w[6] = X(c.triplet) * k * m
    w[7] = X(c.triplet / 2) * m * (m - X(1))
    w[8] = X(c.trapping) * k
    w[9] = X(c.trapping) * m
    return w
  }
}
