import ClusterModel
import GSLBridge
import Statistics

/// Simulates trajectories: the one entry to the kernel.
public enum Trajectory {
  /// Runs a task to its end.
  /// - Throws: `TrajectoryError` when the population runs away or GSL has no memory.
  /// - Complexity: about 10 to 20 ns an event where many go in step; memory grows with the states visited, not with the duration.
  public static func run(_ task: TrajectoryTask) throws(TrajectoryError) -> TrajectoryOutcome {
    if let accuracy = task.leapAccuracy { return try runLeaping(task, accuracy: accuracy) }
    var words = try task.stream(.events)
    var outcome = try run(task, words: &words)
    outcome.trace = try samplePath(task)
    return outcome
  }

  /// Runs tasks of the same model and rate constants, eight at a time in step; each has the same outcome, bit for bit, as
  /// when it is run alone. Even a single one is faster in step with seven empty lanes.
  /// - Returns: the outcomes in order.
  /// - Throws: as `run`, for one of the trajectories that failed.
  public static func run(_ tasks: [TrajectoryTask]) throws(TrajectoryError) -> [TrajectoryOutcome] {
    // Leaps are of any length.
    let alone = tasks.indices.filter { tasks[$0].leapAccuracy != nil }
    let inStep = tasks.indices.filter { tasks[$0].leapAccuracy == nil }
    var outcomes = [TrajectoryOutcome?](repeating: nil, count: tasks.count)
    for i in alone { outcomes[i] = try run(tasks[i]) }
    for (i, outcome) in zip(inStep, try runInStep(inStep.map { tasks[$0] })) {
      outcomes[i] = outcome
      outcomes[i]?.trace = try samplePath(tasks[i])
    }
    return outcomes.compactMap { $0 }
  }

  /// Runs tasks in lanes; concrete for every model.
  static func runInStep(_ tasks: [TrajectoryTask]) throws(TrajectoryError) -> [TrajectoryOutcome] {
    guard let first = tasks.first else { return [] }
    let c = first.constants
    return switch first.model {
    case .heisenberg: try LockstepRun(tasks, Heisenberg(c)).run()
    case .ising: try LockstepRun(tasks, Ising(c)).run()
    case .su2: try LockstepRun(tasks, SU2(c)).run()
    case .polarized: try LockstepRun(tasks, Polarized(c)).run()
    case .polarizedIsing: try LockstepRun(tasks, PolarizedIsing(c)).run()
    }
  }

  /// The sample path of a task, empty if it has none: the trajectory once more, as far as the path goes, and with it the
  /// direction of the spin, which is drawn event by event. Everything else is the same whether there is a path or not.
  static func samplePath(_ task: TrajectoryTask) throws(TrajectoryError) -> [TracePoint] {
    if task.trace == nil { return [] }
    var words = try task.stream(.events)
    return try samplePath(task, words: &words)
  }

  /// The sample path on the given random words.
  package static func samplePath<Words: RandomWords & ~Copyable>(
    _ task: TrajectoryTask, words: inout Words
  ) throws(TrajectoryError) -> [TracePoint] {
    switch task.model {
    case .heisenberg: try TrajectoryRun(task, Heisenberg(task.constants)).samplePath(&words)
    case .ising: try TrajectoryRun(task, Ising(task.constants)).samplePath(&words)
    case .su2: try TrajectoryRun(task, SU2(task.constants)).samplePath(&words)
    case .polarized: try TrajectoryRun(task, Polarized(task.constants)).samplePath(&words)
    case .polarizedIsing: try TrajectoryRun(task, PolarizedIsing(task.constants)).samplePath(&words)
    }
  }

