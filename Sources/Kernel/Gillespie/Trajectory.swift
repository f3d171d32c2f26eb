import ClusterModel
import GSLBridge
import Statistics

/// Simulates trajectories: the one entry to the kernel.
public enum Trajectory {
  /// Runs a task to its end.
  /// - Throws: `TrajectoryError` when the population runs away or GSL has no memory.
  /// - Complexity: about 30 ns an event; memory grows with the states visited, not with the duration.
  public static func run(_ task: TrajectoryTask) throws(TrajectoryError) -> TrajectoryOutcome {
    var words: RandomStream
    do { words = try RandomStream(task.generator, identity: task.identity, ordinal: task.ordinal) } catch {
      throw TrajectoryError.generator("\(error)")
    }
    return try run(task, words: &words)
  }

  /// Runs a task on the given random words; concrete for every model, so that the event loop is specialised.
  static func run<Words: RandomWords & ~Copyable>(
    _ task: TrajectoryTask, words: inout Words
  ) throws(TrajectoryError) -> TrajectoryOutcome {
    switch task.model {
    case .heisenberg: try TrajectoryRun(task, Heisenberg(task.constants)).run(&words)
    case .ising: try TrajectoryRun(task, Ising(task.constants)).run(&words)
    case .su2: try TrajectoryRun(task, SU2(task.constants)).run(&words)
    case .polarized: try TrajectoryRun(task, Polarized(task.constants)).run(&words)
    case .polarizedIsing: try TrajectoryRun(task, PolarizedIsing(task.constants)).run(&words)
    }
  }
}

/// A trajectory of one model: burn-in, then measuring, stopping wherever something is to be recorded.
struct TrajectoryRun<Model: ClusterModel> {
  private let task: TrajectoryTask
  private let model: Model
  private var ensemble: [State] = []
  private var trace: [TracePoint] = []

  init(_ task: TrajectoryTask, _ model: Model) {
    self.task = task
    self.model = model
  }

  consuming func run<Words: RandomWords & ~Copyable>(
    _ words: inout Words
  ) throws(TrajectoryError) -> TrajectoryOutcome {
    let start = startState(&words)
    var method = DirectMethod(model, start: start, words: &words)
    var burnIn = BurnInObserver()
    try burn(&method, &words, &burnIn)
    var correlator = MultilevelCorrelator(task.lags)
    var samples = 0
    let measured: MeasuringObserver
    if let grid = task.trace {
      let directions: RandomStream
      do {
        directions = try RandomStream(
          task.generator, identity: task.identity.with(purpose: .directions), ordinal: task.ordinal)
      } catch { throw TrajectoryError.generator("\(error)") }
      var tracing = TracingObserver(directions: directions)
      let end = min(task.duration, grid.time(grid.count - 1))
      try measure(&method, &words, &tracing, &correlator, &samples, from: 0, to: end)
      var rest = tracing.measuring
      try measure(&method, &words, &rest, &correlator, &samples, from: end, to: task.duration)
      measured = rest
    } else {
      var observer = MeasuringObserver()
      try measure(&method, &words, &observer, &correlator, &samples, from: 0, to: task.duration)
      measured = observer
    }
    if let grid = task.ensemble {
      while ensemble.count < grid.count { ensemble.append(method.state) }
    }
    return TrajectoryOutcome(
      occupation: measured.occupation, correlations: correlator.sums,
      events: Model.processes.indices.map { measured.events[$0] }, burnInEvents: burnIn.events, ensemble: ensemble,
      trace: trace, finalState: method.state)
  }

  private func startState<Words: RandomWords & ~Copyable>(_ words: inout Words) -> State {
    switch task.start {
    case .fixed(let state): return state
    case .drawn(let cumulative):
      let u = (Double(words.next() >> 11) + 0.5) * 0x1p-53
      var low = 0
      var high = max(cumulative.count - 1, 0)
      while low < high {
        let middle = (low + high) / 2
        if u < cumulative[middle] { high = middle } else { low = middle + 1 }
      }
      let reversed = Model.spinVector == .pinned && words.next() >> 63 == 1
      return State(N: low, m: reversed ? low : 0)
    }
  }

  /// Time before measuring, which is negative: measuring starts at 0.
  private mutating func burn<Words: RandomWords & ~Copyable>(
    _ method: inout DirectMethod<Model>, _ words: inout Words, _ observer: inout BurnInObserver
  ) throws(TrajectoryError) {
    var now = -task.burnIn
    while true {
      let recorded = task.ensemble?.time(ensemble.count) ?? .infinity
      let next = min(recorded, 0)
      try advance(&method, &words, &observer, from: now, to: next)
      now = next
      if recorded > 0 { return }
      ensemble.append(method.state)
    }
  }

  private mutating func measure<Words: RandomWords & ~Copyable, Watch: MeasuringWatch & ~Copyable>(
    _ method: inout DirectMethod<Model>, _ words: inout Words, _ observer: inout Watch,
    _ correlator: inout MultilevelCorrelator, _ samples: inout Int, from start: Double, to end: Double
  ) throws(TrajectoryError) {
    var now = start
    while true {
      let sampled = Double(samples) * task.lags.step
      let recorded = task.ensemble?.time(ensemble.count) ?? .infinity
      let traced = task.trace?.time(trace.count) ?? .infinity
      let next = min(sampled, recorded, traced, end)
      try advance(&method, &words, &observer, from: now, to: next)
      now = next
      let N = Double(method.N)
      let m = Double(method.m)
      if sampled == now {
        correlator.add(
          N - task.referenceN, factor: observer.takeSpinFactor(), start: model.correlatorStart(N: N, m: m),
          end: model.correlatorEnd(N: N, m: m))
        samples += 1
      }
      if recorded == now { ensemble.append(method.state) }
      if traced == now {
        trace.append(TracePoint(time: now, state: method.state, spin: observer.spin(of: model, state: method.state)))
      }
      if now == end && Double(samples) * task.lags.step > end { return }
    }
  }

  @inline(__always)
  private func advance<Words: RandomWords & ~Copyable, Watch: EventObserver & ~Copyable>(
    _ method: inout DirectMethod<Model>, _ words: inout Words, _ observer: inout Watch, from start: Double,
    to end: Double
  ) throws(TrajectoryError) {
    if end <= start { return }
    if !method.advance(for: end - start, words: &words, limit: task.populationLimit, observer: &observer) {
      throw TrajectoryError.runaway(
        point: task.identity.point, trajectory: task.identity.trajectory, limit: task.populationLimit,
        time: end + task.burnIn)
    }
  }
}

/// An observer of the measured time.
protocol MeasuringWatch: EventObserver, ~Copyable {
  /// What the spin vector was multiplied by since this was last called.
  mutating func takeSpinFactor() -> Double
  /// The spin vector, where directions are drawn.
  mutating func spin<Model: ClusterModel>(of model: Model, state: State) -> SIMD3<Double>?
}

extension MeasuringObserver: MeasuringWatch {
  mutating func spin<Model: ClusterModel>(of model: Model, state: State) -> SIMD3<Double>? { nil }
}

extension TracingObserver: MeasuringWatch {
  mutating func takeSpinFactor() -> Double { measuring.takeSpinFactor() }
}
