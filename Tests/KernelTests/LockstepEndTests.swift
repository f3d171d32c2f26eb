import ClusterModel
import Kernel
import Testing

/// Lanes where something ends: events, the shared table, the patience with a population.
@Suite struct LockstepEndTests {
  /// Nothing is injected: every lane ends in an absorbing state, some at once, some after many blocks of rows.
  @Test(arguments: ModelName.allCases)
  func absorbingStates(_ model: ModelName) throws {
    for (flips, traps) in [(nil, nil), (0.5, nil), (nil, 0.3), (0.5, 0.3)] as [(Double?, Double?)] {
      let parameters = Parameters(
        injectionRate: 0, volume: 1, gamma: 1, gammaTriplet: 1, spinFlipTime: flips, trappingTime: traps)
      for N in [0, 1, 5, 6, 300] {
        // Absorbed while measuring, or before; the first events of 300 take a few microseconds.
        for burnIn in [0, 1e-4, 50] {
          let outcomes = try expectSameInStep(
            pointTasks(
              model, count: 9, parameters: parameters, duration: 60, burnIn: burnIn, start: .fixed(State(N: N, m: 0)),
              step: 1.5, ensemble: TimeGrid(start: -burnIn, step: (60 + burnIn) / 7, count: 8)),
            "\(model), N \(N), burn-in \(burnIn) s, flips \(String(describing: flips))")
          // What is lost was counted once, whatever is drawn after the last event.
          for outcome in outcomes where burnIn == 0 {
            var state = State(N: N, m: 0)
            for (process, count) in zip(model.processes, outcome.events) {
              state.N += process.deltaN * count
              state.m += process.deltaM * count
            }
            #expect(state == outcome.finalState && outcome.burnInEvents == 0 && state.N < 2)
          }
        }
      }
    }
  }

  /// Nothing at all happens.
  @Test(arguments: ModelName.allCases)
  func nothing(_ model: ModelName) throws {
    let none = Parameters(injectionRate: 0, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: nil)
    for burnIn in [0, 2.0] {
      let outcomes = try expectSameInStep(
        pointTasks(model, count: 11, parameters: none, duration: 7, burnIn: burnIn), "\(model)")
      #expect(outcomes.allSatisfy { $0.events.reduce($0.burnInEvents, +) == 0 && $0.finalState == State(N: 4, m: 0) })
    }
  }

  /// The shared table grows, and beyond its limit each lane gets its own, also in the midst of samples.
  @Test(arguments: [0, 0.3]) func growingTables(_ burnIn: Double) throws {
    let parameters = Parameters(injectionRate: 12_000, volume: 1, gamma: 0.01, gammaTriplet: 0, spinFlipTime: 0.5)
    for step in [1e-3, 0.1] {
      // More than one task a lane: the next one finds the separate tables.
      let some = try pointTasks(
        .ising, count: 10, parameters: parameters, duration: 0.4, burnIn: burnIn, start: .fixed(State(N: 0, m: 0)),
        step: step)
      let outcomes = try expectSameInStep(some, "step \(step) s")
      let largestN = outcomes.map { $0.occupation.marginals.N.count }.max() ?? 0
      let largestM = outcomes.map { $0.occupation.marginals.m.count }.max() ?? 0
      #expect(
        largestN * largestM * 8 > LaneTables.limit, "more cells than the limit are needed, \(largestN), \(largestM)")
    }
  }

  /// The same with all models that have two numbers, from a state far outside the first table, one whose bins get wider, and
  /// one that shrinks.
  @Test(arguments: [ModelName.heisenberg, .ising, .su2])
  func farStarts(_ model: ModelName) throws {
    let parameters = Parameters(injectionRate: 50, volume: 1, gamma: 0.01, gammaTriplet: 0.02, spinFlipTime: 0.5)
    for start in [
      State(N: 2000, m: 990), State(N: 6000, m: 2990), State(N: 40_000, m: 3), State(N: 31, m: 3), State(N: 200, m: 90),
    ] {
      try expectSameInStep(
        pointTasks(
          model, count: 9, parameters: parameters, duration: 0.02, burnIn: 0, start: .fixed(start), step: 1e-3),
        "\(model), \(start)")
    }
  }

  /// The error is that of one of the trajectories alone; without a limit in reach there is none.
  @Test(arguments: [ModelName.heisenberg, .ising, .su2])
  func runaway(_ model: ModelName) throws {
    let parameters = Parameters(injectionRate: 1e4, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: nil)
    // With the lower limit all lanes share a table, and samples wait in them when it is passed.
    for (burnIn, duration, step, limit) in [
      (0, 10.0, 1.0, 2000), (10, 1, 0.1, 2000), (0, 1, 1e-3, 2000), (0, 1, 1e-3, 300), (0.01, 1, 3e-4, 300),
    ] {
      let some = try pointTasks(
        model, count: 9, parameters: parameters, duration: duration, burnIn: burnIn, step: step, limit: limit)
      let alone = some.map { task in #expect(throws: TrajectoryError.self) { try Trajectory.run(task) } }
      let together = #expect(throws: TrajectoryError.self) { try Trajectory.run(some) }
      #expect(together != nil && alone.contains(together), "\(String(describing: together)), \(alone)")
    }
  }

  /// A limit that only a few reach in the time: the others do not hide it, and at the limit itself all is well.
  /// In the table that the lanes share, and in tables of their own.
  @Test(arguments: [State(N: 4, m: 0), State(N: 1100, m: 520)])
  func atTheLimit(_ start: State) throws {
    let parameters = Parameters(injectionRate: 100, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: nil)
    func run(limit: Int) throws -> [TrajectoryOutcome] {
      try Trajectory.run(
        pointTasks(
          .ising, count: 12, parameters: parameters, duration: 1, burnIn: 0, start: .fixed(start), limit: limit))
    }
    let free = try run(limit: 1_000_000).map(\.finalState.N)
    let largest = try #require(free.max())
    #expect(try run(limit: largest).map(\.finalState.N) == free)
    // Nothing is returned to #expect: it would print all of it.
    #expect(throws: TrajectoryError.self) { _ = try run(limit: largest - 1) }
    // Lanes that are idle at the end go on growing unseen.
    let two = try pointTasks(.ising, count: 3, parameters: parameters, duration: 1, burnIn: 0, limit: largest + 40)
    var long = two
    long[2].duration = Double(largest + 40) / 50
    long[2].start = .fixed(State(N: 0, m: 0))
    long[2].populationLimit = largest + 40
    #expect(throws: TrajectoryError.self) { _ = try Trajectory.run(long) }
  }
}
