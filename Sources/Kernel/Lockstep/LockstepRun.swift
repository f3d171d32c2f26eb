import ClusterModel
import GSLBridge
import Statistics

/// Runs trajectories of one point eight at a time, one in each SIMD lane, event by event in step.
///
/// The arithmetic of a lane is that of `DirectMethod`, operation by operation, and its random words are those of its own
/// stream: its outcome is the same, bit for bit, as when it is run alone. Lanes that come to a stop are served one by one;
/// a lane that ends takes the next trajectory.
struct LockstepRun<Model: ClusterModel>: ~Copyable {
  /// The random numbers of a lane; a class only because arrays do not hold types that cannot be copied.
  private final class Stream {
    var words: RandomStream

    init(_ words: consuming RandomStream) { self.words = words }
  }

  private let model: Model
  private let tasks: [TrajectoryTask]
  private var nextTask = 0
  private var outcomes: [TrajectoryOutcome?]
  /// For each lane: the number of its task, or nil; its clock; its random numbers; its events before measuring.
  private var seated = [Int?](repeating: nil, count: laneCount)
  private var recorders: [Recorder<Model>]
  private var streams = [Stream?](repeating: nil, count: laneCount)
  private var burnInEvents = [Int](repeating: 0, count: laneCount)
  private var busy = 0
  private var state = LaneState()
  private var words = LaneWords()
  private var tables = LaneTables()
  /// Events that have happened, by lane and process, since the lane's trajectory began to burn in or to measure.
  private var counts = [Int](repeating: 0, count: laneCount << 4)

  /// - Parameter tasks: trajectories of the same model and rate constants, without sample paths.
  init(_ tasks: [TrajectoryTask], _ model: Model) {
    self.model = model
    self.tasks = tasks
    recorders = tasks.first.map { Array(repeating: Recorder($0, model), count: laneCount) } ?? []
    outcomes = Array(repeating: nil, count: tasks.count)
  }

  /// Runs all trajectories.
  /// - Returns: their outcomes in order.
  consuming func run() throws(TrajectoryError) -> [TrajectoryOutcome] {
    for lane in 0..<laneCount { try seat(lane) }
    let draw = LaneDraw(model)
    let limit = Double(tasks.map(\.populationLimit).max() ?? 0)
    while busy > 0 {
      var stopping = (state.wait.lanes .>= state.left.lanes) .& .!state.idle
      while any(stopping) {
        for lane in 0..<laneCount where stopping[lane] { try serve(lane) }
        stopping = (state.wait.lanes .>= state.left.lanes) .& .!state.idle
      }
      if busy == 0 { break }
      recordEvents()
      state.left = state.left - state.wait
      state.N = state.N + state.deltaN
      state.m = state.m + state.deltaM
      if any(state.N.lanes .> limit) { try stopRunaways(limit) }
      if words.isEmpty { refill() }
      drawEvents(draw)
    }
    return outcomes.compactMap { $0 }
  }

  /// The next event of all lanes.
  @inline(__always)
  private mutating func drawEvents(_ draw: LaneDraw<Model>) {
    let word = words.next()
    let N = state.N
    let m = state.m
    let rates = model.rates(N: N, m: m)
    let upTo = cumulativeRates(rates)
    let total = upTo[processCapacity - 1]
    let high = Lanes(upperHalvesOf: word) * Lanes(0x1p-32) * total
    let low = (Lanes(lowerHalvesOf: word) + Lanes(0.5)) * Lanes(0x1p-64) * total
    let mark = Lanes.lesser(high + low, total.nextDownOfPositive)
    let chosen = draw.choose(mark, rates, upTo, N: N, m: m)
    state.process = chosen.process
    state.deltaN = chosen.deltaN
    state.deltaM = chosen.deltaM
    if Model.spinVector == .wandering {
      state.spinFactor = chosen.numerator / chosen.denominator
      if Model.hasAxisProcesses { state.decayRate = model.axisDecayRate(N: N, m: m) }
    }
    var share = ((high - chosen.below) + low) / chosen.rate
    let rare = chosen.rate.lanes .< (total * Lanes(0x1p-11)).lanes
    if any(rare) { drawExtra(&share, where: rare) }
    share.replace(with: Lanes(1), where: share.lanes .> 1)
    share.replace(with: Lanes(0x1p-64), where: share.lanes .< 0x1p-64)
    var wait = (Lanes(0) - ElementaryFunctions.logarithm(share)) / total
    wait.replace(with: Lanes(.infinity), where: total.lanes .<= 0)
    state.wait = wait
  }

  /// Rare processes leave too few bits of the word for the time.
  @inline(never)
  private func drawExtra(_ share: inout Lanes, where rare: LaneMask) {
    for lane in 0..<laneCount where rare[lane] {
      if let stream = streams[lane] { share[lane] = (Double(stream.words.extra() >> 11) + 0.5) * 0x1p-53 }
    }
  }

