import ClusterModel
public import Binary
import Statistics

extension BinaryWriter {
  mutating func put(_ state: State) {
    put(state.N)
    put(state.m)
  }

  mutating func put(_ states: [State]) { put(states.flatMap { [$0.N, $0.m] }) }
}

extension BinaryReader {
  /// A state, N and m from 0 on.
  mutating func state() throws(BinaryError) -> State {
    let N = try integer(in: 0...TrajectoryTask.mostStored)
    return State(N: N, m: try integer(in: 0...N))
  }

  mutating func states() throws(BinaryError) -> [State] {
    let numbers = try integers()
    if numbers.count % 2 != 0 { throw BinaryError("half a state") }
    return stride(from: 0, to: numbers.count, by: 2).map { State(N: numbers[$0], m: numbers[$0 + 1]) }
  }
}

extension TrajectoryTask {
  /// Larger N are in no file: twice what ends a trajectory.
  static let mostStored = 1 << 23
}

extension TrajectoryOutcome: BinaryCodable {
  public func encode(to writer: inout BinaryWriter) {
    writer.put(occupation)
    writer.put(correlations)
    writer.put(events)
    writer.put(burnInEvents)
    writer.put(ensemble)
    writer.put(trace)
    writer.put(finalState)
  }

  public init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init(
      occupation: try reader.value(), correlations: try reader.value(), events: try reader.tallies(),
      burnInEvents: try reader.tally(), ensemble: try reader.states(), trace: try reader.values(),
      finalState: try reader.state())
  }
}

extension TrajectoryOutcome {
  /// Whether these can be the sums of a task: others would be added in the wrong places.
  func check(for task: TrajectoryTask) throws(BinaryError) {
    guard correlations.pairs.count == task.lags.count, events.count == task.model.processes.count,
      ensemble.count == task.ensemble?.count ?? 0, trace.isEmpty || trace.count <= task.trace?.count ?? 0
    else { throw BinaryError("sums of another task") }
  }
}

extension TracePoint: BinaryCodable {
  public func encode(to writer: inout BinaryWriter) {
    writer.put(time)
    writer.put(state)
    writer.put(spin != nil)
    if let spin { for i in 0..<3 { writer.put(spin[i]) } }
  }

  public init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init(time: try reader.finite(), state: try reader.state(), spin: nil)
    if try reader.bool() { spin = SIMD3(try reader.finite(), try reader.finite(), try reader.finite()) }
  }
}

extension OccupationTimes: BinaryCodable {
  public func encode(to writer: inout BinaryWriter) {
    writer.put(limit)
    writer.put(shift)
    writer.put(rows)
    writer.put(binN)
    writer.put(binM)
    writer.putSparse(joint)
    writer.put(separate)
  }

  public init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init(cellLimit: try reader.integer(in: 1...OccupationTimes.cellLimit))
    shift = try reader.integer(in: 0...40)
    rows = try reader.integer(in: 1...OccupationTimes.cellLimit)
    binN = try reader.integer(in: 0...40)
    binM = try reader.integer(in: 0...40)
    let (count, overflow) = rows.multipliedReportingOverflow(by: 1 << shift)
    // Up to the limit of the population the table doubles at most once too often.
    let mostN = rows.multipliedReportingOverflow(by: 1 << binN)
    if overflow || mostN.overflow || mostN.partialValue > 2 * TrajectoryTask.mostStored
      || shift + binM > (2 * TrajectoryTask.mostStored).trailingZeroBitCount
    {
      throw BinaryError("\(rows) rows of 2^\(shift), in bins of 2^\(binN) and 2^\(binM)")
    }
    joint = try reader.shares(count: count, most: max(128, limit))
    separate = try reader.optional()
  }
}

extension OccupationTimes.Marginals: BinaryCodable {
  public func encode(to writer: inout BinaryWriter) {
    for table in [N, m, twiceSpin, negativeTwiceSpin] { writer.putSparse(table) }
  }

  public init(from reader: inout BinaryReader) throws(BinaryError) {
    let most = 2 * TrajectoryTask.defaultPopulationLimit + 2
    self.init(
      N: try reader.shares(most: most), m: try reader.shares(most: most), twiceSpin: try reader.shares(most: most),
      negativeTwiceSpin: try reader.shares(most: most))
  }
}
