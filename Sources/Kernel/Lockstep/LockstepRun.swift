import ClusterModel
import GSLBridge
import Statistics

/// Runs trajectories of one point eight at a time, one in each SIMD lane, event by event in step.
///
/// The events of a lane are drawn by the operations of `DirectMethod`, from the words of its own stream: its outcome is the
/// same, bit for bit, as when it is run alone. Stops at which a sample of the correlations is due and nothing else are taken
/// for all lanes together; other stops are served one by one. A lane that ends takes the next trajectory.
struct LockstepRun<Model: ClusterModel>: ~Copyable {
  /// The random numbers of a lane; a class only because arrays do not hold types that cannot be copied.
  final class Stream {
    var words: RandomStream

    init(_ words: consuming RandomStream) { self.words = words }
  }

  let model: Model
  private let draws: EventDraw<Model>
  private let record: LaneRecord<Model>
  let tasks: [TrajectoryTask]
  var nextTask = 0
  var outcomes: [TrajectoryOutcome?]
  /// For each lane: the number of its task, or nil; its clock; its random numbers; its events before measuring.
  var seated = [Int?](repeating: nil, count: laneCount)
  var recorders: [Recorder<Model>]
  var streams = [Stream?](repeating: nil, count: laneCount)
  var burnInEvents = [Int](repeating: 0, count: laneCount)
  var busy = 0
  /// The lanes that have a trajectory, one bit each.
  var busyLanes: UInt32 = 0
  var newlySeated: [Int] = []
  var state = LaneState()
  var block = LaneBlock()
  var words = LaneWords()
  var tables = LaneTables()
  var counts: LaneCounts
  var samples: LaneSamples

  /// - Parameter tasks: trajectories of the same model and rate constants; sample paths are left out.
  init(_ tasks: [TrajectoryTask], _ model: Model) {
    self.model = model
    self.tasks = tasks
    recorders = tasks.first.map { Array(repeating: Recorder($0, model, isTraced: false), count: laneCount) } ?? []
    outcomes = Array(repeating: nil, count: tasks.count)
    counts = LaneCounts(processCount: Model.processes.count)
    samples = LaneSamples(step: tasks.first?.lags.step ?? 0)
    draws = EventDraw(model, constants: tasks.first?.constants)
    record = LaneRecord(limit: Lanes(Double(tasks.map(\.populationLimit).max() ?? 0)))
  }

  /// Runs all trajectories.
  /// - Returns: their outcomes in order.
  consuming func run(_ pauses: Pauses? = nil) throws(TrajectoryError) -> [TrajectoryOutcome] {
    if let pauses, pauses.saved != nil {
      try resume(pauses)
    } else {
      for lane in 0..<laneCount { try seat(lane) }
    }
    while busy > 0 {
      if let pauses, pauses.isDue { try pauses.show(progress) { encode(to: &$0) } }
      beginSeated()
      drawBlock()
      var row = 0
      while let pause = recordBlock(from: &row) {
        switch pause {
        case .stop: try serveStops(row)
        case .noPlace: try makePlace(row)
        }
      }
    }
    return outcomes.compactMap { $0 }
  }

  private mutating func recordBlock(from row: inout Int) -> LanePause? {
    tables.isShared
      ? record.run(&block, from: &row, &state, &tables, &samples)
      : record.runSeparately(&block, from: &row, &state, &tables.separate, &samples)
  }

  private mutating func drawBlock() {
    if words.isEmpty { refill() }
    block.begin()
    while let (lanes, word) = block.draw(draws, busy: busyLanes, &words, &counts) {
      var bits = lanes
      while bits != 0 {
        let lane = bits.trailingZeroBitCount
        bits &= bits - 1
        guard let stream = streams[lane] else { continue }
        let (N, m) = block.lastState(lane)
        block.replace(lane, with: draws.refine(N: N, m: m, word: word[lane], words: &stream.words), &counts)
      }
    }
  }

  /// Serves the lanes that are at a stop that is more than a sample.
  private mutating func serveStops(_ row: Int) throws(TrajectoryError) {
    var bits = (block.rows[row].wait >= state.left).bits
    while bits != 0 {
      let lane = bits.trailingZeroBitCount
      bits &= bits - 1
      if !samples.cursors.isNextPlain(lane) { try serve(lane, row) }
    }
  }

