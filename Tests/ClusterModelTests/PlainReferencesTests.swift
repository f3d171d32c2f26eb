import ClusterModel
import Foundation
import TestSupport
import Testing

/// The tests' own simulation and master equation, against what is known without them and against each other.
@Suite("Plain references of the tests")
struct PlainReferencesTests {
  @Test("master equation of independent particles: Poisson, and noise 2 Var/rate")
  func poisson() throws {
    let (arrival, loss) = (6.0, 1.5)
    let equation = try SmallMasterEquation(states: (0...60).map { State(N: $0, m: 0) }) { state in
      [(State(N: state.N + 1, m: 0), arrival), (State(N: state.N - 1, m: 0), loss * Double(state.N))]
    }
    let mean = arrival / loss
    var poisson = exp(-mean)
    for N in 0...30 {
      if N > 0 { poisson *= mean / Double(N) }
      #expect(abs(equation.probability(State(N: N, m: 0)) - poisson) < 1e-14, "N = \(N)")
    }
    #expect(equation.probability(State(N: 61, m: 0)) == 0)
    let N = { (state: State) in Double(state.N) }
    #expect(abs(equation.variance(of: N) - mean) < 1e-12)
    #expect(try abs(equation.zeroFrequencyNoise(of: N) - 2 * mean / loss) < 1e-12)
    // From N = 0 the number stays Poisson, of mean a/λ (1 − e^(−λt)).
    let later = equation.distribution(from: State(N: 0, m: 0), after: 0.7)
    let laterMean = mean * (1 - exp(-loss * 0.7))
    #expect(abs(later[0] - exp(-laterMean)) < 1e-13)
    #expect(abs(zip(equation.states, later).reduce(0) { $0 + N($1.0) * $1.1 } - laterMean) < 1e-12)
    // Half of the vector lost at each arrival: it decays at 3 s⁻¹, from every state.
    let integral = try equation.correlationIntegral(start: { _ in 1 }, end: { _ in 1 }) { state in
      [
        PlainProcess(name: "arrival", next: State(N: state.N + 1, m: 0), rate: arrival, factor: 0.5),
        PlainProcess(name: "loss", next: State(N: state.N - 1, m: 0), rate: loss * Double(state.N), factor: 1),
      ]
    }
    #expect(abs(integral - 1 / (arrival * 0.5)) < 1e-12)
  }