  /// Runs a task on the given random words, without its sample path; concrete for every model, so that the event loop is
  /// specialised.
  package static func run<Words: RandomWords & ~Copyable>(
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

/// A trajectory of one model, run alone: burn-in, then measuring, stopping wherever something is to be recorded.
struct TrajectoryRun<Model: ClusterModel>: ~Copyable {
  private let task: TrajectoryTask
  private let model: Model
  private var recorder: Recorder<Model>

  init(_ task: TrajectoryTask, _ model: Model) {
    self.task = task
    self.model = model
    recorder = Recorder(task, model, isTraced: false)
  }

  consuming func run<Words: RandomWords & ~Copyable>(
    _ words: inout Words
  ) throws(TrajectoryError) -> TrajectoryOutcome {
    var method = method(&words)
    let burnInEvents = try burnIn(&method, &words)
    var measured = MeasuringObserver()
    try measure(&method, &words, &measured) { _ in false }
    return TrajectoryOutcome(
      occupation: measured.occupation, correlations: recorder.correlations,
      events: Model.processes.indices.map { measured.events[$0] }, burnInEvents: burnInEvents,
      ensemble: recorder.ensemble, trace: [], finalState: method.state)
  }

  consuming func samplePath<Words: RandomWords & ~Copyable>(
    _ words: inout Words
  ) throws(TrajectoryError) -> [TracePoint] {
    recorder = Recorder(task, model)
    var method = method(&words)
    _ = try burnIn(&method, &words)
    var tracing = TracingObserver(directions: try task.stream(.directions))
    try measure(&method, &words, &tracing) { $0.traceTime.isInfinite }
    return recorder.trace
  }

  private func method<Words: RandomWords & ~Copyable>(_ words: inout Words) -> DirectMethod<Model> {
    let start = task.start.draw(&words, pinned: Model.spinVector == .pinned)
    return DirectMethod(model, constants: task.constants, start: start, words: &words)
  }

  /// Goes on until measuring begins.
  /// - Returns: the events until then.
  private mutating func burnIn<Words: RandomWords & ~Copyable>(
    _ method: inout DirectMethod<Model>, _ words: inout Words
  ) throws(TrajectoryError) -> Int {
    var observer = BurnInObserver()
    while !recorder.isMeasuring {
      try advance(&method, &words, &observer)
      recorder.arrive(N: Double(method.N), m: Double(method.m), change: SpinChange())
    }
    return observer.events
  }

  /// Measures to the end, or until `isEnough`.
  private mutating func measure<Words: RandomWords & ~Copyable, Watch: MeasuringWatch & ~Copyable>(
    _ method: inout DirectMethod<Model>, _ words: inout Words, _ observer: inout Watch,
    until isEnough: (borrowing Recorder<Model>) -> Bool
  ) throws(TrajectoryError) {
    while !recorder.isFinished && !isEnough(recorder) {
      try advance(&method, &words, &observer)
      recorder.arrive(
        N: Double(method.N), m: Double(method.m),
        change: recorder.isSampleDue ? observer.takeSpinChange() : SpinChange(),
        spin: recorder.isTraceDue ? observer.spin(of: model, state: method.state) : nil)
    }
  }

  @inline(__always)
  private func advance<Words: RandomWords & ~Copyable, Watch: EventObserver & ~Copyable>(
    _ method: inout DirectMethod<Model>, _ words: inout Words, _ observer: inout Watch
  ) throws(TrajectoryError) {
    let span = recorder.span
    if span <= 0 { return }
    if !method.advance(for: span, words: &words, limit: task.populationLimit, observer: &observer) {
      throw task.runaway(before: recorder.elapsedAtTarget)
    }
  }
}

extension TrajectoryTask {
  /// The random words of this trajectory for a purpose.
  func stream(_ purpose: StreamIdentity.Purpose) throws(TrajectoryError) -> RandomStream {
    do { return try RandomStream(generator, identity: identity.with(purpose: purpose), ordinal: ordinal) } catch {
      throw .generator("\(error)")
    }
  }

  /// The error of passing the limit, before `time` s since the start.
  func runaway(before time: Double) -> TrajectoryError {
    .runaway(point: identity.point, trajectory: identity.trajectory, limit: populationLimit, time: time)
  }
}

extension TrajectoryStart {
  /// The state to start from; a drawn one takes two words, and with a pinned axis another.
  func draw<Words: RandomWords & ~Copyable>(_ words: inout Words, pinned: Bool) -> State {
    switch self {
    case .fixed(let state): return state
    case .drawn(let cumulative):
      let u = words.nextUniform()
      var low = 0
      var high = max(cumulative.count - 1, 0)
      while low < high {
        let middle = (low + high) / 2
        if u < cumulative[middle] { high = middle } else { low = middle + 1 }
      }
      let reversed = pinned && words.next() >> 31 == 1
      return State(N: low, m: reversed ? low : 0)
    }
  }
}
