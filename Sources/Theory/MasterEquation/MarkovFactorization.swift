import GSLBridge

/// The factorised operator A = diag(Σⱼ rates + excess) − rates of a `TransitionMatrix`, by elimination of states.
///
/// States are eliminated one by one, from the last downwards and then from the first upwards, until only `reference` is
/// left. As Grassmann, Taksar and Heyman (Oper. Res. 33, 1107 (1985), doi:10.1287/opre.33.5.1107) showed for stationary
/// laws, diagonals need not be stored: each is the sum of the rates to the states still there plus the excess, which is
/// updated the same way. No number is ever subtracted, so the stationary law is accurate entry by entry to its smallest
/// probabilities, however slow the chain mixes, where a band LU with pivoting loses what the condition number takes.
///
/// - Complexity: order × lower × upper operations, order × (lower + upper + 1) numbers of memory.
struct MarkovFactorization: ~Copyable {
  /// Above and below the eliminated diagonal: rates between states still there at the time; columns over their pivot.
  private let band: BandMatrix
  private let pivots: [Double]
  let reference: Int
  /// What is left of the excess at the reference; zero for a chain that conserves probability.
  private let remainder: Double
  private let order: Int

  /// - Parameter reference: the state left for last; a probable one keeps the numbers of order one.
  /// - Throws: when memory is short, or when a state cannot be left.
  init(_ matrix: TransitionMatrix, reference: Int) throws(MasterEquationError) {
    let order = matrix.order
    var band = try MarkovFactorization.allocate(matrix)
    for i in 0..<order {
      for k in matrix.rowStarts[i]..<matrix.rowStarts[i + 1] { band[i, Int(matrix.targets[k])] += matrix.rates[k] }
    }
    var pivots = [Double](repeating: 0, count: order)
    var excess = matrix.excess
    for k in stride(from: order - 1, to: reference, by: -1) {
      let columns = max(0, k - band.lower)..<k
      let rows = max(0, k - band.upper)..<k
      let pivot = excess[k] + band.sumOfMagnitudes(row: k, columns: columns)
      guard pivot > 0, pivot.isFinite else { throw .disconnected }
      pivots[k] = pivot
      band.scale(column: k, rows: rows, by: 1 / pivot)
      band.eliminate(k, rows: rows, columns: columns)
      band.add(column: k, rows: rows, times: excess[k], to: &excess)
    }
    for k in 0..<reference {
      let columns = (k + 1)..<(min(reference, k + band.upper) + 1)
      let rows = (k + 1)..<(min(reference, k + band.lower) + 1)
      let pivot = excess[k] + band.sumOfMagnitudes(row: k, columns: columns)
      guard pivot > 0, pivot.isFinite else { throw .disconnected }
      pivots[k] = pivot
      band.scale(column: k, rows: rows, by: 1 / pivot)
      band.eliminate(k, rows: rows, columns: columns)
      band.add(column: k, rows: rows, times: excess[k], to: &excess)
    }
    self.order = order
    self.reference = reference
    self.pivots = pivots
    remainder = excess[reference]
    self.band = band
  }

  private static func allocate(_ matrix: TransitionMatrix) throws(MasterEquationError) -> BandMatrix {
    do { return try BandMatrix(order: matrix.order, lower: matrix.lower, upper: matrix.upper) } catch {
      throw .library(error)
    }
  }

  /// Whether A has an excess that can be reached from the reference.
  var losesProbability: Bool { remainder > 0 }

  private func rowsAndColumns(_ k: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    k > reference
      ? (max(0, k - band.upper)..<k, max(0, k - band.lower)..<k)
      : ((k + 1)..<(min(reference, k + band.lower) + 1), (k + 1)..<(min(reference, k + band.upper) + 1))
  }

  /// x with A x = f. Where A conserves probability f must have stationary mean zero, and x is 0 at the reference.
  func solution(_ f: [Double]) -> [Double] {
    var x = f
    for k in stride(from: order - 1, to: reference, by: -1) {
      band.add(column: k, rows: rowsAndColumns(k).rows, times: x[k], to: &x)
    }
    for k in 0..<reference { band.add(column: k, rows: rowsAndColumns(k).rows, times: x[k], to: &x) }
    x[reference] = remainder > 0 ? x[reference] / remainder : 0
    for k in stride(from: reference - 1, through: 0, by: -1) {
      x[k] = (x[k] + band.dot(row: k, columns: rowsAndColumns(k).columns, x)) / pivots[k]
    }
    for k in (reference + 1)..<max(order, reference + 1) {
      x[k] = (x[k] + band.dot(row: k, columns: rowsAndColumns(k).columns, x)) / pivots[k]
    }
    return x
  }

  /// y with Aᵀ y = b; A must lose probability.
  func transposedSolution(_ b: [Double]) -> [Double] {
    var y = b
    for k in stride(from: order - 1, to: reference, by: -1) {
      y[k] /= pivots[k]
      band.add(row: k, columns: rowsAndColumns(k).columns, times: y[k], to: &y)
    }
    for k in 0..<reference {
      y[k] /= pivots[k]
      band.add(row: k, columns: rowsAndColumns(k).columns, times: y[k], to: &y)
    }
    y[reference] /= remainder
    expand(&y)
    return y
  }

  /// The stationary law of a chain that conserves probability, normalised to 1.
  func stationaryLaw() -> [Double] {
    var law = [Double](repeating: 0, count: order)
    law[reference] = 1
    expand(&law)
    var sum = 0.0
    for p in law { sum += p }
    return law.map { $0 / sum }
  }

  /// From the reference outwards: y[k] += Σ y[i]·A[i, k] over the states i that were still there when k was eliminated;
  /// row by row, since rows lie together in memory.
  private func expand(_ y: inout [Double]) {
    for i in stride(from: reference, to: 0, by: -1) {
      band.add(row: i, columns: max(0, i - band.lower)..<i, times: y[i], to: &y)
    }
    for i in 0..<order {
      let first = max(i, reference) + 1
      band.add(row: i, columns: first..<max(first, min(order, i + band.upper + 1)), times: y[i], to: &y)
    }
  }
}
