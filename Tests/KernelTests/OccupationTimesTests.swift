import ClusterModel
import Kernel
import TestSupport
import Testing

@Suite("Occupation times")
struct OccupationTimesTests {
  /// Random states, from small to large, with whole numbers for times so that sums are exact.
  private func visits(_ count: Int, largestN: Int, anyM: Bool, seed: UInt64) -> [(state: State, time: Double)] {
    let uniform = PlainUniform(seed: seed)
    return (0..<count).map { i in
      let N = uniform.integer(below: 2 + largestN * (i + 1) / count)
      return (State(N: N, m: uniform.integer(below: (anyM ? N : min(N, 3)) + 1)), Double(1 + uniform.integer(below: 9)))
    }
  }

  private func plainMarginals(_ visits: [(state: State, time: Double)]) -> (
    N: [Int: Double], m: [Int: Double], S: [Int: Double]
  ) {
    var result: (N: [Int: Double], m: [Int: Double], S: [Int: Double]) = ([:], [:], [:])
    for (state, time) in visits {
      result.N[state.N, default: 0] += time
      result.m[state.m, default: 0] += time
      result.S[state.twiceSpin, default: 0] += time
    }
    return result
  }

  private func expectMarginals(_ occupation: OccupationTimes, _ visits: [(state: State, time: Double)], _ label: String)
  {
    let marginals = occupation.marginals
    let plain = plainMarginals(visits)
    func table(_ values: [Double], sign: Int = 1) -> [Int: Double] {
      Dictionary(
        uniqueKeysWithValues: values.enumerated().filter { $0.element > 0 }.map { (sign * $0.offset, $0.element) })
    }
    #expect(table(marginals.N) == plain.N, "\(label)")
    #expect(table(marginals.m) == plain.m, "\(label)")
    let spins = table(marginals.twiceSpin).merging(table(marginals.negativeTwiceSpin, sign: -1)) { $0 + $1 }
    #expect(spins == plain.S, "\(label)")
    #expect(marginals.negativeTwiceSpin.first ?? 0 == 0, "\(label)")
  }

  @Test("every state is kept while there is room", arguments: [1, 31, 32, 33, 100, 700])
  func growth(largestN: Int) {
    for anyM in [false, true] {
      let visits = visits(3000, largestN: largestN, anyM: anyM, seed: UInt64(largestN))
      var occupation = OccupationTimes()
      var plain: [State: Double] = [:]
      for (state, time) in visits {
        occupation.add(N: state.N, m: state.m, time: time)
        plain[state, default: 0] += time
      }
      #expect(occupation.binN == 0 && occupation.binM == 0)
      #expect(timeIn(occupation) == plain)
      expectMarginals(occupation, visits, "N to \(largestN)")
    }
  }

  @Test(
    "beyond the limit of cells bins get wider; total, bins and marginals stay exact", arguments: [128, 256, 1024, 4096])
  func coarsening(limit: Int) {
    for (largestN, anyM) in [(50, true), (1000, true), (5000, false), (200, true)] {
      let label = "\(limit) cells, N to \(largestN)"
      let visits = visits(4000, largestN: largestN, anyM: anyM, seed: 5)
      var occupation = OccupationTimes(cellLimit: limit)
      for (state, time) in visits { occupation.add(N: state.N, m: state.m, time: time) }
      #expect(
        occupation.joint.count <= limit && occupation.joint.count == occupation.rows << occupation.shift, "\(label)")
      #expect(occupation.joint.reduce(0, +) == visits.reduce(0) { $0 + $1.time }, "\(label)")
      expectMarginals(occupation, visits, label)
      // Each bin holds the times of its own states.
      var plain: [State: Double] = [:]
      for (state, time) in visits {
        let corner = State(
          N: (state.N >> occupation.binN) << occupation.binN, m: (state.m >> occupation.binM) << occupation.binM)
        plain[corner, default: 0] += time
      }
      #expect(timeIn(occupation) == plain, "\(label)")
      if (largestN + 1) * 4 > 2 * limit { #expect(occupation.binN + occupation.binM > 0, "\(label)") }
    }
  }

  @Test("one state far away is reached in one step")
  func jump() {
    for limit in [128, OccupationTimes.cellLimit] {
      var occupation = OccupationTimes(cellLimit: limit)
      occupation.add(N: 3, m: 1, time: 2)
      occupation.add(N: 40_000, m: 39_990, time: 5)
      #expect(occupation.marginals.N[3] == 2 && occupation.marginals.N[40_000] == 5)
      #expect(occupation.marginals.m[1] == 2 && occupation.marginals.m[39_990] == 5)
      #expect(occupation.marginals.twiceSpin[1] == 2 && occupation.marginals.negativeTwiceSpin[39_980] == 5)
      #expect(occupation.joint.reduce(0, +) == 7 && occupation.joint.count <= limit)
    }
  }

  @Test("the table is at most four times the box of the states, or the smallest")
  func size() {
    let uniform = PlainUniform(seed: 8)
    for _ in 0..<50 {
      let (largestN, largestM) = (uniform.integer(below: 2000), uniform.integer(below: 50))
      var occupation = OccupationTimes()
      for _ in 0..<2000 {
        occupation.add(N: uniform.integer(below: largestN + 1), m: uniform.integer(below: largestM + 1), time: 1)
      }
      #expect(occupation.joint.count <= max(128, 4 * max(32, largestN + 1) * max(4, largestM + 1)))
    }
  }
}
