import Binary
import ClusterModel
import GSLBridge
import Statistics

/// Simulates trajectories: the one entry to the kernel.
public enum Trajectory {
  /// Runs a task to its end.
  /// - Throws: `TrajectoryError` when the population runs away or GSL has no memory.
  /// - Complexity: about 10 to 20 ns an event where many go in step; memory grows with the states visited, not with the duration.
  public static func run(_ task: TrajectoryTask) throws(TrajectoryError) -> TrajectoryOutcome {
    var outcome = try runAlone(task, pauses: nil)
    if task.leapAccuracy == nil { outcome.trace = try samplePath(task) }
    return outcome
  }

  /// Runs tasks of the same model and rate constants, eight at a time in step; each has the same outcome, bit for bit, as
  /// when it is run alone. Even a single one is faster in step with seven empty lanes.
  /// - Parameter pauses: shows the state where that is asked for, and goes on from one.
  /// - Returns: the outcomes in order.
  /// - Throws: as `run`, for one of the trajectories that failed; with pauses also `stopped` and `badState`.
  package static func run(
    _ tasks: [TrajectoryTask], pauses: Pauses?
  ) throws(TrajectoryError) -> [TrajectoryOutcome] {
    // Leaps are of any length.
    let isAlone = tasks.map { $0.leapAccuracy != nil }
    let inStep = tasks.indices.filter { !isAlone[$0] }
    let saved = try pauses?.resume { (reader) throws(BinaryError) in try Trajectory.outcomes(tasks, &reader) }
    var outcomes = saved ?? [TrajectoryOutcome?](repeating: nil, count: tasks.count)
    func showing<Result>(_ body: () throws(TrajectoryError) -> Result) throws(TrajectoryError) -> Result {
      guard let pauses else { return try body() }
      return try pauses.with(
        { writer in for outcome in outcomes { writer.put(outcome) } },
        progress: {
          zip(tasks, outcomes).reduce(into: TrajectoryProgress()) { sum, pair in
            if let outcome = pair.1 { sum += outcome.progress(of: pair.0) }
          }
        }, body)
    }
    for i in tasks.indices where isAlone[i] && outcomes[i] == nil {
      outcomes[i] = try showing { () throws(TrajectoryError) in try runAlone(tasks[i], pauses: pauses) }
    }
    if inStep.contains(where: { outcomes[$0] == nil }) {
      let together = try showing { () throws(TrajectoryError) in
        try runInStep(inStep.map { tasks[$0] }, pauses: pauses)
      }
      for (i, outcome) in zip(inStep, together) { outcomes[i] = outcome }
    }
    // A path has a point at least: one that is empty was not followed yet.
    for i in tasks.indices
    where tasks[i].leapAccuracy == nil && tasks[i].trace != nil && outcomes[i]?.trace.isEmpty == true {
      // Not in one statement: outcomes are shown while the path is followed.
      let path = try showing { () throws(TrajectoryError) in try samplePath(tasks[i], pauses: pauses) }
      outcomes[i]?.trace = path
    }
    return outcomes.compactMap { $0 }
  }

  public static func run(_ tasks: [TrajectoryTask]) throws(TrajectoryError) -> [TrajectoryOutcome] {
    try run(tasks, pauses: nil)
  }

  private static func outcomes(
    _ tasks: [TrajectoryTask], _ reader: inout BinaryReader
  ) throws(BinaryError) -> [TrajectoryOutcome?] {
    var outcomes: [TrajectoryOutcome?] = []
    for task in tasks {
      let outcome: TrajectoryOutcome? = try reader.optional()
      try outcome?.check(for: task)
      outcomes.append(outcome)
    }
    return outcomes
  }

  /// Runs tasks in lanes; concrete for every model.
  static func runInStep(
    _ tasks: [TrajectoryTask], pauses: Pauses? = nil
  ) throws(TrajectoryError) -> [TrajectoryOutcome] {
    guard let first = tasks.first else { return [] }
    let c = first.constants
    return switch first.model {
    case .heisenberg: try LockstepRun(tasks, Heisenberg(c)).run(pauses)
    case .ising: try LockstepRun(tasks, Ising(c)).run(pauses)
    case .su2: try LockstepRun(tasks, SU2(c)).run(pauses)
    case .polarized: try LockstepRun(tasks, Polarized(c)).run(pauses)
    case .polarizedIsing: try LockstepRun(tasks, PolarizedIsing(c)).run(pauses)
    }
  }

  /// Runs a task alone, on its own random words; without its sample path, unless it leaps.
  static func runAlone(_ task: TrajectoryTask, pauses: Pauses?) throws(TrajectoryError) -> TrajectoryOutcome {
    if task.leapAccuracy != nil { return try runLeaping(task, pauses: pauses) }
    var words = try task.stream(.events)
    return try run(task, words: &words, pauses: pauses)
  }

  /// The sample path of a task, empty if it has none: the trajectory once more, as far as the path goes, and with it the
  /// direction of the spin, which is drawn event by event. Everything else is the same whether there is a path or not.
  static func samplePath(_ task: TrajectoryTask, pauses: Pauses? = nil) throws(TrajectoryError) -> [TracePoint] {
    if task.trace == nil { return [] }
    var words = try task.stream(.events)
    return try samplePath(task, words: &words, pauses: pauses)
  }

  /// The sample path on the given random words.
  package static func samplePath<Words: RandomWords & ~Copyable>(
    _ task: TrajectoryTask, words: inout Words, pauses: Pauses? = nil
  ) throws(TrajectoryError) -> [TracePoint] {
    let c = task.constants
    return switch task.model {
    case .heisenberg: try TrajectoryRun(task, Heisenberg(c), isTraced: true).runDirect(&words, pauses).trace
    case .ising: try TrajectoryRun(task, Ising(c), isTraced: true).runDirect(&words, pauses).trace
    case .su2: try TrajectoryRun(task, SU2(c), isTraced: true).runDirect(&words, pauses).trace
    case .polarized: try TrajectoryRun(task, Polarized(c), isTraced: true).runDirect(&words, pauses).trace
    case .polarizedIsing: try TrajectoryRun(task, PolarizedIsing(c), isTraced: true).runDirect(&words, pauses).trace
    }
  }

  /// Runs a task on the given random words, without its sample path; concrete for every model, so that the event loop is
  /// specialised.
  package static func run<Words: RandomWords & ~Copyable>(
    _ task: TrajectoryTask, words: inout Words, pauses: Pauses? = nil
  ) throws(TrajectoryError) -> TrajectoryOutcome {
    let c = task.constants
    return switch task.model {
    case .heisenberg: try TrajectoryRun(task, Heisenberg(c), isTraced: false).runDirect(&words, pauses)
    case .ising: try TrajectoryRun(task, Ising(c), isTraced: false).runDirect(&words, pauses)
    case .su2: try TrajectoryRun(task, SU2(c), isTraced: false).runDirect(&words, pauses)
    case .polarized: try TrajectoryRun(task, Polarized(c), isTraced: false).runDirect(&words, pauses)
    case .polarizedIsing: try TrajectoryRun(task, PolarizedIsing(c), isTraced: false).runDirect(&words, pauses)
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
