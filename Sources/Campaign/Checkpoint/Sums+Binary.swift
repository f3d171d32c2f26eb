package import Binary
import Kernel
import Statistics

extension TrajectorySums: BinaryCodable {
  func encode(to writer: inout BinaryWriter) {
    writer.put(count)
    for number in [N, N2, m, m2, S, absS, S2, vectorSquare] { writer.put(number) }
    writer.put(correlations)
  }

  init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init(lagCount: 0)
    count = try reader.tally()
    N = try reader.finite()
    N2 = try reader.finite()
    m = try reader.finite()
    m2 = try reader.finite()
    S = try reader.finite()
    absS = try reader.finite()
    S2 = try reader.finite()
    vectorSquare = try reader.finite()
    correlations = try reader.value()
  }
}

extension BlockOutcome: BinaryCodable {
  package func encode(to writer: inout BinaryWriter) {
    writer.put(sums)
    for rows in [histogramN, histogramM, histogramTwiceSpin, histogramNegativeTwiceSpin] { writer.put(rows) }
    writer.put(joint)
    writer.put(events)
    writer.put(eventRates)
    writer.put(burnInEvents)
    writer.put(ensemble)
    writer.put(traces.count)
    for trace in traces { writer.put(trace) }
  }

  package init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init(lagCount: 0, processCount: 0)
    sums = try reader.value()
    histogramN = try reader.value()
    histogramM = try reader.value()
    histogramTwiceSpin = try reader.value()
    histogramNegativeTwiceSpin = try reader.value()
    joint = try reader.value()
    events = try reader.tallies()
    eventRates = try reader.value()
    burnInEvents = try reader.tally()
    ensemble = try reader.values()
    let count = try reader.integer(in: 0...reader.remaining)
    for _ in 0..<count { traces.append(try reader.values()) }
  }

  /// The outcome of so many trajectories of a point.
  init(of point: PointPlan, trajectories: Int, from reader: inout BinaryReader) throws(BinaryError) {
    self = try reader.value()
    // Sums of other lags or processes would be added in the wrong places.
    let processes = point.model.processes.count
    let rows = [histogramN, histogramM, histogramTwiceSpin, histogramNegativeTwiceSpin, eventRates]
    guard sums.correlations.pairs.count == point.lags.count, events.count == processes, sums.count == trajectories,
      rows.allSatisfy({ $0.count == trajectories }), eventRates.width == (trajectories > 0 ? processes : 0),
      ensemble.count == (trajectories > 0 ? point.ensemble?.count ?? 0 : 0),
      ensemble.allSatisfy({ $0.count == Double(trajectories) }),
      traces.count <= min(trajectories, point.tracedTrajectories),
      traces.allSatisfy({ $0.count <= point.trace?.count ?? 0 })
    else { throw BinaryError("sums of another point") }
  }
}

extension EnsembleSums: BinaryCodable {
  func encode(to writer: inout BinaryWriter) {
    writer.put(count)
    for i in 0..<4 { writer.put(sum[i]) }
    for i in 0..<4 { writer.put(square[i]) }
  }

  init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init()
    count = try reader.finite()
    for i in 0..<4 { sum[i] = try reader.finite() }
    for i in 0..<4 { square[i] = try reader.finite() }
  }
}

extension JointProbability: BinaryCodable {
  /// Far more values of N or m than there can be.
  private static let mostStates = 1 << 30

  package func encode(to writer: inout BinaryWriter) {
    writer.put(binN)
    writer.put(binM)
    writer.put(rows.count)
    for row in rows { writer.putSparse(row) }
  }

  package init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init()
    binN = try reader.integer(in: 0...40)
    binM = try reader.integer(in: 0...40)
    let count = try reader.integer(in: 0...reader.remaining / 8)
    rows.reserveCapacity(count)
    for _ in 0..<count { rows.append(try reader.shares(most: OccupationTimes.cellLimit)) }
    let columns = rows.lazy.map(\.count).max() ?? 0
    guard rows.count <= JointProbability.mostStates >> binN, columns <= JointProbability.mostStates >> binM else {
      throw BinaryError("\(rows.count) rows of up to \(columns), in bins of 2^\(binN) and 2^\(binM)")
    }
  }
}
