import ClusterModel
import Foundation
import Kernel
import TestSupport
import Testing

/// Simple cases whose law is known in closed form or from a small master equation.
@Suite("Known laws")
struct ExactLawTests {
  /// Final N of `count` trajectories each of several models, counted together.
  private func finalN(
    _ models: [ModelName], _ parameters: Parameters, start: State, duration: Double, count: Int
  ) throws -> [Int: Int] {
    var result: [Int: Int] = [:]
    for (place, model) in models.enumerated() {
      for i in 0..<count {
        let outcome = try Trajectory.run(
          task(model, parameters, start: start, duration: duration, seed: 50 + UInt64(place), trajectory: i))
        result[outcome.finalState.N, default: 0] += 1
      }
    }
    return result
  }

  /// Whether counts follow `law` at the level 1e-3: their mean, and χ² over values expected at least 8 times, both sides.
  private func agrees(_ counts: [Int: Int], _ law: [Int: Double]) -> Bool {
    let n = Double(counts.values.reduce(0, +))
    let mean = law.reduce(0) { $0 + Double($1.key) * $1.value }
    let variance = law.reduce(0) { $0 + pow(Double($1.key) - mean, 2) * $1.value }
    let found = counts.reduce(0) { $0 + Double($1.key * $1.value) } / n
    let z = (found - mean) / (variance / n).squareRoot()
    var (chiSquare, cells, rest) = (0.0, 0, (expected: 0.0, found: 0.0))
    for (N, p) in law {
      let count = Double(counts[N, default: 0])
      if p * n < 8 {
        rest = (rest.expected + p * n, rest.found + count)
      } else {
        chiSquare += (count - p * n) * (count - p * n) / (p * n)
        cells += 1
      }
    }
    if rest.expected > 2 {
      chiSquare += (rest.found - rest.expected) * (rest.found - rest.expected) / rest.expected
      cells += 1
    } else if rest.found > 15 {
      return false
    }
    // Values that the law does not have.
    if counts.keys.contains(where: { law[$0, default: 0] == 0 }) { return false }
    return Significance.normal(beyond: z) > 0.5e-3
      && Significance.chiSquareTwoSided(chiSquare, degrees: cells - 1) > 0.5e-3
  }