  /// Holding times and events of all lanes.
  @inline(__always)
  private mutating func recordEvents() {
    if Model.spinVector == .wandering {
      if Model.hasAxisProcesses { state.decay = state.decay + state.decayRate * state.wait }
      state.factor = state.factor * state.spinFactor
    }
    var N = state.N
    var m = state.m
    var time = state.wait
    N.replace(with: Lanes(0), where: state.silent)
    m.replace(with: Lanes(0), where: state.silent)
    time.replace(with: Lanes(0), where: state.silent)
    if any((N.lanes .>= Double(tables.rows)) .| (m.lanes .>= Double(tables.columns))) { grow() }
    let laneNumbers = Lanes(SIMD8(0, 1, 2, 3, 4, 5, 6, 7))
    if tables.isShared {
      let place = (N * Lanes(Double(tables.columns)) + m + laneNumbers * Lanes(Double(tables.laneSize))).integers
      tables.add(time, at: place)
    } else {
      addSeparately()
    }
    let counter = (laneNumbers * Lanes(16) + state.process).integers
    var span = counts.mutableSpan
    for lane in 0..<laneCount { span[Int(counter[lane])] += 1 }
  }

  @inline(never)
  private mutating func addSeparately() {
    for lane in 0..<laneCount where !state.silent[lane] {
      tables.addSeparately(
        lane: lane, N: Int(state.N[lane]), m: Int(state.m[lane]), time: state.wait[lane])
    }
  }

  @inline(never)
  private mutating func grow() {
    for lane in 0..<laneCount where !state.silent[lane] {
      tables.grow(N: Int(state.N[lane]), m: Int(state.m[lane]))
    }
  }

  /// A lane has come to its next stop.
  private mutating func serve(_ lane: Int) throws(TrajectoryError) {
    let N = state.N[lane]
    let m = state.m[lane]
    let left = state.left[lane]
    if !state.silent[lane] {
      tables.add(lane: lane, N: Int(N), m: Int(m), time: left)
      if Model.hasAxisProcesses { state.decay[lane] += state.decayRate[lane] * left }
    }
    state.wait[lane] -= left
    let factor = recorders[lane].isSampleDue ? state.takeSpinFactor(lane) : 1
    recorders[lane].arrive(N: N, m: m, factor: factor)
    if recorders[lane].isFinished {
      finish(lane)
      try seat(lane)
      return
    }
    if state.silent[lane] && recorders[lane].isMeasuring {
      state.silent[lane] = false
      state.startMeasuring(lane)
      burnInEvents[lane] = takeCounts(lane).reduce(0, +)
    }
    state.left[lane] = recorders[lane].span
  }

  private mutating func finish(_ lane: Int) {
    guard let task = seated[lane] else { return }
    outcomes[task] = TrajectoryOutcome(
      occupation: tables.takeLane(lane), correlations: recorders[lane].correlator.sums, events: takeCounts(lane),
      burnInEvents: burnInEvents[lane], ensemble: recorders[lane].ensemble, trace: [],
      finalState: State(N: Int(state.N[lane]), m: Int(state.m[lane])))
    seated[lane] = nil
    streams[lane] = nil
    busy -= 1
    state.idle[lane] = true
    state.silent[lane] = true
    state.left[lane] = .infinity
  }

  /// The counts of a lane, which start again from zero. The event without effect has a place of its own beyond them.
  private mutating func takeCounts(_ lane: Int) -> [Int] {
    let result = Model.processes.indices.map { counts[lane << 4 | $0] }
    for i in 0..<16 { counts[lane << 4 | i] = 0 }
    return result
  }

  /// Gives a free lane the next trajectory, if there is one.
  private mutating func seat(_ lane: Int) throws(TrajectoryError) {
    guard nextTask < tasks.count else { return }
    let task = tasks[nextTask]
    var stream: RandomStream
    do { stream = try RandomStream(task.generator, identity: task.identity, ordinal: task.ordinal) } catch {
      throw TrajectoryError.generator("\(error)")
    }
    let start = task.start.draw(&stream, pinned: Model.spinVector == .pinned)
    words.fill(lane: lane, from: &stream)
    recorders[lane] = Recorder(task, model)
    state.seat(lane, start)
    state.left[lane] = recorders[lane].span
    seated[lane] = nextTask
    streams[lane] = Stream(stream)
    _ = takeCounts(lane)
    nextTask += 1
    busy += 1
  }

  private mutating func refill() {
    words.rewind()
    for lane in 0..<laneCount {
      if let stream = streams[lane] { words.fill(lane: lane, from: &stream.words) }
    }
  }

  /// Throws for the first lane that passed the limit. Idle lanes start again from nothing, so that they never do.
  private mutating func stopRunaways(_ limit: Double) throws(TrajectoryError) {
    for lane in 0..<laneCount where state.N[lane] > limit {
      if let task = seated[lane] { throw tasks[task].runaway(before: recorders[lane].elapsedAtTarget) }
      state.N[lane] = 0
      state.m[lane] = 0
    }
  }
}
