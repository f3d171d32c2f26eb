/// The fully polarised cluster of classical spins: (S5) without its 1/(N ± 1) terms, Supplemental Material section IV.
///
/// At N = 0 there is no polarisation yet, so every injection starts a cluster: up at rate I, down at rate 0.
public struct PolarizedIsing: ClusterModel {
  public static let name = ModelName.polarizedIsing
  @inlinable public static var spinVector: SpinVector { .absent }
  @inlinable public static var hasReversedSpins: Bool { false }
  public static let processes = Polarized.processes

  public static func isValid(_ state: State) -> Bool { Polarized.isValid(state) }

  @usableFromInline let c: RateConstants

  public init(_ constants: RateConstants) { c = constants }

  @inlinable @inline(__always)
  public func weights<X: RateNumber>(N: X, m: X) -> RateWeights<X> {
    let down = X(c.injection / 2) * X.atLeastOne(N)
    var w = RateWeights(scale: X(1))
    w[0] = X(c.injection) - down
    w[1] = down
    w[2] = X(c.triplet / 2) * N * (N - X(1))
    w[3] = X(c.flip) * N * X.atLeastOne(N - X(1))
    w[4] = X(c.trapping) * N
    return w
  }
}
