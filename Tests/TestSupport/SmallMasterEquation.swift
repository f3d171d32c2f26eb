public import ClusterModel

import Foundation

/// A master equation of at most some thousand states, solved by plain Gaussian elimination: a reference that shares no
/// code with the theory or the simulation.
public struct SmallMasterEquation: Sendable {
  public let states: [State]
  private let index: [State: Int]
  /// Rates between different states: `rate[to * count + from]`, minus the sum of a column on the diagonal.
  private let generator: [Double]
  public let stationary: [Double]
  private var count: Int { states.count }

  /// The matrix of a linear system has no inverse: some part of the states is never left.
  public struct Singular: Error {}

  /// - Parameters:
  ///   - states: the state space, its neighbours close to each other, as in the order of N, for speed.
  ///   - rates: the ways out of a state and their rates in s⁻¹; those that leave `states` are left out.
  /// - Throws: `Singular` unless there is one stationary distribution.
  public init(states: [State], rates: (State) -> [(State, Double)]) throws {
    let count = states.count
    let index = Dictionary(uniqueKeysWithValues: states.enumerated().map { ($1, $0) })
    var generator = [Double](repeating: 0, count: count * count)
    for (from, state) in states.enumerated() {
      for (next, rate) in rates(state) where next != state {
        guard let to = index[next] else { continue }
        generator[to * count + from] += rate
        generator[from * count + from] -= rate
      }
    }
    self.states = states
    self.index = index
    self.generator = generator
    stationary = try Self.normalised(generator, right: [Double](repeating: 0, count: count), sum: 1)
  }

  /// The probability of `state` in the long run.
  public func probability(_ state: State) -> Double { index[state].map { stationary[$0] } ?? 0 }

  /// Stationary mean of a function of the state.
  public func mean(of f: (State) -> Double) -> Double { zip(states, stationary).reduce(0) { $0 + f($1.0) * $1.1 } }

  /// Stationary variance of a function of the state.
  public func variance(of f: (State) -> Double) -> Double {
    let mean = mean(of: f)
    return self.mean { (f($0) - mean) * (f($0) - mean) }
  }

  /// S_f(0) = 2∫₀^∞ C_f dt, C_f the stationary autocovariance of f.
  public func zeroFrequencyNoise(of f: (State) -> Double) throws -> Double {
    let mean = mean(of: f)
    let start = zip(states, stationary).map { -(f($0) - mean) * $1 }
    let y = try Self.normalised(generator, right: start, sum: 0)
    return 2 * zip(states, y).reduce(0) { $0 + f($1.0) * $1.1 }
  }

  /// ∫₀^∞ C dt with C(t) = E[start(0) Π factors end(t)], every event of `processes` multiplying by its factor;
  /// events from a state to itself count. The factors must let C decay.
  public func correlationIntegral(
    start: (State) -> Double, end: (State) -> Double, processes: (State) -> [PlainProcess]
  ) throws -> Double {
    var matrix = [Double](repeating: 0, count: count * count)
    for (from, state) in states.enumerated() {
      for process in processes(state) {
        guard process.rate > 0, let to = index[process.next] else { continue }
        matrix[to * count + from] += process.rate * process.factor
        matrix[from * count + from] -= process.rate
      }
    }
    let y = try Self.solve(matrix, zip(states, stationary).map { -start($0) * $1 })
    return zip(states, y).reduce(0) { $0 + end($1.0) * $1.1 }
  }

  /// The probabilities of `states` a time `time` after `start`, by uniformisation.
  public func distribution(from start: State, after time: Double) -> [Double] {
    var now = states.map { $0 == start ? 1.0 : 0 }
    let fastest = (0..<count).reduce(0) { max($0, -generator[$1 * count + $1]) }
    // Steps short enough that exp(−rate · step) is far from underflow.
    let steps = max(1, Int((fastest * time / 20).rounded(.up)))
    let mean = fastest * time / Double(steps)
    for _ in 0..<steps {
      var weight = exp(-mean)
      var term = now
      var sum = now.map { $0 * weight }
      for n in 1...120 {
        let flow = applied(to: term)
        for i in 0..<count { term[i] += flow[i] / fastest }
        weight *= mean / Double(n)
        for i in 0..<count { sum[i] += weight * term[i] }
      }
      now = sum
    }
    return now
  }

  private func applied(to vector: [Double]) -> [Double] {
    (0..<count).map { to in
      (0..<count).reduce(0) { $0 + generator[to * count + $1] * vector[$1] }
    }
  }

  /// The solution of generator · y = right whose elements sum to `sum`: that replaces the last equation, which the
  /// others imply.
  private static func normalised(_ generator: [Double], right: [Double], sum: Double) throws -> [Double] {
    var (matrix, right) = (generator, right)
    let last = right.count - 1
    for column in 0...last { matrix[last * right.count + column] = 1 }
    right[last] = sum
    return try solve(matrix, right)
  }

  /// Gaussian elimination with partial pivoting; `matrix` row by row.
  private static func solve(_ matrix: [Double], _ right: [Double]) throws -> [Double] {
    let count = right.count
    var (matrix, x) = (matrix, right)
    try matrix.withUnsafeMutableBufferPointer { a in
      for column in 0..<count {
        var pivot = column
        for row in column..<count where abs(a[row * count + column]) > abs(a[pivot * count + column]) { pivot = row }
        guard abs(a[pivot * count + column]) > 0 else { throw Singular() }
        if pivot != column {
          for j in column..<count { a.swapAt(column * count + j, pivot * count + j) }
          x.swapAt(column, pivot)
        }
        for row in (column + 1)..<max(count, column + 1) where a[row * count + column] != 0 {
          let factor = a[row * count + column] / a[column * count + column]
          for j in column..<count { a[row * count + j] -= factor * a[column * count + j] }
          x[row] -= factor * x[column]
        }
      }
      for row in (0..<count).reversed() {
        for j in (row + 1)..<max(count, row + 1) { x[row] -= a[row * count + j] * x[j] }
        x[row] /= a[row * count + row]
      }
    }
    return x
  }
}
