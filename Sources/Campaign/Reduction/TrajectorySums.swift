import ClusterModel
package import Kernel
import Statistics

/// The sums of one or more trajectories of the same duration from which every estimate follows. They add and subtract.
struct TrajectorySums: Sendable {
  /// Number of trajectories.
  var count = 0
  /// Sums over the trajectories of the time averages of N, N², m, m², S, |S|, S².
  var N = 0.0
  var N2 = 0.0
  var m = 0.0
  var m2 = 0.0
  var S = 0.0
  var absS = 0.0
  var S2 = 0.0
  /// Of start·end, the spin correlator at no lag: ⟨S(S+1)⟩ for su2, else ⟨S²⟩.
  var vectorSquare = 0.0
  var correlations: CorrelatorSums

  init(lagCount: Int) { correlations = CorrelatorSums(count: lagCount) }

  init(
    _ occupation: OccupationTimes.Marginals, correlations: CorrelatorSums, duration: Double, model: any ClusterModel
  ) {
    count = 1
    self.correlations = correlations
    func moments(_ table: [Double], unit: Double) -> (first: Double, second: Double) {
      var first = 0.0
      var second = 0.0
      for (value, time) in table.enumerated() where time > 0 {
        let x = Double(value) * unit
        first += x * time
        second += x * x * time
      }
      return (first / duration, second / duration)
    }
    (N, N2) = moments(occupation.N, unit: 1)
    (m, m2) = moments(occupation.m, unit: 1)
    let up = moments(occupation.twiceSpin, unit: 0.5)
    let down = moments(occupation.negativeTwiceSpin, unit: 0.5)
    S = up.first - down.first
    absS = up.first + down.first
    S2 = up.second + down.second
    for (twice, time) in occupation.twiceSpin.enumerated() where time > 0 {
      vectorSquare += square(of: model, N: twice, m: 0) * time / duration
    }
    for (twice, time) in occupation.negativeTwiceSpin.enumerated() where time > 0 {
      vectorSquare += square(of: model, N: twice, m: twice) * time / duration
    }
    /// start·end depends on S = N/2 − m alone; (N, m) is any pair with that S.
    func square(of model: any ClusterModel, N: Int, m: Int) -> Double {
      model.correlatorStart(N: Double(N), m: Double(m)) * model.correlatorEnd(N: Double(N), m: Double(m))
    }
  }

  static func += (a: inout TrajectorySums, b: TrajectorySums) { a.combine(b, sign: 1) }
  static func - (a: TrajectorySums, b: TrajectorySums) -> TrajectorySums {
    var result = a
    result.combine(b, sign: -1)
    return result
  }

  private mutating func combine(_ b: TrajectorySums, sign: Int) {
    let factor = Double(sign)
    count += sign * b.count
    N += factor * b.N
    N2 += factor * b.N2
    m += factor * b.m
    m2 += factor * b.m2
    S += factor * b.S
    absS += factor * b.absS
    S2 += factor * b.S2
    vectorSquare += factor * b.vectorSquare
    if sign > 0 { correlations += b.correlations } else { correlations -= b.correlations }
  }
}

