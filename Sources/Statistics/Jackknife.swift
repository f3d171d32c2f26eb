/// Errors of estimates that are not means, by leaving out one block of trajectories at a time.
///
/// Blocks may hold different numbers of trajectories ("delete-m_j" jackknife): F. M. T. A. Busing, E. Meijer, R. van der
/// Leeden, Statistics and Computing 9, 3 (1999), doi:10.1023/A:1008800423698.
public enum Jackknife {
  /// Standard error of each component of an estimate.
  /// - Parameters:
  ///   - full: the estimate from everything, one place a component.
  ///   - leaving: the estimate without block j, the same places.
  ///   - weights: number of trajectories in block j, > 0.
  /// - Returns: one standard error a component; NaN for fewer than two blocks.
  public static func standardErrors(full: [Double], leaving: [[Double]], weights: [Double]) -> [Double] {
    let blocks = Double(leaving.count)
    guard leaving.count > 1 else { return full.map { _ in .nan } }
    let total = weights.reduce(0, +)
    return full.indices.map { i in
      var mean = blocks * full[i]
      for (estimate, weight) in zip(leaving, weights) { mean -= (1 - weight / total) * estimate[i] }
      var sum = 0.0
      for (estimate, weight) in zip(leaving, weights) {
        let h = total / weight
        let pseudo = h * full[i] - (h - 1) * estimate[i]
        sum += (pseudo - mean) * (pseudo - mean) / (h - 1)
      }
      return (sum / blocks).squareRoot()
    }
  }
}

/// Sums for the mean of independent samples, each a row of numbers that may grow in length (missing places are zero).
public struct RowMeans: Sendable {
  var sums: [Double] = []
  var squares: [Double] = []
  public internal(set) var count = 0

  public init() {}

  /// Places of the longest sample.
  public var width: Int { sums.count }

  public mutating func add(_ row: [Double]) {
    count += 1
    if row.count > sums.count {
      let more = repeatElement(0.0, count: row.count - sums.count)
      sums.append(contentsOf: more)
      squares.append(contentsOf: more)
    }
    for i in row.indices {
      sums[i] += row[i]
      squares[i] += row[i] * row[i]
    }
  }

  /// Adds the samples of another set.
  public mutating func add(_ other: RowMeans) {
    count += other.count
    if other.sums.count > sums.count {
      let more = repeatElement(0.0, count: other.sums.count - sums.count)
      sums.append(contentsOf: more)
      squares.append(contentsOf: more)
    }
    for i in other.sums.indices {
      sums[i] += other.sums[i]
      squares[i] += other.squares[i]
    }
  }

  /// Mean and standard error at each place; the error is NaN for a single sample.
  public var estimates: [Estimate] {
    let n = Double(count)
    return sums.indices.map { i in
      let mean = sums[i] / n
      let variance = max(0, squares[i] / n - mean * mean) * n / (n - 1)
      return Estimate(value: mean, standardError: n > 1 ? (variance / n).squareRoot() : .nan)
    }
  }
}
