import ClusterModel
import Foundation
import Kernel
import TestSupport
import Testing

@Suite("Drawing of events")
struct EventDrawTests {
  /// Parameters of usual and of any size, with and without each process.
  static func parameters(_ uniform: PlainUniform) -> Parameters {
    func size() -> Double { pow(10, 8 * uniform.next() - 4) }
    func maybe(_ value: Double) -> Double { uniform.next() < 0.25 ? 0 : value }
    return Parameters(
      injectionRate: maybe(size()), volume: size(), gamma: maybe(size()), gammaTriplet: maybe(size()),
      spinFlipTime: uniform.next() < 0.3 ? nil : size(), trappingTime: uniform.next() < 0.5 ? nil : size(),
      zeeman: uniform.next() < 0.5 ? 0 : 20 * uniform.next() - 10)
  }

  /// Small, usual, and extreme states.
  static func state(_ model: ModelName, _ uniform: PlainUniform) -> State {
    let largest = [3, 12, 100, 10_000, 4_000_000, 3_000_000_000][uniform.integer(below: 6)]
    let N = uniform.integer(below: largest)
    let m = [0, 1, N / 2, N, uniform.integer(below: N + 1), uniform.integer(below: N / 2 + 1)][
      uniform.integer(below: 6)]
    let state = State(N: N, m: m)
    return model.isValid(state) ? state : State(N: N, m: model.hasReversedSpins ? N / 2 : 0)
  }

  static func randomWord(_ uniform: PlainUniform) -> Double {
    switch uniform.integer(below: 8) {
    case 0: 0
    case 1: 0x1p32 - 1
    case 2: Double(1 << uniform.integer(below: 32))
    case 3: 0x1p32 - Double(1 << uniform.integer(below: 32))
    default: (uniform.next() * 0x1p32).rounded(.down)
    }
  }

  @Test("eight lanes draw what each draws alone, bit for bit, whatever is beside it", arguments: ModelName.allCases)
  func lanes(model: ModelName) { model.withModel { lanes(type: $0) } }

  private func lanes<M: ClusterModel>(type: M.Type) {
    let uniform = PlainUniform(seed: 17)
    var (uncertain, certain) = (0, 0)
    for _ in 0..<3000 {
      let constants = RateConstants(EventDrawTests.parameters(uniform))
      let draws = EventDraw(M(constants), constants: constants)
      var (N, m, word) = (SIMD8<Double>(), SIMD8<Double>(), SIMD8<Double>())
      for lane in 0..<8 {
        let state = EventDrawTests.state(M.name, uniform)
        (N[lane], m[lane]) = (Double(state.N), Double(state.m))
        word[lane] = EventDrawTests.randomWord(uniform)
      }
      let together = draws.draw(N: RateLanes(N), m: RateLanes(m), word: RateLanes(word))
      for lane in 0..<8 {
        let alone = draws.draw(N: N[lane], m: m[lane], word: word[lane])
        let same =
          same(together.process[lane], alone.process) && same(together.deltaN[lane], alone.deltaN)
          && same(together.deltaM[lane], alone.deltaM) && same(together.wait[lane], alone.wait)
          && same(together.spinFactor[lane], alone.spinFactor)
          && same(together.axisDecayRate[lane], alone.axisDecayRate)
          && together.isUncertain[lane] == alone.isUncertain
        #expect(same, "\(M.name), \(constants), (\(N[lane]), \(m[lane])), word \(word[lane]): \(together), \(alone)")
        if alone.isUncertain { uncertain += 1 } else { certain += 1 }
      }
    }
    #expect(uncertain > 1000 && certain > 5000, "\(uncertain), \(certain)")
  }

  /// The same bits, or both no number: nobody looks at the bits of those.
  private func same(_ a: Double, _ b: Double) -> Bool { a.bitPattern == b.bitPattern || a.isNaN && b.isNaN }

  @Test("what is drawn is what its cell of words holds: no refinement chooses otherwise, the time is within the cell's")
  func cells() { for model in ModelName.allCases { model.withModel { cells(type: $0) } } }