  @Test("injection alone is a Poisson process")
  func poisson() throws {
    let parameters = Parameters(injectionRate: 4, volume: 0.5, gamma: 0, gammaTriplet: 0, spinFlipTime: nil)
    let counts = try finalN(
      [.heisenberg, .ising, .su2], parameters, start: State(N: 2, m: 0), duration: 3, count: 5000)
    func poisson(_ mean: Double) -> [Int: Double] {
      Dictionary(
        uniqueKeysWithValues: (0...80).map { ($0 + 2, exp(Double($0) * log(mean) - mean - lgamma(Double($0) + 1))) })
    }
    #expect(agrees(counts, poisson(6)), "\(counts)")
    for twin in [5.88, 6.12] { #expect(!agrees(counts, poisson(twin)), "2 % wrong: \(twin)") }
  }

  @Test("decay by pairs alone, from even and odd N", arguments: [20, 21])
  func decay(N: Int) throws {
    let parameters = Parameters(injectionRate: 0, volume: 2, gamma: 0, gammaTriplet: 0.6, spinFlipTime: nil)
    let counts = try finalN(
      ModelName.allCases, parameters, start: State(N: N, m: 0), duration: 0.45, count: 6000)
    func law(_ rate: Double) throws -> [Int: Double] {
      let states = stride(from: N % 2, through: N, by: 2).map { State(N: $0, m: 0) }
      let equation = try SmallMasterEquation(states: states) { state in
        [(State(N: state.N - 2, m: 0), rate * Double(state.N * (state.N - 1)) / 2)]
      }
      let p = equation.distribution(from: State(N: N, m: 0), after: 0.45)
      return Dictionary(uniqueKeysWithValues: zip(states.map(\.N), p.map { max($0, 1e-300) }))
    }
    #expect(agrees(counts, try law(0.3)), "\(counts)")
    for twin in [0.294, 0.306] { #expect(!agrees(counts, try law(twin)), "2 % wrong: \(twin)") }
  }

  /// Stationary law of ∅ → A at rate a and 2A → ∅ at rate N(N−1)/2: the generating function is
  /// √((1+z)/2) I₁(2√(2a(1+z)))/I₁(4√a), whose series in 1 + z has the coefficients (2a)^k/(k!(k+1)!).
  private func immigrationLaw(_ a: Double) -> [Double] {
    let terms = (0..<200).map { k in
      exp(Double(k) * log(2 * a) - lgamma(Double(k) + 1) - lgamma(Double(k) + 2))
    }
    let sum = terms.enumerated().reduce(0) { $0 + $1.element * pow(2, Double($1.offset + 1)) }
    return (0..<100).map { n in
      // Coefficient of zⁿ in (1 + z)^(k+1).
      let total = terms.enumerated().reduce(0.0) { partial, term in
        let k = term.offset
        if k + 1 < n { return partial }
        let binomial = exp(lgamma(Double(k) + 2) - lgamma(Double(n) + 1) - lgamma(Double(k + 2 - n)))
        return partial + term.element * binomial
      }
      return total / sum
    }
  }

  @Test("the law of immigration and annihilation is stationary, and its mean that of the Bessel functions")
  func immigrationLawItself() {
    let a = 5.0
    let p = immigrationLaw(a)
    #expect(abs(p.reduce(0, +) - 1) < 1e-12)
    for n in 0..<20 {
      let n1 = Double(n + 1)
      let flow = (n > 0 ? a * p[n - 1] : 0) + n1 * (n1 + 1) / 2 * p[n + 2] - (a + Double(n) * Double(n - 1) / 2) * p[n]
      #expect(abs(flow) < 1e-13, "\(n)")
    }
    // a = ⟨N(N−1)⟩: as many go, two by two, as come.
    let pairs = p.enumerated().reduce(0) { $0 + Double($1.offset * ($1.offset - 1)) * $1.element }
    #expect(abs(pairs - a) < 1e-12)
  }

  @Test("immigration with annihilation of pairs: the whole stationary law of N")
  func immigration() throws {
    // Whatever their spins, all pairs annihilate alike; flips are there, and do not matter.
    let parameters = Parameters(injectionRate: 4, volume: 2, gamma: 0, gammaTriplet: 2, spinFlipTime: 0.5)
    var rows: [[Double]] = []
    // Streams of their own for each model: with the same numbers, their clusters would go nearly the same way.
    for (place, model) in [ModelName.heisenberg, .ising, .su2].enumerated() {
      for i in 0..<40 {
        let outcome = try Trajectory.run(
          task(
            model, parameters, start: State(N: 3, m: 0), duration: 800, burnIn: 10, seed: UInt64(70 + place),
            trajectory: i))
        let times = outcome.occupation.marginals.N
        var row = (0..<12).map { $0 < times.count ? times[$0] / 800 : 0 }
        row.append(times.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / 800)
        rows.append(row)
      }
    }
    /// Whether ⟨N⟩, P(0), P(1), … agree: 10 numbers, family level 1e-3.
    func agrees(_ a: Double) -> Bool {
      let p = immigrationLaw(a)
      let mean = p.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
      var z: [Double] = []
      for (place, expected) in [(12, mean)] + (0..<9).map({ ($0, p[$0]) }) {
        let values = rows.map { $0[place] }
        let n = Double(values.count)
        let found = values.reduce(0, +) / n
        let variance = values.reduce(0) { $0 + ($1 - found) * ($1 - found) } / (n - 1)
        z.append(
          Significance.normal(fromStudent: (found - expected) / (variance / n).squareRoot(), degrees: rows.count - 1))
      }
      return z.allSatisfy { abs($0) < Significance.normalLimit(level: 1e-3, count: 10) }
    }
    #expect(agrees(8))
    for twin in [7.84, 8.16] { #expect(!agrees(twin), "2 % wrong: \(twin)") }
  }

  @Test("su2: the spin vector decays as exp(−2t/τs), whatever the other rates, but for the triplet annihilation")
  func vectorDecay() throws {
    for (start, A, gamma) in [(State(N: 3, m: 0), 6.0, 2.0), (State(N: 6, m: 2), 30, 10), (State(N: 2, m: 0), 0, 0)] {
      let parameters = Parameters(injectionRate: A, volume: 1, gamma: gamma, gammaTriplet: 0, spinFlipTime: 2)
      var (sum, squares) = (0.0, 0.0)
      let count = 6000
      for i in 0..<count {
        let outcome = try Trajectory.run(task(.su2, parameters, start: start, duration: 0.7, seed: 8, trajectory: i))
        sum += outcome.correlations.chain[1]
        squares += outcome.correlations.chain[1] * outcome.correlations.chain[1]
      }
      let S = Double(start.twiceSpin) / 2
      let mean = sum / Double(count)
      let error = ((squares / Double(count) - mean * mean) / Double(count)).squareRoot()
      let expected = S * (S + 1) * exp(-0.7)
      let limit = Significance.normalLimit(level: 1e-3, count: 3)
      #expect(abs(mean - expected) < limit * error, "\(start): \(mean) ± \(error), \(expected)")
      // Twins: a decay at the rate of single flips, or none.
      #expect(abs(mean - S * (S + 1) * exp(-0.35)) > limit * error && abs(mean - S * (S + 1)) > limit * error)
    }
  }

  @Test("su2: in a state that nothing but flips of the axis is left of, the vector decays all the same, exactly")
  func absorbedVector() throws {
    // One spin ½: its flips lead back to N = 1, m = 0, with λ = 2/τs.
    let parameters = Parameters(injectionRate: 0, volume: 1, gamma: 1, gammaTriplet: 1, spinFlipTime: 2)
    let outcome = try Trajectory.run(
      task(.su2, parameters, start: State(N: 1, m: 0), duration: 3, step: 0.25, lagCount: 8))
    for lag in 0..<8 {
      let expected = Double(13 - lag) * 0.75 * exp(-0.25 * Double(lag))
      #expect(abs(outcome.correlations.chain[lag] / expected - 1) < 1e-13, "lag \(lag)")
    }
    #expect(outcome.events.allSatisfy { $0 == 0 } && outcome.correlations.chain.count == 8)
  }
}
