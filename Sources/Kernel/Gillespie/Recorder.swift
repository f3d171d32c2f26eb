import ClusterModel
import Statistics

/// The clock of one trajectory: where it must stop to record something, and what is recorded there.
///
/// Time is counted from the start of measuring; burn-in is negative. Stops are computed from their index, so their times do
/// not drift however long the trajectory.
struct Recorder<Model: ClusterModel> {
  private let task: TrajectoryTask
  private let model: Model
  private(set) var correlator: MultilevelCorrelator
  private(set) var ensemble: [State] = []
  private(set) var trace: [TracePoint] = []
  private var now: Double
  private(set) var target: Double
  private var samples = 0
  private var sampleTime = 0.0
  /// Time of the next moment of the ensemble and of the sample path; infinite when there is none.
  private var recordTime: Double
  private(set) var traceTime: Double
  private(set) var isMeasuring = false
  private(set) var isFinished = false

  init(_ task: TrajectoryTask, _ model: Model) {
    self.task = task
    self.model = model
    correlator = MultilevelCorrelator(task.lags)
    now = -task.burnIn
    recordTime = task.ensemble?.time(0) ?? .infinity
    traceTime = task.trace?.time(0) ?? .infinity
    target = min(recordTime, 0)
  }

  /// Time from the last stop to the next, in s; may be 0.
  var span: Double { max(0, target - now) }

  /// Whether a sample of the correlations is due at the coming stop, which needs the spin factor since the last one.
  var isSampleDue: Bool { isMeasuring && sampleTime == target }
  /// Whether a point of the sample path is due, which needs the spin vector.
  var isTraceDue: Bool { isMeasuring && traceTime == target }

  /// The trajectory has come to its next stop in state (N, m).
  /// - Parameters:
  ///   - factor: what the spin vector was multiplied by since the last sample, if a sample is due.
  ///   - spin: the spin vector, if a point of the sample path is due.
  mutating func arrive(N: Double, m: Double, factor: Double, spin: SIMD3<Double>? = nil) {
    now = target
    if isSampleDue {
      correlator.add(
        N - task.referenceN, factor: factor, start: model.correlatorStart(N: N, m: m),
        end: model.correlatorEnd(N: N, m: m))
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