  private func cells<M: ClusterModel>(type: M.Type) {
    let uniform = PlainUniform(seed: 18)
    var checked = 0
    while checked < 10_000 {
      let constants = RateConstants(EventDrawTests.parameters(uniform))
      let draws = EventDraw(M(constants), constants: constants)
      let state = EventDrawTests.state(M.name, uniform)
      let (N, m) = (Double(state.N), Double(state.m))
      let word = EventDrawTests.randomWord(uniform)
      let drawn = draws.draw(N: N, m: m, word: word)
      if drawn.isUncertain { continue }
      let total = M.processes.indices.reduce(0) { $0 + draws.model.rates(N: N, m: m)[$1] }
      if total == 0 {
        #expect(drawn.wait == .infinity && drawn.process == 15 && drawn.deltaN == 0 && drawn.deltaM == 0)
        let rate = draws.model.axisDecayRate(N: N, m: m)
        #expect(abs(drawn.axisDecayRate - rate) <= 1e-15 * rate, "\(M.name), \(constants), \(state)")
        checked += 1
        continue
      }
      checked += 1
      var waits: [Double] = []
      // The ends of the cell, but for 2⁻⁴⁸ of all: rounding of sums decides the last 2⁻⁵³.
      for low in [UInt64.max - (1 << 48), 1 << 48] {
        var words = ScriptedWords([], extras: [low])
        let refined = draws.refine(N: N, m: m, word: word, words: &words)
        #expect(refined.process == drawn.process, "\(M.name), \(constants), \(state), word \(word)")
        #expect(refined.deltaN == drawn.deltaN && refined.deltaM == drawn.deltaM)
        // A few roundings apart.
        #expect(abs(refined.spinFactor - drawn.spinFactor) <= 1e-15 * abs(drawn.spinFactor))
        #expect(abs(refined.axisDecayRate - drawn.axisDecayRate) <= 1e-15 * drawn.axisDecayRate)
        #expect(words.extrasTaken == 1)
        waits.append(refined.wait)
      }
      // −log share is within a 2⁻²² part of the middle's over the cell, and convex: the middle's lies between.
      let slack = 1e-14 * drawn.wait + 1e-15 / total
      #expect(
        waits[0] - slack <= drawn.wait && drawn.wait <= waits[1] + slack,
        "\(M.name), \(constants), \(state), word \(word): \(drawn.wait) in \(waits)")
      // At most 2⁻²³ of the process's probability, at 2⁻¹⁰ of it or more.
      #expect(waits[1] - waits[0] < 0x1.01p-13 / total, "the cells of all that is not refined are narrow")
    }
  }

  @Test("splitting off a power of two: exact, near, the same in lanes")
  func split() {
    let uniform = PlainUniform(seed: 19)
    for _ in 0..<20_000 {
      var (x, r) = (SIMD8<Double>(), SIMD8<Double>())
      for lane in 0..<8 {
        let size = pow(10, 500 * uniform.next() - 250)
        r[lane] = [size, 1, Double(sign: .plus, exponent: Int(200 * uniform.next()) - 100, significand: 1)][lane % 3]
        let ratio = [uniform.next(), pow(10, -40 * uniform.next()), 2 / 3.0, 1, 0x1p-10, 1.5, 0.75, 1 - 0x1p-33][lane]
        x[lane] = r[lane] * ratio
      }
      let together = RateLanes.split(RateLanes(x), near: RateLanes(r))
      for lane in 0..<8 {
        let (near, exponent) = Double.split(x[lane], near: r[lane])
        #expect(near * exp2(exponent) == x[lane] && exponent == exponent.rounded(), "\(x[lane]), \(r[lane])")
        // ⅔ and 1½ but for the last bit.
        #expect(near / r[lane] > 0.666_666_666_666 && near / r[lane] < 1.500_000_000_001, "\(x[lane]), \(r[lane])")
        #expect(together.near[lane].bitPattern == near.bitPattern, "\(x[lane]), \(r[lane])")
        #expect(together.exponent[lane].bitPattern == exponent.bitPattern, "\(x[lane]), \(r[lane])")
      }
    }
  }
}
