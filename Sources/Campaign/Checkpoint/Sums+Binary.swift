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
    count = try reader.integer(in: 0...(.max))
    N = try reader.double()
    N2 = try reader.double()
    m = try reader.double()
    m2 = try reader.double()
    S = try reader.double()
    absS = try reader.double()
    S2 = try reader.double()
    vectorSquare = try reader.double()
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
    events = try reader.integers()
    eventRates = try reader.value()
    burnInEvents = try reader.integer()
    ensemble = try reader.values()
    let count = try reader.integer(in: 0...reader.remaining)
    for _ in 0..<count { traces.append(try reader.values()) }
  }

  /// The outcome of a block of a point.
  init(of point: PointPlan, from reader: inout BinaryReader) throws(BinaryError) {
    self = try reader.value()
    // Sums of other lags or processes would be added in the wrong places.
    guard sums.correlations.pairs.count == point.lags.count, events.count == point.model.processes.count else {
      throw BinaryError("sums of another point")
    }
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
    count = try reader.double()
    for i in 0..<4 { sum[i] = try reader.double() }
    for i in 0..<4 { square[i] = try reader.double() }
  }
}

extension JointProbability: BinaryCodable {
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
    for _ in 0..<count { rows.append(try reader.sparse(most: OccupationTimes.cellLimit)) }
  }
}
