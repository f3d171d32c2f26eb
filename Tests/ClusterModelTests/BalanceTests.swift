import ClusterModel
import Testing

/// The paper writes its models as balance equations, each term at the state that gains; the models here give rates at
/// the state that loses. Both must be the same flow of probability.
@Suite("Balance equations of the paper")
struct BalanceTests {
  private let A = 3.7, V = 1.3, gamma = 5.1, gammaTriplet = 0.9, flipTime = 0.45
  private var parameters: Parameters {
    Parameters(injectionRate: A, volume: V, gamma: gamma, gammaTriplet: gammaTriplet, spinFlipTime: flipTime)
  }
  private let largest = 9

  /// Any positive numbers will do for the probabilities of the states with N ≤ 9; the others are empty.
  private func probability(_ N: Int, _ m: Int) -> Double {
    guard N >= 0, N <= largest, m >= 0, m <= N else { return 0 }
    return Double(1 + (37 * N + 11 * m * m + 5) % 29)
  }

  /// dP/dt of every state that can gain or lose, by the rates of `model`.
  private func flow(_ model: ModelName, _ probability: (Int, Int) -> Double) -> [State: Double] {
    var flow: [State: Double] = [:]
    for N in 0...largest {
      for m in 0...N where model.hasReversedSpins || m == 0 {
        let source = State(N: N, m: m)
        let answer = ModelAnswer(model, parameters, source)
        for (process, rate) in zip(model.processes, answer.rates) where rate != 0 {
          flow[source, default: 0] -= rate * probability(N, m)
          flow[State(N: N + process.deltaN, m: m + process.deltaM), default: 0] += rate * probability(N, m)
        }
      }
    }
    return flow
  }

  /// (S4) at (N, m), with the second injection gain 1 − 1/(N−m+1); for classical spins both gains are 1.
  private func S4(_ N: Int, _ m: Int, quantum: Bool) -> Double {
    let P = probability
    let (n, r) = (Double(N), Double(m))
    // At N = m nothing is injected with aligned spin: P(N−1, m) is outside the state space.
    let gainAligned = quantum && N > m ? 1 + 1 / (n - r) : 1
    let gainReversed = quantum ? 1 - 1 / (n - r + 1) : 1
    let injection = A * V / 2 * (gainAligned * P(N - 1, m) + gainReversed * P(N - 1, m - 1) - 2 * P(N, m))
    let singlet = gamma / V * ((n - r + 1) * (r + 1) * P(N + 2, m + 1) - (n - r) * r * P(N, m))
    let gainOfPairs =
      (r + 2) * (r + 1) * P(N + 2, m + 2) + 2 * (n - r + 1) * (r + 1) * P(N + 2, m + 1)
      + (n - r + 2) * (n - r + 1) * P(N + 2, m)
    let triplet = gammaTriplet / (2 * V) * (gainOfPairs - n * (n - 1) * P(N, m))
    let flips = (r + 1) * P(N, m + 1) + (n - r + 1) * P(N, m - 1) - n * P(N, m)
    return injection + singlet + triplet + flips / flipTime
  }

  @Test("(S4) and its classical form", arguments: [ModelName.heisenberg, .ising])
  func masterEquation(model: ModelName) {
    let flow = flow(model, probability)
    #expect(flow.values.reduce(0, +).magnitude < 1e-9)
    for N in 0...(largest + 1) {
      for m in 0...N {
        let expected = S4(N, m, quantum: model == .heisenberg)
        let found = flow[State(N: N, m: m)] ?? 0
        #expect(abs(found - expected) < 1e-11 * (1 + abs(expected)), "N = \(N), m = \(m): \(found), not \(expected)")
      }
    }
  }

  /// (S5) at N, without the flips of a single particle; for classical spins the gains of injection are 1,
  /// but at N = 0 all of I starts a cluster.
  private func S5(_ N: Int, quantum: Bool) -> Double {
    func P(_ N: Int) -> Double { probability(N, 0) }
    let n = Double(N)
    var gainBelow = 1.0
    var gainAbove = 1.0
    if quantum {
      gainBelow = N > 0 ? 1 + 1 / n : 0
      gainAbove = 1 - 1 / (n + 2)
    } else if N == 1 {
      gainBelow = 2
    }
    let injection = A * V / 2 * (gainBelow * P(N - 1) + gainAbove * P(N + 1) - 2 * P(N))
    let triplet = gammaTriplet / (2 * V) * ((n + 2) * (n + 1) * P(N + 2) - n * (n - 1) * P(N))
    let flips = (n + 2) * P(N + 2) - (N == 1 ? 0 : n * P(N))
    return injection + triplet + flips / flipTime
  }

  @Test("(S5) and its classical form", arguments: [ModelName.polarized, .polarizedIsing])
  func polarized(model: ModelName) {
    let flow = flow(model, probability)
    #expect(flow.values.reduce(0, +).magnitude < 1e-9)
    for N in 0...(largest + 1) {
      let expected = S5(N, quantum: model == .polarized)
      let found = flow[State(N: N, m: 0)] ?? 0
      #expect(abs(found - expected) < 1e-11 * (1 + abs(expected)), "N = \(N): \(found), expected \(expected)")
    }
  }
}
