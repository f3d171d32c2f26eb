import ClusterModel
import Statistics
import Testing

import Kernel

/// How far trajectories say that they are.
@Suite struct TrajectoryProgressTests {
  private let parameters = Parameters(
    injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 0.0018, spinFlipTime: 10, trappingTime: nil, zeeman: 0)

  /// All that is reported when it is asked for again and again, and how many states are shown.
  private func reports(
    _ tasks: [TrajectoryTask]
  ) throws -> (all: [TrajectoryProgress], states: Int, outcomes: [TrajectoryOutcome]) {
    let request = PauseRequest()
    var all: [TrajectoryProgress] = []
    var states = 0
    let report = { (progress: TrajectoryProgress) in
      all.append(progress)
      request.askProgress()
    }
    let pauses = Pauses(request, report: report) { _ in states += 1 }
    request.askProgress()
    let outcomes = try Trajectory.run(tasks, pauses: pauses)
    return (all, states, outcomes)
  }

  /// In step with more trajectories than lanes, alone with a sample path, and by leaps: from nothing to all of the simulated
  /// time, never back, with the events that there are in the end.
  @Test(arguments: ["in step", "in step, few samples", "with paths", "leaping"])
  func growsToAll(_ kind: String) throws {
    var tasks = try pointTasks(
      .su2, count: kind == "leaping" ? 3 : 10, parameters: parameters, duration: 20, burnIn: 5,
      step: kind == "in step, few samples" ? 5 : 0.05)
    for i in tasks.indices {
      if kind == "leaping" { tasks[i].leapAccuracy = 0.1 }
      if kind == "with paths" { tasks[i].trace = TimeGrid(start: 0, step: 1, count: 11) }
    }
    let (all, states, outcomes) = try reports(tasks)
    let whole = tasks.reduce(0) { $0 + $1.simulatedTime }
    #expect(whole == Double(tasks.count) * (kind == "with paths" ? 40 : 25))
    #expect(states == 0 && all.count > 20)
    #expect(all.first == TrajectoryProgress())
    for (one, next) in zip(all, all.dropFirst()) {
      #expect(next.time >= one.time - 1e-9 && next.events >= one.events, "\(one) to \(next)")
      #expect(next.time <= whole * (1 + 1e-12))
    }
    let events = outcomes.reduce(0) { $0 + $1.events.reduce($1.burnInEvents, +) }
    let last = try #require(all.last)
    #expect(last.time > 0.95 * whole, "\(last.time) of \(whole)")
    #expect(abs(Double(last.events - events)) < 0.05 * Double(events), "\(last.events) of \(events)")
    // Time goes with events: half of one is about half of the other, as long as it is not that of paths.
    if kind != "with paths", let middle = all.first(where: { $0.time > whole / 2 }) {
      #expect(abs(Double(middle.events) / Double(events) - 0.5) < 0.15)
    }
  }

  /// A state that is asked for is shown besides; asked for once, it is shown once.
  @Test func states() throws {
    let request = PauseRequest()
    var shown = 0
    let pauses = Pauses(request, report: { _ in request.askProgress() }) { _ in shown += 1 }
    request.ask()
    _ = try Trajectory.run(try pointTasks(.su2, count: 2, parameters: parameters, duration: 20), pauses: pauses)
    #expect(shown == 1)
  }
}
