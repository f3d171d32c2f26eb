import ClusterModel
import GSLBridge
import Kernel
import Statistics
import Testing

/// Trajectories of one point, with or without moments of an ensemble.
func pointTasks(
  _ model: ModelName, count: Int, parameters: Parameters, duration: Double, burnIn: Double = 3,
  start: TrajectoryStart = .fixed(State(N: 4, m: 0)), generator: String = "taus113", step: Double = 0.1,
  maximumLag: Double? = nil, ensemble: TimeGrid? = nil, limit: Int = 1_000_000
) throws -> [TrajectoryTask] {
  let type = try #require(RandomGeneratorType.named(generator))
  let lags = LagGrid(step: step, maximumLag: maximumLag ?? max(step, duration / 4))
  return (0..<count).map { i in
    TrajectoryTask(
      model: model, constants: RateConstants(parameters), start: start,
      identity: StreamIdentity(seed: 7, point: 3, trajectory: i), ordinal: 100 + i, generator: type, burnIn: burnIn,
      duration: duration, lags: lags, referenceN: 5, ensemble: ensemble, populationLimit: limit)
  }
}

/// What differs between two outcomes; empty if nothing does.
private func differences(_ a: TrajectoryOutcome, _ b: TrajectoryOutcome) -> [String] {
  var result: [String] = []
  if a.events != b.events { result.append("events \(a.events) and \(b.events)") }
  if a.burnInEvents != b.burnInEvents { result.append("burn-in events \(a.burnInEvents) and \(b.burnInEvents)") }
  if a.finalState != b.finalState { result.append("final state \(a.finalState) and \(b.finalState)") }
  if a.ensemble != b.ensemble { result.append("ensemble") }
  if cells(a.occupation) != cells(b.occupation) { result.append("occupation times") }
  if a.occupation.marginals.N != b.occupation.marginals.N { result.append("times in N") }
  if a.occupation.marginals.twiceSpin != b.occupation.marginals.twiceSpin { result.append("times in S") }
  let (c, d) = (a.correlations, b.correlations)
  if c.pairs != d.pairs || c.product != d.product || c.earlier != d.earlier || c.later != d.later {
    result.append("correlations of N")
  }
  if c.chain != d.chain || c.chainEarlier != d.chainEarlier || c.chainLater != d.chainLater {
    result.append("correlations of J")
  }
  // A number that is none is equal to nothing, and so a difference; here it is also wrong.
  if !(c.chain + c.product).allSatisfy(\.isFinite) { result.append("correlations that are no numbers") }
  return result
}

private func cells(_ occupation: OccupationTimes) -> [[Double]] {
  var result: [[Double]] = []
  occupation.forEachCell { N, m, time in result.append([Double(N), Double(m), time]) }
  return result
}

/// Expects the outcomes of tasks that are run in lanes to be those of each run alone, bit for bit.
/// - Returns: the outcomes.
@discardableResult
func expectSameInStep(
  _ tasks: [TrajectoryTask], _ label: String = "", sourceLocation: SourceLocation = #_sourceLocation
) throws -> [TrajectoryOutcome] {
  let together = try Trajectory.run(tasks)
  #expect(together.count == tasks.count, sourceLocation: sourceLocation)
  for (i, (task, outcome)) in zip(tasks, together).enumerated() {
    let found = differences(try Trajectory.run(task), outcome)
    #expect(found.isEmpty, "\(label), trajectory \(i): \(found)", sourceLocation: sourceLocation)
  }
  return together
}
