import ClusterModel
import GSLBridge
import Statistics

extension Trajectory {
  /// Runs a task that leaps; concrete for every model.
  static func runLeaping(_ task: TrajectoryTask, accuracy: Double) throws(TrajectoryError) -> TrajectoryOutcome {
    let c = task.constants
    return switch task.model {
    case .heisenberg: try LeapingRun(task, Heisenberg(c), accuracy: accuracy).run()
    case .ising: try LeapingRun(task, Ising(c), accuracy: accuracy).run()
    case .su2: try LeapingRun(task, SU2(c), accuracy: accuracy).run()
    case .polarized: try LeapingRun(task, Polarized(c), accuracy: accuracy).run()
    case .polarizedIsing: try LeapingRun(task, PolarizedIsing(c), accuracy: accuracy).run()
    }
  }
}

/// A trajectory of one model that leaps: burn-in, then measuring, stopping wherever something is to be recorded.
private struct LeapingRun<Model: ClusterModel>: ~Copyable {
  private let task: TrajectoryTask
  private let model: Model
  private var recorder: Recorder<Model>
  private var words: RandomStream
  private var variates: GSLVariates
  private var trajectory: LeapingTrajectory<Model>

  init(_ task: TrajectoryTask, _ model: Model, accuracy: Double) throws(TrajectoryError) {
    var words = try task.stream(.events)
    let start = task.start.draw(&words, pinned: Model.spinVector == .pinned)
    self.init(
      task, model, words: words, variates: try LeapingRun.variates(of: task),
      trajectory: LeapingTrajectory(model, constants: task.constants, start: start, accuracy: accuracy))
  }

  private init(
    _ task: TrajectoryTask, _ model: Model, words: consuming RandomStream, variates: consuming GSLVariates,
    trajectory: consuming LeapingTrajectory<Model>
  ) {
    self.task = task
    self.model = model
    recorder = Recorder(task, model)
    self.words = words
    self.variates = variates
    self.trajectory = trajectory
  }

  private static func variates(of task: TrajectoryTask) throws(TrajectoryError) -> GSLVariates {
    do { return try GSLVariates(task.generator, identity: task.identity, ordinal: task.ordinal) } catch {
      throw TrajectoryError.generator("\(error)")
    }
  }

  consuming func run() throws(TrajectoryError) -> TrajectoryOutcome {
    var burnIn = BurnInObserver()
    while !recorder.isMeasuring {
      try advance(&burnIn)
      recorder.arrive(N: Double(trajectory.state.N), m: Double(trajectory.state.m), change: SpinChange())
    }
    var measured = MeasuringObserver()
    if task.trace != nil {
      var tracing = TracingObserver(directions: try task.stream(.directions))
      try measure(&tracing) { $0.traceTime.isInfinite }
      measured = tracing.measuring
    }
    try measure(&measured) { _ in false }
    return TrajectoryOutcome(
      occupation: measured.occupation, correlations: recorder.correlations,
      events: Model.processes.indices.map { measured.events[$0] }, burnInEvents: burnIn.events,
      ensemble: recorder.ensemble, trace: recorder.trace, finalState: trajectory.state)
  }

  /// Measures to the end, or until `isEnough`.
  private mutating func measure<Watch: MeasuringWatch & LeapWatch & ~Copyable>(
    _ observer: inout Watch, until isEnough: (borrowing Recorder<Model>) -> Bool
  ) throws(TrajectoryError) {
    while !recorder.isFinished && !isEnough(recorder) {
      try advance(&observer)
      let state = trajectory.state
      recorder.arrive(
        N: Double(state.N), m: Double(state.m),
        change: recorder.isSampleDue ? observer.takeSpinChange() : SpinChange(),
        spin: recorder.isTraceDue ? observer.spin(of: model, state: state) : nil)
    }
  }

  private mutating func advance<Watch: LeapWatch & ~Copyable>(_ observer: inout Watch) throws(TrajectoryError) {
    let span = recorder.span
    if span <= 0 { return }
    let isHeld = trajectory.advance(
      for: span, words: &words, variates: &variates, limit: task.populationLimit, observer: &observer)
    if !isHeld { throw task.runaway(before: recorder.elapsedAtTarget) }
  }
}
