import ClusterModel
import GSLBridge
import Statistics
import TestSupport
import Testing

import Kernel

/// A trajectory in a lane is the same, bit for bit, as that trajectory run alone.
@Suite struct LockstepTests {
  /// Trajectories of one point, with or without moments of an ensemble.
  private func tasks(
    _ model: ModelName, count: Int, parameters: Parameters, duration: Double, burnIn: Double = 3,
    start: TrajectoryStart = .fixed(State(N: 4, m: 0)), generator: String = "taus113", ensemble: TimeGrid? = nil,
    limit: Int = 1_000_000
  ) throws -> [TrajectoryTask] {
    let type = try #require(RandomGeneratorType.named(generator))
    return (0..<count).map { i in
      TrajectoryTask(
        model: model, constants: RateConstants(parameters), start: start,
        identity: StreamIdentity(seed: 7, point: 3, trajectory: i), ordinal: 100 + i, generator: type, burnIn: burnIn,
        duration: duration, lags: LagGrid(step: 0.1, maximumLag: duration / 4), referenceN: 5, ensemble: ensemble,
        populationLimit: limit)
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
    return result
  }

  private func cells(_ occupation: OccupationTimes) -> [[Double]] {
    var result: [[Double]] = []
    occupation.forEachCell { N, m, time in result.append([Double(N), Double(m), time]) }
    return result
  }

  private func expectSame(_ tasks: [TrajectoryTask], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let together = try Trajectory.run(tasks)
    #expect(together.count == tasks.count, sourceLocation: sourceLocation)
    for (i, (task, outcome)) in zip(tasks, together).enumerated() {
      let found = differences(try Trajectory.run(task), outcome)
      #expect(found.isEmpty, "trajectory \(i): \(found)", sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: ModelName.allCases)
  func everyModel(_ model: ModelName) throws {
    let parameters = Parameters(
      injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 0.05, spinFlipTime: 2, trappingTime: 5,
      zeeman: model == .ising ? 0.7 : 0)
    // 11 trajectories: lanes that end take another; then some idle.
    try expectSame(
      tasks(
        model, count: 11, parameters: parameters, duration: 40,
        ensemble: TimeGrid(start: -3, step: 43 / 9, count: 10)))
  }

  @Test(arguments: [2, 3, 8, 9]) func anyNumber(_ count: Int) throws {
    let parameters = Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 0, spinFlipTime: 10)
    try expectSame(tasks(.heisenberg, count: count, parameters: parameters, duration: 20, burnIn: 0))
  }

  /// Flips of share far below 2⁻¹¹ take extra words; without them drawn, their times would differ.
  @Test func rareProcesses() throws {
    let parameters = Parameters(injectionRate: 2e4, volume: 1, gamma: 18, gammaTriplet: 0.1, spinFlipTime: 20)
    let some = try tasks(.su2, count: 8, parameters: parameters, duration: 2, burnIn: 0.1)
    let flips = try Trajectory.run(some).reduce(0) { $0 + $1.events[3] + $1.events[4] }
    #expect(flips > 10, "the test needs some rare events")
    try expectSame(some)
  }

  /// Nothing is injected: every lane ends in an absorbing state, some at once.
  @Test(arguments: [ModelName.heisenberg, .ising, .su2, .polarized])
  func absorbingStates(_ model: ModelName) throws {
    let parameters = Parameters(injectionRate: 0, volume: 1, gamma: 1, gammaTriplet: 1, spinFlipTime: nil)
    for N in [0, 1, 5, 6] {
      try expectSame(
        tasks(model, count: 9, parameters: parameters, duration: 5, burnIn: 0, start: .fixed(State(N: N, m: 0))))
    }
  }

  /// The shared table grows, and beyond its limit each lane gets its own.
  @Test func growingTables() throws {
    let parameters = Parameters(injectionRate: 4000, volume: 1, gamma: 0.01, gammaTriplet: 0, spinFlipTime: 0.5)
    let some = try tasks(
      .ising, count: 8, parameters: parameters, duration: 1, burnIn: 0, start: .fixed(State(N: 0, m: 0)))
    let largest = try Trajectory.run(some).map { $0.occupation.marginals.N.count }.max() ?? 0
    #expect(largest * largest / 2 * 8 > LaneTables.limit, "the test needs more cells than the limit, N to \(largest)")
    try expectSame(some)
  }

  @Test(arguments: ["mt19937", "ranlxd1", "cmrg", "ran2", "uni"])
  func everyKindOfGenerator(_ name: String) throws {
    let parameters = Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10)
    try expectSame(tasks(.heisenberg, count: 9, parameters: parameters, duration: 5, generator: name))
  }

  @Test func drawnStarts() throws {
    let parameters = Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10)
    let start = TrajectoryStart.drawn(cumulative: (1...20).map { Double($0) / 20 })
    try expectSame(tasks(.ising, count: 16, parameters: parameters, duration: 2, burnIn: 0, start: start))
  }

  @Test func runaway() throws {
    let parameters = Parameters(injectionRate: 1e4, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: nil)
    let some = try tasks(.heisenberg, count: 8, parameters: parameters, duration: 10, burnIn: 0, limit: 2000)
    #expect(throws: TrajectoryError.self) { try Trajectory.run(some) }
  }
}