  /// Makes room in the table for the states of a row.
  private mutating func makePlace(_ row: Int) throws(TrajectoryError) {
    try stopRunaways(row)
    for lane in 0..<laneCount where !state.silent[lane] {
      tables.grow(N: Int(block.rows[row].N[lane]), m: Int(block.rows[row].m[lane]))
    }
  }

  /// A lane has come to a stop that is more than a sample.
  private mutating func serve(_ lane: Int, _ row: Int) throws(TrajectoryError) {
    let N = block.rows[row].N[lane]
    let m = block.rows[row].m[lane]
    let left = state.left[lane]
    if !state.silent[lane] {
      tables.add(lane: lane, N: Int(N), m: Int(m), time: left)
      if Model.hasAxisProcesses {
        state.decay[lane] = state.decay[lane] + block.rows[row].axisDecayRate[lane] * left
      }
    }
    block.rows[row].wait[lane] -= left
    samples.hand(lane, to: &recorders[lane])
    let change = recorders[lane].isSampleDue ? state.takeSpinChange(lane) : SpinChange()
    recorders[lane].arrive(N: N, m: m, change: change)
    if recorders[lane].isFinished {
      finish(lane, row)
      try seat(lane)
      return
    }
    if state.silent[lane] && recorders[lane].isMeasuring {
      state.silent[lane] = false
      state.startMeasuring(lane)
      burnInEvents[lane] = takeCounts(lane, row).reduce(0, +)
    }
    samples.expect(lane, recorders[lane].plainSamples(atMost: LaneSamples.capacity))
    state.left[lane] = recorders[lane].span
  }

  private mutating func finish(_ lane: Int, _ row: Int) {
    guard let task = seated[lane] else { return }
    outcomes[task] = TrajectoryOutcome(
      occupation: tables.takeLane(lane), correlations: recorders[lane].correlations, events: takeCounts(lane, row),
      burnInEvents: burnInEvents[lane], ensemble: recorders[lane].ensemble, trace: [],
      finalState: State(N: Int(block.rows[row].N[lane]), m: Int(block.rows[row].m[lane])))
    seated[lane] = nil
    streams[lane] = nil
    busyLanes &= ~(1 << UInt32(lane))
    busy -= 1
    state.silent[lane] = true
    state.left[lane] = .nan
  }

  /// The counts of a lane without the events from `row` on, which start again from zero.
  private mutating func takeCounts(_ lane: Int, _ row: Int) -> [Int] {
    counts.take(lane, without: block.processes(lane, from: row))
  }

  /// Gives a free lane the next trajectory, if there is one: from the next block on.
  private mutating func seat(_ lane: Int) throws(TrajectoryError) {
    guard nextTask < tasks.count else { return }
    let task = tasks[nextTask]
    var stream = try task.stream(.events)
    block.seat(lane, task.start.draw(&stream, pinned: Model.spinVector == .pinned))
    words.begin(lane: lane, from: &stream)
    recorders[lane] = Recorder(task, model, isTraced: false)
    samples.expect(lane, 0)
    seated[lane] = nextTask
    streams[lane] = Stream(stream)
    busyLanes |= 1 << UInt32(lane)
    nextTask += 1
    busy += 1
    newlySeated.append(lane)
  }

  /// The clocks of the trajectories that were seated during the last block start.
  private mutating func beginSeated() {
    for lane in newlySeated {
      state.left[lane] = recorders[lane].span
      _ = takeCounts(lane, LaneBlock.rowCount)
    }
    newlySeated.removeAll(keepingCapacity: true)
  }

  private mutating func refill() {
    words.rewind()
    for lane in 0..<laneCount {
      if let stream = streams[lane] { words.fill(lane: lane, from: &stream.words) }
    }
  }

  /// Throws for the first lane that passed the limit. Idle lanes start again from nothing, so that they never do.
  private mutating func stopRunaways(_ row: Int) throws(TrajectoryError) {
    for lane in 0..<laneCount where block.rows[row].N[lane] > record.limit[lane] {
      if let task = seated[lane], !newlySeated.contains(lane) {
        // The recorder's clock is at the last stop that it knows of.
        samples.hand(lane, to: &recorders[lane])
        throw tasks[task].runaway(before: recorders[lane].elapsedAtTarget)
      }
      block.clear(lane, from: row)
      if seated[lane] == nil { block.seat(lane, State(N: 0, m: 0)) }
    }
  }
}
