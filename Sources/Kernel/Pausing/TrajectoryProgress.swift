/// How far some trajectories are.
package struct TrajectoryProgress: Sendable, Equatable {
  /// Simulated time that has passed, in s, of `TrajectoryTask.simulatedTime` each.
  package var time: Double
  /// Events in it, about: those that are drawn ahead count.
  package var events: Int

  package init(time: Double = 0, events: Int = 0) {
    self.time = time
    self.events = events
  }

  package static func += (a: inout TrajectoryProgress, b: TrajectoryProgress) {
    a.time += b.time
    a.events += b.events
  }
}

extension TrajectoryTask {
  /// Time that is simulated for it, in s: burn-in and measuring, and of a sample path that is followed apart once more.
  package var simulatedTime: Double { burnIn + duration + pathTime }

  /// Time from the start to the end of a sample path that is followed apart.
  var pathTime: Double {
    guard let trace, leapAccuracy == nil, trace.count > 0 else { return 0 }
    return burnIn + trace.time(trace.count - 1)
  }
}

extension TrajectoryOutcome {
  /// That of a finished trajectory.
  func progress(of task: TrajectoryTask) -> TrajectoryProgress {
    let isPathDue = task.pathTime > 0 && trace.isEmpty
    return TrajectoryProgress(
      time: task.simulatedTime - (isPathDue ? task.pathTime : 0), events: events.reduce(burnInEvents, +))
  }
}

extension LockstepRun {
  /// That of the trajectories that are finished, and of those in lanes.
  var progress: TrajectoryProgress {
    var sum = TrajectoryProgress()
    for (task, outcome) in zip(tasks, outcomes) {
      if let outcome { sum += outcome.progress(of: task) }
    }
    for lane in 0..<laneCount {
      guard seated[lane] != nil, !newlySeated.contains(lane) else { continue }
      // The recorder does not know yet of samples that are not handed on.
      let taken = Double(samples.cursors.taken[lane]) * samples.step[lane]
      let time = recorders[lane].elapsedAtTarget + taken - state.left[lane]
      let before = state.silent[lane] ? 0 : burnInEvents[lane]
      sum += TrajectoryProgress(time: max(0, time), events: before + counts.drawn(lane))
    }
    return sum
  }
}

extension LaneCounts {
  /// Events that were drawn in a lane since its count began.
  func drawn(_ lane: Int) -> Int { common.drawn - before[lane << 4..<(lane + 1) << 4].reduce(0, +) }
}

extension TrajectoryRun {
  /// That of this trajectory, with `left` s to its next stop. Events of a path that is followed apart are known already.
  func progress(left: Double, onlyPath: Bool) -> TrajectoryProgress {
    let time = max(0, recorder.elapsedAtTarget - left)
    return TrajectoryProgress(time: time, events: onlyPath ? 0 : burnIn.events + measuredEvents)
  }

  private var measuredEvents: Int {
    switch tracing {
    case .some(let observer): observer.measuring.eventCount
    case .none: measured.eventCount
    }
  }
}

extension MeasuringObserver {
  fileprivate var eventCount: Int { events.indices.reduce(0) { $0 + events[$1] } }
}