/// Everything that a run of consecutive trajectories of one point leaves behind.
package struct BlockOutcome: Sendable {
  var sums: TrajectorySums
  /// Probabilities of N, m, 2S ≥ 0 and 2S < 0, a row for each trajectory.
  var histogramN = RowMeans()
  var histogramM = RowMeans()
  var histogramTwiceSpin = RowMeans()
  var histogramNegativeTwiceSpin = RowMeans()
  var joint = JointProbability()
  /// Events of each process in the measured time; and their rates in s⁻¹, a row for each trajectory.
  package internal(set) var events: [Int]
  var eventRates = RowMeans()
  package internal(set) var burnInEvents = 0
  /// Σ and Σ² of N, m, S, |S| at each moment of the ensemble.
  var ensemble: [EnsembleSums] = []
  var traces: [[TracePoint]] = []

  init(lagCount: Int, processCount: Int) {
    sums = TrajectorySums(lagCount: lagCount)
    events = Array(repeating: 0, count: processCount)
  }

  /// Events of all processes, burn-in included.
  var allEvents: Int { events.reduce(burnInEvents, +) }

  /// Adds a trajectory; always in the order of the trajectories.
  mutating func add(_ outcome: TrajectoryOutcome, duration: Double, model: any ClusterModel) {
    let marginals = outcome.occupation.marginals
    sums += TrajectorySums(
      marginals, correlations: outcome.correlations, duration: duration, model: model)
    histogramN.add(marginals.N.map { $0 / duration })
    histogramM.add(marginals.m.map { $0 / duration })
    histogramTwiceSpin.add(marginals.twiceSpin.map { $0 / duration })
    histogramNegativeTwiceSpin.add(marginals.negativeTwiceSpin.map { $0 / duration })
    joint.add(outcome.occupation, duration: duration)
    for i in events.indices { events[i] += outcome.events[i] }
    eventRates.add(outcome.events.map { Double($0) / duration })
    burnInEvents += outcome.burnInEvents
    for (i, state) in outcome.ensemble.enumerated() {
      if i == ensemble.count { ensemble.append(EnsembleSums()) }
      ensemble[i].add(state)
    }
    if !outcome.trace.isEmpty { traces.append(outcome.trace) }
  }

  /// Adds the block that follows.
  mutating func add(_ block: BlockOutcome) {
    sums += block.sums
    histogramN.add(block.histogramN)
    histogramM.add(block.histogramM)
    histogramTwiceSpin.add(block.histogramTwiceSpin)
    histogramNegativeTwiceSpin.add(block.histogramNegativeTwiceSpin)
    joint.add(block.joint)
    for i in events.indices { events[i] += block.events[i] }
    eventRates.add(block.eventRates)
    burnInEvents += block.burnInEvents
    for i in block.ensemble.indices {
      if i == ensemble.count { ensemble.append(EnsembleSums()) }
      ensemble[i].add(block.ensemble[i])
    }
    traces += block.traces
  }
}

/// Σ and Σ² over trajectories of N, m, S and |S| at one moment.
struct EnsembleSums: Sendable {
  var count = 0.0
  var sum = SIMD4<Double>.zero
  var square = SIMD4<Double>.zero

  mutating func add(_ state: State) {
    let S = Double(state.twiceSpin) / 2
    let row = SIMD4(Double(state.N), Double(state.m), S, abs(S))
    count += 1
    sum += row
    square += row * row
  }

  mutating func add(_ other: EnsembleSums) {
    count += other.count
    sum += other.sum
    square += other.square
  }

  /// Mean ± standard error of N, m, S, |S|.
  var estimates: [Estimate] {
    (0..<4).map { i in
      let mean = sum[i] / count
      let variance = max(0, square[i] / count - mean * mean) * count / (count - 1)
      return Estimate(value: mean, standardError: count > 1 ? (variance / count).squareRoot() : .nan)
    }
  }
}

/// Time-weighted P(N, m), summed over trajectories, in bins whose widths are powers of two.
package struct JointProbability: Sendable {
  /// log2 of the widths of a bin in N and m.
  package internal(set) var binN = 0
  package internal(set) var binM = 0
  /// Rows by N, each by m.
  package internal(set) var rows: [[Double]] = []

  package init() {}

  package mutating func add(_ occupation: OccupationTimes, duration: Double) {
    widen(toN: occupation.binN, m: occupation.binM)
    occupation.forEachCell { N, m, time in put(N >> binN, m >> binM, time / duration) }
  }

  package mutating func add(_ other: JointProbability) {
    widen(toN: other.binN, m: other.binM)
    for (row, cells) in other.rows.enumerated() {
      for (column, value) in cells.enumerated() where value > 0 {
        put((row << other.binN) >> binN, (column << other.binM) >> binM, value)
      }
    }
  }

  private mutating func put(_ row: Int, _ column: Int, _ value: Double) {
    if row >= rows.count { rows.append(contentsOf: repeatElement([], count: row + 1 - rows.count)) }
    if column >= rows[row].count {
      rows[row].append(contentsOf: repeatElement(0, count: column + 1 - rows[row].count))
    }
    rows[row][column] += value
  }

  private mutating func widen(toN newN: Int, m newM: Int) {
    if newN <= binN && newM <= binM { return }
    let old = self
    rows = []
    binN = max(binN, newN)
    binM = max(binM, newM)
    for (row, cells) in old.rows.enumerated() {
      for (column, value) in cells.enumerated() where value > 0 {
        put((row << old.binN) >> binN, (column << old.binM) >> binM, value)
      }
    }
  }
}