  @Test("a master equation of two parts that never meet is refused")
  func singular() {
    #expect(throws: SmallMasterEquation.Singular.self) {
      try SmallMasterEquation(states: (0...3).map { State(N: $0, m: 0) }) { state in
        [(State(N: state.N ^ 1, m: 0), 1)]
      }
    }
  }

  @Test("a simulation by hand")
  func scripted() {
    // Waiting times −ln u/total; the second number of each pair chooses.
    var numbers = [exp(-1.0), 0.2, exp(-0.5), 0.9, exp(-3.0), 0.99, exp(-2.0), 0.4, exp(-100.0)].makeIterator()
    let trajectory = plainGillespie(
      from: State(N: 0, m: 0), for: 10, uniform: { numbers.next() ?? .nan },
      processes: { state in
        [
          PlainProcess(name: "up", next: State(N: state.N + 1, m: 0), rate: 2, factor: 0.5),
          PlainProcess(name: "never", next: State(N: 99, m: 0), rate: 0, factor: 1),
          PlainProcess(name: "down", next: State(N: state.N - 1, m: 0), rate: Double(2 * state.N), factor: 1),
        ]
      })
    // N = 0 for 1/2, up; N = 1 (total 4) for 0.5/4, down (0.9); N = 0 for 3/2, up; N = 1 for 2/4, up (0.4); N = 2 to
    // the end.
    #expect(trajectory.state == State(N: 2, m: 0))
    #expect(trajectory.time == 10)
    #expect(trajectory.events == ["up": 3, "down": 1])
    #expect(abs(trajectory.timeIn[State(N: 0, m: 0), default: 0] - 2) < 1e-12)
    #expect(abs(trajectory.timeIn[State(N: 1, m: 0), default: 0] - 0.625) < 1e-12)
    #expect(abs(trajectory.probability(State(N: 2, m: 0)) - 0.7375) < 1e-12)
    #expect(trajectory.timeIn.count == 3)
    #expect(abs(trajectory.mean { Double($0.N) } - (0.625 + 2 * 7.375) / 10) < 1e-12)
  }

  @Test("a simulation with nothing left to happen stays until its end, and tells so")
  func absorbed() {
    var visits: [(State, Double, Double)] = []
    var numbers = [exp(-1.0), 0.5].makeIterator()
    let trajectory = plainGillespie(
      from: State(N: 1, m: 0), for: 4, uniform: { numbers.next() ?? .nan },
      processes: { state in
        [PlainProcess(name: "loss", next: State(N: state.N - 1, m: 0), rate: Double(state.N), factor: 0.25)]
      }, visit: { visits.append(($0, $1, $2)) })
    #expect(trajectory.state == State(N: 0, m: 0))
    #expect(visits.map(\.0) == [State(N: 1, m: 0), State(N: 0, m: 0)])
    #expect(visits.map(\.1) == [1, 3])
    #expect(visits.map(\.2) == [0.25, 1])
  }

  /// Frequent events of every process, so that a rate wrong by 2 % shows in few of them.
  private let parameters = Parameters(
    injectionRate: 12, volume: 1, gamma: 1, gammaTriplet: 0.5, spinFlipTime: 0.8, trappingTime: 2.5)
  private let blocks = 400
  private let blockTime = 25.0

  /// Deviations, in standard errors, of what `blocks` simulations with `processes` give from the exact stationary
  /// means of `model`: of N, N² and m, and of the number of events of each process.
  private func deviations(
    _ model: ModelName, seed: UInt64, processes: (State) -> [PlainProcess]
  ) throws -> [String: Double] {
    let states = (0...30).flatMap { N in (0...N).map { State(N: N, m: $0) } }.filter { model.isValid($0) }
    let exact = { plainProcesses(model, parameters, in: $0) }
    let equation = try SmallMasterEquation(states: states) { exact($0).map { ($0.next, $0.rate) } }
    let functions: [(String, (State) -> Double)] = [
      ("N", { Double($0.N) }), ("N²", { Double($0.N * $0.N) }), ("m", { Double($0.m) }),
    ]
    var expected: [String: Double] = [:]
    for (name, f) in functions where name != "m" || model.hasReversedSpins { expected[name] = equation.mean(of: f) }
    for state in states {
      for process in exact(state) {
        expected[process.name, default: 0] += process.rate * blockTime * equation.probability(state)
      }
    }

    let random = PlainUniform(seed: seed)
    var sums: [String: (Double, Double)] = [:]
    for _ in 0..<blocks {
      // Each block starts from the stationary distribution: so all are alike and independent.
      var threshold = random.next()
      let start = states.first { state in
        threshold -= equation.probability(state)
        return threshold < 0
      }
      let block = plainGillespie(
        from: try #require(start), for: blockTime, uniform: random.next, processes: processes)
      var sample = block.events.mapValues { Double($0) }
      for (name, f) in functions { sample[name] = block.mean(of: f) }
      for name in expected.keys {
        let difference = sample[name, default: 0] - expected[name, default: 0]
        sums[name, default: (0, 0)].0 += difference
        sums[name, default: (0, 0)].1 += difference * difference
      }
    }
    return sums.mapValues { sum in
      let mean = sum.0 / Double(blocks)
      let variance = (sum.1 - sum.0 * mean) / Double(blocks - 1)
      return variance > 0 ? mean / (variance / Double(blocks)).squareRoot() : (mean == 0 ? 0 : .infinity)
    }
  }

  /// 56 numbers in five models at a family level of 1e-3: two-sided 1.8e-5 each, 4.290 standard errors, and 4.343 by
  /// Student's distribution of 399 degrees of freedom.
  private let bound = 4.343

  @Test("simulation and master equation agree", arguments: ModelName.allCases)
  func agreement(model: ModelName) throws {
    let deviations = try deviations(model, seed: 2020) { plainProcesses(model, parameters, in: $0) }
    for (name, deviation) in deviations { #expect(abs(deviation) < bound, "\(name): \(deviation) standard errors") }
    // As many normal numbers all this small would be as strange as a large one.
    #expect(deviations.values.contains { abs($0) > 0.05 })
  }

  @Test("a simulation with 2 % more injection is found out", arguments: ModelName.allCases)
  func power(model: ModelName) throws {
    var wrong = parameters
    wrong.injectionRate *= 1.02
    let deviations = try deviations(model, seed: 2020) { plainProcesses(model, wrong, in: $0) }
    #expect(deviations.values.contains { abs($0) > bound }, "\(deviations)")
  }
}
