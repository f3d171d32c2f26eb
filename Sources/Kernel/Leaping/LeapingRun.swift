import ClusterModel
import GSLBridge

extension Trajectory {
  /// Runs a task that leaps; concrete for every model.
  static func runLeaping(_ task: TrajectoryTask, pauses: Pauses?) throws(TrajectoryError) -> TrajectoryOutcome {
    let c = task.constants
    return switch task.model {
    case .heisenberg: try TrajectoryRun(task, Heisenberg(c), isTraced: true).runLeaping(task, pauses)
    case .ising: try TrajectoryRun(task, Ising(c), isTraced: true).runLeaping(task, pauses)
    case .su2: try TrajectoryRun(task, SU2(c), isTraced: true).runLeaping(task, pauses)
    case .polarized: try TrajectoryRun(task, Polarized(c), isTraced: true).runLeaping(task, pauses)
    case .polarizedIsing: try TrajectoryRun(task, PolarizedIsing(c), isTraced: true).runLeaping(task, pauses)
    }
  }
}

extension TrajectoryRun {
  /// Runs by leaps where they are long.
  consuming func runLeaping(_ task: TrajectoryTask, _ pauses: Pauses?) throws(TrajectoryError) -> TrajectoryOutcome {
    var words = try task.stream(.events)
    let start = task.start.draw(&words, pinned: Model.spinVector == .pinned)
    let trajectory = LeapingTrajectory(
      model, constants: task.constants, start: start, accuracy: task.leapAccuracy ?? 0,
      variates: try task.variates())
    return try run(trajectory, &words, pauses)
  }
}

extension TrajectoryTask {
  fileprivate func variates() throws(TrajectoryError) -> GSLVariates {
    do { return try GSLVariates(generator, identity: identity, ordinal: ordinal) } catch {
      throw TrajectoryError.generator("\(error)")
    }
  }
}
