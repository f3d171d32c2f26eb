import ClusterModel
import Foundation
import GSLBridge
import Kernel
import Statistics
import TestSupport
import Testing

@Suite("Trajectories")
struct TrajectoryTests {
  static let parameters = Parameters(
    injectionRate: 20, volume: 1, gamma: 3, gammaTriplet: 0.2, spinFlipTime: 1, trappingTime: 4)

  private func expectSame(_ a: TrajectoryOutcome, _ b: TrajectoryOutcome, _ label: String) {
    #expect(a.occupation.joint == b.occupation.joint, "\(label)")
    #expect(
      a.correlations.product == b.correlations.product && a.correlations.chain == b.correlations.chain, "\(label)")
    #expect(a.events == b.events && a.burnInEvents == b.burnInEvents, "\(label)")
    #expect(a.ensemble == b.ensemble && a.trace == b.trace && a.finalState == b.finalState, "\(label)")
  }

  @Test("the same task has the same outcome, another stream another", arguments: ModelName.allCases)
  func repeatable(model: ModelName) throws {
    func run(seed: UInt64 = 1, trajectory: Int = 0) throws -> TrajectoryOutcome {
      try Trajectory.run(
        task(
          model, TrajectoryTests.parameters, start: State(N: 5, m: 0), duration: 20, burnIn: 3, seed: seed,
          trajectory: trajectory, step: 0.1, lagCount: 20, ensemble: TimeGrid(start: -3, step: 1, count: 24),
          trace: TimeGrid(start: 0, step: 0.5, count: 30)))
    }
    let first = try run()
    expectSame(first, try run(), "again")
    for other in [try run(seed: 2), try run(trajectory: 1)] {
      #expect(other.occupation.joint != first.occupation.joint && other.trace != first.trace)
    }
  }

  @Test("a sample path, an ensemble and samples are watched, not caused", arguments: ModelName.allCases)
  func watching(model: ModelName) throws {
    func run(ensemble: TimeGrid?, trace: TimeGrid?, step: Double) throws -> TrajectoryOutcome {
      try Trajectory.run(
        task(
          model, TrajectoryTests.parameters, start: State(N: 3, m: 0), duration: 16, step: step, ensemble: ensemble,
          trace: trace))
    }
    let plain = try run(ensemble: nil, trace: nil, step: 16)
    let watched = try run(
      ensemble: TimeGrid(start: 0, step: 0.7, count: 23), trace: TimeGrid(start: 0, step: 0.3, count: 50), step: 0.25)
    #expect(watched.events == plain.events && watched.finalState == plain.finalState)
    let (a, b) = (timeIn(watched.occupation), timeIn(plain.occupation))
    #expect(Set(a.keys) == Set(b.keys))
    for (state, time) in a { #expect(abs(time - b[state, default: 0]) < 1e-10, "\(state)") }
    #expect(watched.ensemble.count == 23 && watched.trace.count == 50)
  }

  @Test("states of the ensemble and of the sample path are those at their moments", arguments: ModelName.allCases)
  func moments(model: ModelName) throws {
    // The same words up to any time: a trajectory that ends there ends in that state.
    let grid = TimeGrid(start: -2, step: 0.8, count: 10)
    let path = TimeGrid(start: 0.1, step: 0.9, count: 6)
    func run(_ duration: Double, burnIn: Double = 0, _ ensemble: TimeGrid? = nil, _ trace: TimeGrid? = nil) throws
      -> TrajectoryOutcome
    {
      try Trajectory.run(
        task(
          model, TrajectoryTests.parameters, start: State(N: 4, m: 0), duration: duration, burnIn: burnIn,
          ensemble: ensemble, trace: trace))
    }
    let whole = try run(6, burnIn: 2, grid, path)
    #expect(whole.ensemble.count == 10 && whole.ensemble.first == State(N: 4, m: 0))
    for i in 1..<10 { #expect(whole.ensemble[i] == (try run(0.8 * Double(i))).finalState, "ensemble \(i)") }
    for (i, point) in whole.trace.enumerated() {
      #expect(abs(point.time - (0.1 + 0.9 * Double(i))) < 1e-12)
      #expect(point.state == (try run(2.1 + 0.9 * Double(i))).finalState, "path \(i)")
    }
    let long = try run(8)
    #expect(long.finalState == whole.finalState)
    #expect(long.events.reduce(0, +) == whole.events.reduce(0, +) + whole.burnInEvents)
    #expect(Set(whole.ensemble).count > 2)
  }

  @Test("times, samples and events add up", arguments: ModelName.allCases)
  func bookkeeping(model: ModelName) throws {
    for (duration, step) in [(50.0, 0.1), (7.3, 0.5), (2.0, 0.3)] {
      let outcome = try Trajectory.run(
        task(model, TrajectoryTests.parameters, start: State(N: 6, m: 0), duration: duration, step: step, lagCount: 8))
      let time = outcome.occupation.joint.reduce(0, +)
      #expect(abs(time / duration - 1) < 1e-12)
      #expect(outcome.correlations.pairs.first == (duration / step + 1e-9).rounded(.down) + 1)
      var state = State(N: 6, m: 0)
      for (process, count) in zip(model.processes, outcome.events) {
        state.N += process.deltaN * count
        state.m += process.deltaM * count
      }
      #expect(state == outcome.finalState)
      #expect(timeIn(outcome.occupation).keys.allSatisfy { model.isValid($0) })
    }
  }

  @Test("sums of N and of its products are those of the states at the sampling times")
  func samples() throws {
    for model in ModelName.allCases {
      var job = try task(
        model, TrajectoryTests.parameters, start: State(N: 4, m: 0), duration: 9, burnIn: 1, step: 0.5, lagCount: 6,
        ensemble: TimeGrid(start: 0, step: 0.5, count: 19))
      job.referenceN = 3
      let outcome = try Trajectory.run(job)
      let x = outcome.ensemble.map { Double($0.N) - 3 }
      for lag in 0..<6 {
        let expected = zip(x, x.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(outcome.correlations.product[lag] == expected, "\(model), lag \(lag)")
        #expect(outcome.correlations.pairs[lag] == Double(19 - lag))
      }
      // Without a lag the chain is start times end: S(S+1), or S² with the signed S.
      let chain = outcome.ensemble.reduce(0) { sum, state in
        let S = Double(state.N) / 2 - Double(state.m)
        return sum + (model == .su2 ? S * (S + 1) : S * S)
      }
      #expect(abs(outcome.correlations.chain[0] - chain) < 1e-9, "\(model)")
    }
  }

  @Test("without injection events end; the time goes on to the end", arguments: ModelName.allCases)
  func absorbing(model: ModelName) throws {
    for N in [0, 1, 2, 7, 8] {
      for flips in [nil, 0.5] as [Double?] {
        let parameters = Parameters(
          injectionRate: 0, volume: 1, gamma: 5, gammaTriplet: 2, spinFlipTime: flips)
        let outcome = try Trajectory.run(
          task(
            model, parameters, start: State(N: N, m: 0), duration: 1e4, step: 10,
            ensemble: TimeGrid(start: 0, step: 1000, count: 11)))
        let label = "\(model), N \(N), flips \(String(describing: flips))"
        // Pairs are lost: an odd one stays.
        #expect(outcome.finalState.N == N % 2, "\(label)")
        #expect(outcome.ensemble.count == 11 && outcome.ensemble.last?.N == N % 2, "\(label)")
        #expect(abs(outcome.occupation.joint.reduce(0, +) - 1e4) < 1e-7, "\(label)")
        let lost = zip(model.processes, outcome.events).reduce(0) { $0 + $1.0.deltaN * $1.1 }
        #expect(lost == N % 2 - N, "\(label)")
        #expect(outcome.correlations.pairs[0] == 1001)
        if flips == nil { #expect(outcome.events.reduce(0, +) == N / 2, "\(label)") }
        #expect(timeIn(outcome.occupation)[outcome.finalState, default: 0] > 1e3, "\(label)")
      }
    }
  }

  @Test("a population that runs away is an error that says which, where and when")
  func runaway() throws {
    let parameters = Parameters(injectionRate: 100, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: nil)
    for model in [ModelName.heisenberg, .ising, .su2] {
      for (burnIn, duration) in [(0.0, 1000.0), (1000, 1)] {
        var job = try task(
          model, parameters, start: State(N: 0, m: 0), duration: duration, burnIn: burnIn, trajectory: 17, step: 0.5,
          limit: 200)
        job.identity = StreamIdentity(seed: 1, point: 3, trajectory: 17)
        let error = #expect(throws: TrajectoryError.self) { try Trajectory.run(job) }
        guard case .runaway(let point, let trajectory, let limit, let time) = try #require(error) else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(point == 3 && trajectory == 17 && limit == 200)
        // 201 particles come in 2.01 s, give or take; the time is that of the next stop.
        #expect(time >= 1.3 && time <= (burnIn > 0 ? burnIn : 4), "\(time)")
      }
      // At the limit itself all is well.
      let safe = try task(model, parameters, start: State(N: 0, m: 0), duration: 1, limit: 1000)
      #expect(throws: Never.self) { try Trajectory.run(safe) }
    }
  }

  @Test("the default limit is far above any cluster of the paper")
  func limit() { #expect(TrajectoryTask.defaultPopulationLimit >= 1_000_000) }

  @Test("every generator of GSL runs a trajectory", arguments: RandomGeneratorType.all)
  func generators(type: RandomGeneratorType) throws {
    let outcome = try Trajectory.run(
      task(.su2, TrajectoryTests.parameters, start: State(N: 4, m: 0), duration: 5, generator: type.name))
    #expect(outcome.events.reduce(0, +) > 50, "\(outcome.events)")
    #expect(abs(outcome.occupation.joint.reduce(0, +) - 5) < 1e-12)
  }

  @Test("a long trajectory holds no more than a short one that visits the same states")
  func memory() throws {
    for model in ModelName.allCases {
      for duration in [10.0, 100, 2000] {
        let outcome = try Trajectory.run(
          task(model, TrajectoryTests.parameters, start: State(N: 6, m: 0), duration: duration, step: 1, lagCount: 10))
        let states = timeIn(outcome.occupation).keys
        let (N, m) = (states.map(\.N).max() ?? 0, states.map(\.m).max() ?? 0)
        #expect(outcome.occupation.joint.count <= 4 * max(32, N + 1) * max(4, m + 1), "\(model), \(duration) s")
        #expect(N < 64 && outcome.correlations.pairs.count == 10 && outcome.ensemble.isEmpty && outcome.trace.isEmpty)
      }
    }
  }

  @Test("a start drawn from a distribution has it; a pinned axis points both ways (level 1e-3)")
  func drawnStart() throws {
    let probabilities = [0.1, 0, 0.25, 0.05, 0.6]
    let cumulative = probabilities.indices.map { probabilities[...$0].reduce(0, +) }
    let none = Parameters(injectionRate: 0, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: nil)
    for model in ModelName.allCases {
      var counts: [State: Int] = [:]
      for i in 0..<2000 {
        var job = try task(model, none, start: State(N: 0, m: 0), duration: 1, trajectory: i)
        job.start = .drawn(cumulative: cumulative)
        counts[try Trajectory.run(job).finalState, default: 0] += 1
      }
      var expected: [State: Double] = [:]
      for (N, p) in probabilities.enumerated() where p > 0 {
        expected[State(N: N, m: 0), default: 0] += 2000 * (model == .ising ? p / 2 : p)
        if model == .ising { expected[State(N: N, m: N), default: 0] += 1000 * p }
      }
      #expect(Set(counts.keys) == Set(expected.keys), "\(model)")
      func chiSquare(_ scale: [State: Double]) -> Double {
        scale.reduce(0) { $0 + pow(Double(counts[$1.key, default: 0]) - $1.value, 2) / $1.value }
      }
      let degrees = expected.count - 1
      #expect(Significance.chiSquareTwoSided(chiSquare(expected), degrees: degrees) > 1e-3 / 5, "\(model): \(counts)")
      // The twin: 4 % of all moved from the largest to the next.
      let key = model == .ising ? State(N: 4, m: 4) : State(N: 4, m: 0)
      expected[key, default: 0] -= 80
      expected[State(N: 3, m: 0), default: 0] += 80
      #expect(Significance.chiSquareTwoSided(chiSquare(expected), degrees: degrees) < 1e-3 / 5, "\(model)")
    }
  }

  @Test("which start a word draws: exactly up to each probability, never outside the table")
  func drawnStartWords() throws {
    let none = Parameters(injectionRate: 0, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: nil)
    // N = 1 has no probability; the last sum is a rounding error short of 1.
    let cumulative = [0.125, 0.125, 0.375, 0.5, 1 - 0x1p-50]
    let cases: [(word: UInt64, N: Int)] = [
      (0, 0), (word(0.125) - 1, 0), (word(0.125), 2), (word(0.375) - 1, 2), (word(0.375), 3), (word(0.5) - 1, 3),
      (word(0.5), 4), (.max, 4),
    ]
    for model in ModelName.allCases {
      for (first, N) in cases {
        for (second, m) in [(0, 0), (1 << 63 - 1, 0), (1 << 63, N), (UInt64.max, N)] as [(UInt64, Int)] {
          var job = try task(model, none, start: State(N: 0, m: 0), duration: 1)
          job.start = .drawn(cumulative: cumulative)
          var words = ScriptedWords(pairs: [first, second])
          let state = try Trajectory.run(job, words: &words).finalState
          // Two words of 32 bits, of a pinned axis another, and that of the first event, which never comes.
          #expect(state == State(N: N, m: model == .ising ? m : 0), "\(model), \(first), \(second)")
          #expect(words.taken == (model == .ising ? 4 : 3) && words.extrasTaken == 0)
        }
      }
    }
  }
}
