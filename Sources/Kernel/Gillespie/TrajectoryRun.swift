import Binary
import ClusterModel
import Statistics

/// What takes the state of one trajectory through time.
protocol TrajectoryStepper: ~Copyable {
  var state: State { get }

  /// Lets `left` seconds pass, or a part of them; then it returns `interrupted` within microseconds to milliseconds, and
  /// what is left is in `left`.
  mutating func advance<Words: RandomWords & ~Copyable, Watch: LeapWatch & ~Copyable>(
    left: inout Double, words: inout Words, limit: Int, observer: inout Watch
  ) -> Advance

  /// Writes all of it, and reads it again into one of the same task.
  func encode(to writer: inout BinaryWriter)
  mutating func restore(from reader: inout BinaryReader) throws(BinaryError)
}

/// A trajectory of one model, run alone: burn-in, then measuring, stopping wherever something is to be recorded.
struct TrajectoryRun<Model: ClusterModel>: ~Copyable {
  /// Which observer sees the events.
  enum Phase: Int {
    case burnIn, tracing, measuring
  }

  private let task: TrajectoryTask
  let model: Model
  var recorder: Recorder<Model>
  var phase = Phase.burnIn
  var burnIn = BurnInObserver()
  var measured = MeasuringObserver()
  /// There while the sample path is followed.
  var tracing: TracingObserver?
  /// Whether the sample path is followed, which goes event by event.
  let isTraced: Bool
  /// Time left to the next stop, in s, where a pause came before it.
  var left: Double?

  init(_ task: TrajectoryTask, _ model: Model, isTraced: Bool) {
    self.task = task
    self.model = model
    self.isTraced = isTraced
    recorder = Recorder(task, model, isTraced: isTraced)
  }

  /// Runs event by event: to the end, or where the sample path is followed, as far as that goes.
  consuming func runDirect<Words: RandomWords & ~Copyable>(
    _ words: inout Words, _ pauses: Pauses?
  ) throws(TrajectoryError) -> TrajectoryOutcome {
    let start = task.start.draw(&words, pinned: Model.spinVector == .pinned)
    let method = DirectMethod(model, constants: task.constants, start: start, words: &words)
    return try run(method, &words, pauses, onlyPath: isTraced)
  }

  consuming func run<Stepper: TrajectoryStepper & ~Copyable, Words: RandomWords & ~Copyable>(
    _ stepper: consuming Stepper, _ words: inout Words, _ pauses: Pauses?, onlyPath: Bool = false
  ) throws(TrajectoryError) -> TrajectoryOutcome {
    var stepper = stepper
    try resume(&stepper, &words, pauses)
    while !recorder.isFinished && !(onlyPath && phase == .measuring) {
      var left = self.left ?? recorder.span
      while left > 0 {
        // Stops may be a few events apart, or billions: looked at before each, and on the way.
        if let pauses, pauses.isDue {
          self.left = left
          try pauses.show(progress(left: left, onlyPath: onlyPath)) { writer in
            encode(to: &writer)
            stepper.encode(to: &writer)
            words.encode(to: &writer)
          }
        }
        let advance = advance(&stepper, left: &left, &words)
        if advance == .arrived { break }
        if advance == .runaway { throw task.runaway(before: recorder.elapsedAtTarget) }
      }
      self.left = nil
      try arrive(stepper.state)
    }
    return TrajectoryOutcome(
      occupation: measured.occupation, correlations: recorder.correlations,
      events: Model.processes.indices.map { measured.events[$0] }, burnInEvents: burnIn.events,
      ensemble: recorder.ensemble, trace: recorder.trace, finalState: stepper.state)
  }

  private mutating func resume<Stepper: TrajectoryStepper & ~Copyable, Words: RandomWords & ~Copyable>(
    _ stepper: inout Stepper, _ words: inout Words, _ pauses: Pauses?
  ) throws(TrajectoryError) {
    guard let pauses, pauses.saved != nil else { return }
    if isTraced && task.trace != nil { tracing = TracingObserver(directions: try task.stream(.directions)) }
    _ = try pauses.resume { (reader) throws(BinaryError) in
      try restore(task, from: &reader)
      try stepper.restore(from: &reader)
      try words.restore(from: &reader)
    }
    if phase != .tracing { tracing = nil }
    try pauses.endOfSaved()
  }

  @inline(__always)
  private mutating func advance<Stepper: TrajectoryStepper & ~Copyable, Words: RandomWords & ~Copyable>(
    _ stepper: inout Stepper, left: inout Double, _ words: inout Words
  ) -> Advance {
    let limit = task.populationLimit
    switch phase {
    case .burnIn: return stepper.advance(left: &left, words: &words, limit: limit, observer: &burnIn)
    case .measuring: return stepper.advance(left: &left, words: &words, limit: limit, observer: &measured)
    case .tracing:
      guard var observer = tracing.take() else { return .arrived }
      let advance = stepper.advance(left: &left, words: &words, limit: limit, observer: &observer)
      tracing = consume observer
      return advance
    }
  }

  /// Records at a stop, and goes on to the next phase where this one ends there.
  private mutating func arrive(_ state: State) throws(TrajectoryError) {
    let (N, m) = (Double(state.N), Double(state.m))
    switch phase {
    case .burnIn:
      recorder.arrive(N: N, m: m, change: SpinChange())
      if !recorder.isMeasuring { return }
      phase = .measuring
      if isTraced && task.trace != nil {
        phase = .tracing
        tracing = TracingObserver(directions: try task.stream(.directions))
      }
    case .measuring:
      recorder.arrive(N: N, m: m, change: recorder.isSampleDue ? measured.takeSpinChange() : SpinChange())
    case .tracing:
      guard var observer = tracing.take() else { return }
      recorder.arrive(
        N: N, m: m, change: recorder.isSampleDue ? observer.takeSpinChange() : SpinChange(),
        spin: recorder.isTraceDue ? observer.spin(of: model, state: state) : nil)
      // Handed over only at the end: tables that two share are copied at the next event.
      if recorder.traceTime.isInfinite || recorder.isFinished {
        measured = observer.measuring
        phase = .measuring
      } else {
        tracing = consume observer
      }
    }
  }
}

extension DirectMethod: TrajectoryStepper {
  /// Events between looks at whether a pause is due: tens of microseconds.
  private static var eventsAtOnce: Int { 4096 }

  @inline(__always)
  mutating func advance<Words: RandomWords & ~Copyable, Watch: LeapWatch & ~Copyable>(
    left: inout Double, words: inout Words, limit: Int, observer: inout Watch
  ) -> Advance {
    advance(left: &left, events: DirectMethod.eventsAtOnce, words: &words, limit: limit, observer: &observer)
  }
}
