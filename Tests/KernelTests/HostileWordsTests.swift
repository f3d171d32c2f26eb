import ClusterModel
import Foundation
import Kernel
import TestSupport
import Testing

@Suite("Direct method, hostile words")
struct HostileWordsTests {
  static let hostile: [UInt64] = [
    0, 1, 2, .max, .max - 1, .max << 32, .max >> 32, 0xAAAA_AAAA_AAAA_AAAA, 0x5555_5555_5555_5555, 1 << 63,
    1 << 63 - 1, 1 << 32, 1 << 32 - 1,
  ]

  /// Rates of any size, many zero, some equal, some tiny shares of the largest.
  private static func randomRates(_ uniform: PlainUniform) -> [Double] {
    let scale = pow(10, 200 * (uniform.next() - 0.5))
    return (0..<12).map { _ in
      switch uniform.integer(below: 8) {
      case 0...3: 0
      case 4: scale
      case 5: scale * 1e-12 * uniform.next()
      case 6: scale * pow(10, -20 * uniform.next())
      default: scale * uniform.next()
      }
    }
  }

  /// Rate constants of a size with which every event is refined.
  static let immoderate = RateConstants(
    Parameters(injectionRate: 1e100, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: nil))

  /// Words at and about u: neighbours in the bits of a refinement, and the cells below, at and above.
  private static func words(around u: Double) -> [UInt64] {
    let centre = u >= 1 ? UInt64.max : word(max(0, u))
    return [0, 1, 2, 1024, 2047, 2048, 4096, 1 << 31, 1 << 32, 1 << 33].flatMap {
      [centre &- min(centre, $0), centre &+ min(.max - centre, $0)]
    }
  }

  @Test("no process of rate zero, and a waiting time that is a time, whatever the word")
  func anyWord() {
    let uniform = PlainUniform(seed: 11)
    var seen = 0
    for _ in 0..<1500 {
      let rates = HostileWordsTests.randomRates(uniform)
      let total = rates.reduce(0, +)
      if total == 0 { continue }
      let thresholds = rates.indices.map { rates[...$0].reduce(0, +) / total }
      let random = word(uniform.next())
      for word in HostileWordsTests.hostile + [random] + thresholds.flatMap(HostileWordsTests.words) {
        // As it comes, and with every event refined.
        for constants in [nil, HostileWordsTests.immoderate] {
          let draw = Draw(rates, word, extra: word, constants: constants)
          seen += 1
          // No share of an interval counts as less than 2⁻⁹⁰, which is 62.4 means.
          guard rates[draw.process] > 0, draw.wait >= 0, draw.wait.isFinite, draw.wait < 62.5 / total else {
            Issue.record("\(rates), word \(word): process \(draw.process) after \(draw.wait) s")
            return
          }
        }
      }
    }
    #expect(seen > 600_000)
  }

  @Test("every process of positive rate fires for the word in its middle, if it is wider than the words")
  func middles() {
    let uniform = PlainUniform(seed: 12)
    for _ in 0..<2000 {
      let rates = HostileWordsTests.randomRates(uniform)
      let total = rates.reduce(0, +)
      for i in rates.indices where rates[i] > total * 1e-14 {
        let middle = word(min((rates[..<i].reduce(0, +) + rates[i] / 2) / total, 1 - 0x1p-53))
        #expect(Draw(rates, middle).process == i, "\(rates), \(i)")
      }
    }
  }

  @Test("nothing happens where no process has a rate: its word decides nothing, and none is refined")
  func absorbing() {
    for extra in HostileWordsTests.hostile {
      var words = ScriptedWords([], then: extra)
      var method = DirectMethod(AnyRates([]), start: State(N: 0, m: 0), words: &words)
      var diary = Diary()
      #expect(method.advance(for: 1e300, words: &words, limit: 1, observer: &diary))
      #expect(method.wait == .infinity && words.taken == 1 && words.extrasTaken == 0)
      #expect(diary.entries.count == 1 && diary.entries.first?.time == 1e300)
    }
  }
}
