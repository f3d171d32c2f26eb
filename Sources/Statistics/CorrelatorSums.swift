/// What a correlator leaves behind: sums over pairs of samples, one place for each lag of a `LagGrid`.
///
/// Sums of several trajectories add; nothing is divided before the end.
public struct CorrelatorSums: Sendable {
  /// Number of pairs.
  public var pairs: [Double]
  /// Σ x_i x_{i+k}, and the sums of the earlier and of the later of the two.
  public var product: [Double]
  public var earlier: [Double]
  public var later: [Double]
  /// Σ start_i (Π factors from i to i+k) end_{i+k}, and Σ of the end values alone (earlier, later).
  public var chain: [Double]
  public var chainEarlier: [Double]
  public var chainLater: [Double]

  /// Zero at each of `count` lags.
  public init(count: Int) {
    let zero = [Double](repeating: 0, count: count)
    pairs = zero
    product = zero
    earlier = zero
    later = zero
    chain = zero
    chainEarlier = zero
    chainLater = zero
  }

  public static func += (a: inout CorrelatorSums, b: CorrelatorSums) { a.combine(b, sign: 1) }
  public static func -= (a: inout CorrelatorSums, b: CorrelatorSums) { a.combine(b, sign: -1) }

  private mutating func combine(_ other: CorrelatorSums, sign: Double) {
    for i in pairs.indices {
      pairs[i] += sign * other.pairs[i]
      product[i] += sign * other.product[i]
      earlier[i] += sign * other.earlier[i]
      later[i] += sign * other.later[i]
      chain[i] += sign * other.chain[i]
      chainEarlier[i] += sign * other.chainEarlier[i]
      chainLater[i] += sign * other.chainLater[i]
    }
  }

  /// Autocovariance of x at each lag, about the given mean; NaN where there is no pair.
  public func autocovariance(mean: Double) -> [Double] {
    pairs.indices.map { i in
      (product[i] - mean * (earlier[i] + later[i])) / pairs[i] + mean * mean
    }
  }

  /// Mean of the chain at each lag; with a mean, the autocovariance about it (start and end the same quantity).
  public func chainCorrelation(mean: Double = 0) -> [Double] {
    pairs.indices.map { i in
      (chain[i] - mean * (chainEarlier[i] + chainLater[i])) / pairs[i] + mean * mean
    }
  }
}
