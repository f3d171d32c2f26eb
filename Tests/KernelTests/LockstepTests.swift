import ClusterModel
import Kernel
import Testing

/// A trajectory in a lane is the same, bit for bit, as that trajectory run alone.
@Suite struct LockstepTests {
  static let parameters = Parameters(
    injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 0.05, spinFlipTime: 2, trappingTime: 5)

  @Test(arguments: ModelName.allCases)
  func everyModel(_ model: ModelName) throws {
    // Also pairs of reversed spins, the rarest of all, meet.
    var parameters = LockstepTests.parameters
    (parameters.gamma, parameters.gammaTriplet, parameters.zeeman) = (1, 0.5, model == .ising ? 0.7 : 0)
    // 11 trajectories: lanes that end take another; then some idle.
    let outcomes = try expectSameInStep(
      pointTasks(
        model, count: 11, parameters: parameters, duration: 20,
        ensemble: TimeGrid(start: -3, step: 23 / 9, count: 10)))
    // Events of every process, so that the counts of each were compared.
    for process in model.processes.indices {
      #expect(outcomes.contains { $0.events[process] > 0 }, "\(model.processes[process].name)")
    }
  }

  @Test(arguments: [2, 3, 8, 9, 20]) func anyNumber(_ count: Int) throws {
    let parameters = Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 0, spinFlipTime: 10)
    try expectSameInStep(pointTasks(.heisenberg, count: count, parameters: parameters, duration: 20, burnIn: 0))
  }

  /// Some twenty events a second: from four thousand samples between two of them to hundreds of events between two samples.
  @Test(arguments: [2e-5, 3e-3, 0.05, 0.5, 7, 30]) func everySampleStep(_ step: Double) throws {
    let duration = min(30, max(0.05, 1000 * step))
    for model in ModelName.allCases {
      for burnIn in [0, 1.7] {
        try expectSameInStep(
          pointTasks(
            model, count: 9, parameters: LockstepTests.parameters, duration: duration, burnIn: burnIn, step: step,
            maximumLag: min(duration, 200 * step)),
          "\(model), burn-in \(burnIn) s")
      }
    }
  }

  /// Shorter than one block of rows, down to no event at all; lanes are taken again and again.
  @Test(arguments: [1e-9, 0.01, 0.1, 0.5]) func shortTrajectories(_ duration: Double) throws {
    for model in ModelName.allCases {
      for burnIn in [0, duration / 3, 2] {
        let outcomes = try expectSameInStep(
          pointTasks(
            model, count: 30, parameters: LockstepTests.parameters, duration: duration, burnIn: burnIn,
            step: duration / 6, ensemble: TimeGrid(start: -burnIn, step: (duration + burnIn) / 3, count: 4)),
          "\(model), burn-in \(burnIn) s")
        let events = outcomes.map { $0.events.reduce(0, +) }
        if duration < 1e-6 { #expect(events.allSatisfy { $0 == 0 }) }
        #expect(events.contains { $0 < 32 } && outcomes.allSatisfy { $0.correlations.pairs[0] >= 6 })
      }
    }
  }

  /// Moments of the ensemble at samples, between them, at the start and the end, and several between two samples.
  @Test func ensembles() throws {
    let grids = [
      TimeGrid(start: 0, step: 0.1, count: 101), TimeGrid(start: -2, step: 0.5, count: 25),
      TimeGrid(start: -2, step: 0.037, count: 300), TimeGrid(start: 10, step: 1, count: 1),
      TimeGrid(start: 3.05, step: 0.01, count: 50),
    ]
    for model in [ModelName.su2, .polarizedIsing] {
      for (i, grid) in grids.enumerated() {
        let outcomes = try expectSameInStep(
          pointTasks(
            model, count: 9, parameters: LockstepTests.parameters, duration: 10, burnIn: 2, ensemble: grid),
          "\(model), grid \(i)")
        #expect(outcomes.allSatisfy { $0.ensemble.count == grid.count })
      }
    }
  }

  /// Flips of share far below 2⁻⁹ take extra words; without them drawn, their times would differ.
  @Test func rareProcesses() throws {
    let parameters = Parameters(injectionRate: 2e4, volume: 1, gamma: 18, gammaTriplet: 0.1, spinFlipTime: 20)
    let some = try pointTasks(.su2, count: 8, parameters: parameters, duration: 2, burnIn: 0.1)
    let outcomes = try expectSameInStep(some)
    let flips = outcomes.reduce(0) { $0 + $1.events[3] + $1.events[4] }
    #expect(flips > 10, "the test needs some rare events")
  }

  /// Rates so large or small that products of them would not be numbers: every event is refined.
  @Test(arguments: [1e-200, 1e-150, 1e150, 1e200]) func extremeRates(_ scale: Double) throws {
    let p = LockstepTests.parameters
    let parameters = Parameters(
      injectionRate: p.injectionRate * scale, volume: 1, gamma: p.gamma * scale, gammaTriplet: p.gammaTriplet * scale,
      spinFlipTime: 2 / scale, trappingTime: 5 / scale)
    for model in ModelName.allCases {
      let outcomes = try expectSameInStep(
        pointTasks(
          model, count: 9, parameters: parameters, duration: 20 / scale, burnIn: 3 / scale, step: 0.1 / scale),
        "\(model)")
      #expect(outcomes.allSatisfy { $0.events.reduce(0, +) > 300 })
    }
  }

  @Test(arguments: ["mt19937", "ranlxd1", "cmrg", "ran2", "uni"])
  func everyKindOfGenerator(_ name: String) throws {
    let parameters = Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10)
    try expectSameInStep(pointTasks(.heisenberg, count: 9, parameters: parameters, duration: 5, generator: name))
  }

  @Test func drawnStarts() throws {
    let start = TrajectoryStart.drawn(cumulative: (1...20).map { Double($0) / 20 })
    for model in ModelName.allCases {
      try expectSameInStep(
        pointTasks(
          model, count: 16, parameters: LockstepTests.parameters, duration: 2, burnIn: 0, start: start), "\(model)")
    }
  }
}
