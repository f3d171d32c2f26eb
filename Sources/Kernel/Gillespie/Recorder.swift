import ClusterModel
import Statistics

/// The clock of one trajectory: where it must stop to record something, and what is recorded there.
///
/// Time is counted from the start of measuring; burn-in is negative. Stops are computed from their index, so their times do
/// not drift however long the trajectory.
struct Recorder<Model: ClusterModel> {
  private let task: TrajectoryTask
  private let model: Model
  var buffer: SampleBuffer<Model>
  var ensemble: [State] = []
  var trace: [TracePoint] = []
  var now: Double
  var target: Double
  var samples = 0
  var sampleTime = 0.0
  /// Whether the last stop was a sample.
  var cameFromSample = false
  /// Time of the next moment of the ensemble and of the sample path; infinite when there is none.
  var recordTime: Double
  var traceTime: Double
  var isMeasuring = false
  var isFinished = false

  /// - Parameter isTraced: whether the moments of the task's sample path are stops.
  init(_ task: TrajectoryTask, _ model: Model, isTraced: Bool = true) {
    self.task = task
    self.model = model
    buffer = SampleBuffer(task, model)
    now = -task.burnIn
    recordTime = task.ensemble?.time(0) ?? .infinity
    traceTime = isTraced ? task.trace?.time(0) ?? .infinity : .infinity
    target = min(recordTime, 0)
  }

  /// Time from the last stop to the next, in s; may be 0. From a sample to the sample after it, it is always the same.
  var span: Double { cameFromSample && target == sampleTime ? task.lags.step : max(0, target - now) }

  /// Whether a sample of the correlations is due at the coming stop, which needs the change of the spin since the last one.
  var isSampleDue: Bool { isMeasuring && sampleTime == target }
  /// Whether a point of the sample path is due, which needs the spin vector.
  var isTraceDue: Bool { isMeasuring && traceTime == target }

  /// The correlations of all samples so far.
  var correlations: CorrelatorSums { buffer.sums }

  /// The trajectory has come to its next stop in state (N, m).
  /// - Parameters:
  ///   - change: what the spin vector was multiplied by since the last sample, if a sample is due.
  ///   - spin: the spin vector, if a point of the sample path is due.
  mutating func arrive(N: Double, m: Double, change: SpinChange, spin: SIMD3<Double>? = nil) {
    now = target
    cameFromSample = isSampleDue
    if isSampleDue {
      buffer.add(RawSample(N: N, m: m, change: change))
      samples += 1
      sampleTime = Double(samples) * task.lags.step
    }
    if recordTime == now {
      ensemble.append(State(N: Int(N), m: Int(m)))
      recordTime = task.ensemble?.time(ensemble.count) ?? .infinity
    }
    if isTraceDue {
      trace.append(TracePoint(time: now, state: State(N: Int(N), m: Int(m)), spin: spin))
      traceTime = task.trace?.time(trace.count) ?? .infinity
    }
    if isMeasuring {
      if now == task.duration {
        finish(State(N: Int(N), m: Int(m)))
        return
      }
      target = min(sampleTime, recordTime, traceTime, task.duration)
    } else if now == 0 && recordTime > 0 {
      isMeasuring = true
      target = 0
    } else {
      target = min(recordTime, 0)
    }
  }

  /// How many of the coming stops, at most `most`, are samples and nothing else, each followed by another sample: the
  /// spans that lead from them are all one step of the correlations.
  func plainSamples(atMost most: Int) -> Int {
    guard isMeasuring, target == sampleTime else { return 0 }
    let end = min(recordTime, traceTime, task.duration)
    var count = 0
    while count < most && Double(samples + count + 1) * task.lags.step <= end { count += 1 }
    return count
  }

  /// Plain samples were taken: as if `arrive` had been called for each.
  mutating func take(_ taken: borrowing Span<RawSample>) {
    if taken.isEmpty { return }
    buffer.add(taken)
    samples += taken.count
    now = Double(samples - 1) * task.lags.step
    sampleTime = Double(samples) * task.lags.step
    target = min(sampleTime, recordTime, traceTime, task.duration)
    cameFromSample = true
  }

  /// The last moments of a grid may lie a rounding error beyond the end.
  private mutating func finish(_ state: State) {
    isFinished = true
    if let grid = task.ensemble {
      while ensemble.count < grid.count { ensemble.append(state) }
    }
  }

  /// Time since the start of the trajectory at the next stop, in s.
  var elapsedAtTarget: Double { target + task.burnIn }
}
