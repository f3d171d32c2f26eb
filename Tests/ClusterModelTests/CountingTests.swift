import ClusterModel
import Testing

/// The su2 rates as ratios of numbers of multiplets, exact integers up to N = 40.
@Suite("su2 by counting multiplets")
struct CountingTests {
  private let I = 1.9, g = 0.37, gt = 0.083, w = 0.61, trap = 0.29
  private let table: [[Int]]

  /// How often spin T/2 occurs among N spins ½: each addition goes one step up or one down.
  init() {
    var table = [[1]]
    for N in 1...41 {
      table.append((0...N).map { T in (T > 0 ? table[N - 1][T - 1] : 0) + (T + 1 < N ? table[N - 1][T + 1] : 0) })
    }
    self.table = table
  }

  private func multiplets(_ N: Int, _ T: Int) -> Double {
    N >= 0 && T >= 0 && T <= N ? Double(table[N][T]) : 0
  }

  @Test("every rate", arguments: 0...40)
  func rates(N: Int) throws {
    let parameters = Parameters(
      injectionRate: I, volume: 1, gamma: g, gammaTriplet: gt, spinFlipTime: 1 / w, trappingTime: 1 / trap)
    let n = Double(N)
    for m in 0...(N / 2) {
      let T = N - 2 * m
      let here = multiplets(N, T)
      // A particle taken out leaves spin T' in the share of multiplets that were built on it; likewise a pair.
      func lost(_ after: Int) -> Double { multiplets(N - 1, after) / here }
      func pair(_ after: Int) -> Double { n * (n - 1) / 2 * multiplets(N - 2, after) / here }
      // A random spin added to T' makes T'' in the share of states (T''+1)/[2(T'+1)].
      func joined(_ before: Int, _ after: Int) -> Double { Double(after + 1) / Double(2 * (before + 1)) }
      // The spins that T and 1 can make of each other.
      func triplet(_ after: Int) -> Double { after >= 0 && after + T >= 2 ? gt * pair(after) : 0 }
      // A flip replaces a spin by a random one at 2w.
      func flip(_ after: Int, via between: Int) -> Double {
        between >= 0 ? 2 * w * n * lost(between) * joined(between, after) : 0
      }
      let expected: [String: Double] = [
        "injectionAligned": I * joined(T, T + 1),
        "injectionReversed": I * joined(T, T - 1),
        "singletAnnihilation": 2 * g * pair(T),
        "spinFlip": T >= 2 ? flip(T - 2, via: T - 1) : 0,
        "spinFlipBack": flip(T + 2, via: T + 1),
        "tripletAnnihilationAligned": triplet(T - 2),
        "tripletAnnihilationReversed": triplet(T + 2),
        "tripletAnnihilationSinglet": gt * pair(T),
        "tripletAnnihilationMixed": triplet(T),
        "trappingAligned": n * trap * lost(T - 1),
        "trappingReversed": n * trap * lost(T + 1),
      ]
      let answer = ModelAnswer(.su2, parameters, State(N: N, m: m))
      for (process, rate) in zip(SU2.processes, answer.rates) {
        let counted = try #require(expected[process.name])
        #expect(agree(rate, counted, 1e-14), "N = \(N), m = \(m), \(process.name): \(rate), counted \(counted)")
      }
    }
  }
}
