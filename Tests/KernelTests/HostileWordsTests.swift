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

  /// Words at and about u.
  private static func words(around u: Double) -> [UInt64] {
    let centre = u >= 1 ? UInt64.max : word(max(0, u))
    return [0, 1, 2, 1024, 2047, 2048, 4096].flatMap { [centre &- min(centre, $0), centre &+ min(.max - centre, $0)] }
  }

  @Test("no process of rate zero, and a waiting time that is a time, whatever the word")
  func anyWord() {
    let uniform = PlainUniform(seed: 11)
    var seen = 0
    for _ in 0..<3000 {
      let rates = HostileWordsTests.randomRates(uniform)
      let total = rates.reduce(0, +)
      if total == 0 { continue }
      let thresholds = rates.indices.map { rates[...$0].reduce(0, +) / total }
      let random = word(uniform.next())
      for word in HostileWordsTests.hostile + [random] + thresholds.flatMap(HostileWordsTests.words) {
        let draw = Draw(rates, word, extra: word)
        seen += 1
        guard rates[draw.process] > 0, draw.wait >= 0, draw.wait.isFinite, draw.wait < 45 / total else {
          Issue.record("\(rates), word \(word): process \(draw.process) after \(draw.wait) s")
          return
        }
      }
    }
    #expect(seen > 300_000)
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

  @Test("nothing happens where no process has a rate, and no word is drawn")
  func absorbing() {
    for extra in HostileWordsTests.hostile {
      var words = ScriptedWords([], then: extra)
      var method = DirectMethod(AnyRates([]), start: State(N: 0, m: 0), words: &words)
      var diary = Diary()
      #expect(method.advance(for: 1e300, words: &words, limit: 1, observer: &diary))
      #expect(method.wait == .infinity && words.taken == 0)
      #expect(diary.entries.count == 1 && diary.entries.first?.time == 1e300)
    }
  }

  @Test("partial sums rise or stay, whatever the rates, and stay where a rate is zero")
  func partialSums() {
    let uniform = PlainUniform(seed: 13)
    for _ in 0..<20_000 {
      let rates = HostileWordsTests.randomRates(uniform)
      let sums = cumulativeRates(Rates<Double> { rates[$0] })
      var last = 0.0
      for i in rates.indices {
        let plain = rates[...i].reduce(0, +)
        guard sums[i] >= last, rates[i] > 0 || sums[i] == last, abs(sums[i] - plain) <= 1e-15 * plain else {
          Issue.record("\(rates), \(i): \(sums[i]) after \(last)")
          return
        }
        last = sums[i]
      }
    }
  }
}

@Suite("Direct method, rare processes and long times")
struct RareProcessTests {
  /// A process of rate 2⁻⁴⁰ ≈ 10⁻¹², at `place` among others that sum to 2 with half of it on either side.
  private func rates(_ place: Int) -> (rates: [Double], below: Double) {
    switch place {
    case 0: ([0x1p-40, 1, 1], 0)
    case 1: ([1, 0x1p-40, 1], 1)
    case 2: ([0.5, 0.5, 0x1p-40, 1], 1)
    case 5: ([0.25, 0.25, 0, 0.5, 0, 0x1p-40, 1], 1)
    default: ([1, 0.5, 0.5] + Array(repeating: 0, count: 8) + [0x1p-40], 2)
    }
  }

  /// The smallest word whose u·total, exactly, is not below `threshold`/2⁴⁰; total and threshold in units of 2⁻⁴⁰.
  private func firstWord(at threshold: UInt128, of total: UInt128) -> UInt128 {
    // (word + ½)/2⁶⁴ · total ≥ threshold
    let doubled = (threshold << 65 + total - 1) / total  // 2 word + 1 at least
    return doubled / 2
  }

  @Test("fires for exactly the words that are its own, to 2⁻⁵⁰ of all", arguments: [0, 1, 2, 5, 11])
  func ownWords(place: Int) {
    let (rates, below) = rates(place)
    let total: UInt128 = 2 << 40 + 1
    let lower = UInt128(below * 0x1p40)
    let first = firstWord(at: lower, of: total)
    let end = firstWord(at: lower + 1, of: total)  // 2⁶⁴ for the last process
    let tolerance: UInt128 = 1 << 12
    #expect(end - first > 8_388_000 && end - first < 8_389_000)
    let step = (end - first) / 100
    for i in 0...100 {
      let inside = min(max(first + UInt128(i) * step, first + tolerance), end - tolerance)
      #expect(Draw(rates, UInt64(inside)).process == place, "inside, \(i)")
    }
    for distance in [tolerance, tolerance + 1, 1 << 14, 1 << 20, 1 << 40] {
      if first >= distance { #expect(Draw(rates, UInt64(first - distance)).process != place, "\(distance) below") }
      let beyond = end + distance
      if beyond < 1 << 64 { #expect(Draw(rates, UInt64(beyond)).process != place, "\(distance) above") }
    }
    // The number of its words, found by bisection of both ends, is right to one part in a thousand.
    func boundary(_ low: UInt128, _ high: UInt128, _ isBeyond: (Int) -> Bool) -> UInt128 {
      var (low, high) = (low, high)
      while high - low > 1 {
        let middle = (low + high) / 2
        if isBeyond(Draw(rates, UInt64(middle)).process) { high = middle } else { low = middle }
      }
      return high
    }
    let found =
      (end == 1 << 64 ? end : boundary(first + tolerance, end + tolerance) { $0 > place })
      - (first == 0 ? 0 : boundary(first - tolerance, first + tolerance) { $0 >= place })
    #expect(abs(Double(found) / Double(end - first) - 1) < 1e-3, "\(found) of \(end - first) words")
  }

  @Test("a process with less than 2⁻¹¹ of the rate takes the time from an extra word, others do not")
  func extraWord() {
    let middle = word(0.5)
    for share in [0x1p-12, 0x1p-40, 0x1.fffp-12] {
      let rates = [(1 - share) / 2, share, (1 - share) / 2]
      for time in [0.25, 0.9, 1e-9] {
        let draw = Draw(rates, middle, extra: word(time))
        #expect(draw.process == 1 && draw.extras == 1, "\(share)")
        #expect(abs(draw.wait / -log(time) - 1) < 1e-6, "\(share): \(draw.wait)")
      }
    }
    for share in [0x1p-10, 0x1.001p-11, 0.5] {
      let rates = [(1 - share) / 2, share, (1 - share) / 2]
      let draw = Draw(rates, middle, extra: 0)
      #expect(draw.process == 1 && draw.extras == 0, "\(share)")
      #expect(abs(draw.wait - log(2.0)) < 1e-6, "\(share): \(draw.wait)")
    }
  }

  @Test("words near zero wait long: 30 means and more, each word another time")
  func longTimes() {
    for rate in [1.0, 1e9, 1e-7] {
      var last = Double.infinity
      for word in [0, 1, 2, 3, 10, 100, 1000, 1_000_000] as [UInt64] {
        let draw = Draw([rate], word)
        // u = (word + ½)/2⁶⁴.
        let means = 64 * log(2.0) - log(Double(word) + 0.5)
        #expect(draw.wait * rate > 30)
        #expect(draw.wait < last || word == 1)
        if word > 0 { #expect(abs(draw.wait * rate - means) < 1e-9, "\(word): \(draw.wait * rate), \(means)") }
        last = draw.wait
      }
      #expect(Draw([rate], .max).wait < 1e-15 / rate)
      // The extra word has 53 bits: 36.7 means for its smallest.
      let rare = Draw([rate, rate * 1e-9], .max, extra: 0)
      #expect(rare.process == 1 && abs(rare.wait * rate - 54 * log(2.0)) < 1e-6)
    }
  }

  @Test("just above a threshold the times are long, too")
  func aboveThresholds() {
    // The threshold ½ is exact; 2⁴⁰ words above it, u − ½ = 2⁻²⁴.
    for distance in [1 << 20, 1 << 30, 1 << 40] as [UInt64] {
      let draw = Draw([1, 1], 1 << 63 + distance)
      #expect(draw.process == 1)
      #expect(abs(draw.wait * 2 + log(Double(distance) * 0x1p-63)) < 1e-5, "\(distance): \(draw.wait)")
    }
  }

  @Test("given the process, waiting times are exponential, and their mean is that of all (family level 1e-3)")
  func exponential() {
    // Also a process just above and one just below the share where the extra word comes in.
    let rates = [1, 0.5, 0, 0x1.2p-11 * 3.3, 0.8, 0x1p-12 * 3, 1]
    let total = rates.reduce(0, +)
    let uniform = PlainUniform(seed: 21)
    let draws = (0..<400_000).map { _ in Draw(rates, word(uniform.next()), extra: word(uniform.next())) }
    let bins = 20
    /// Whether the draws are those of `rates`, if their times are multiplied by `scale`.
    func passes(_ rates: [Double], scale: Double = 1) -> Bool {
      var counts = [[Int]](repeating: [Int](repeating: 0, count: bins), count: rates.count)
      for draw in draws {
        counts[draw.process][min(bins - 1, Int(exp(-draw.wait * total * scale) * Double(bins)))] += 1
      }
      let sum = rates.reduce(0, +)
      var worst = 1.0
      for (i, rate) in rates.enumerated() where rate > 0 {
        let n = Double(counts[i].reduce(0, +))
        let expected = Double(draws.count) * rate / sum
        worst = min(worst, Significance.normal(beyond: (n - expected) / (expected * (1 - rate / sum)).squareRoot()))
        let even = n / Double(bins)
        if even < 5 { continue }
        let chiSquare = counts[i].reduce(0) { $0 + (Double($1) - even) * (Double($1) - even) / even }
        worst = min(worst, Significance.chiSquareTwoSided(chiSquare, degrees: bins - 1))
      }
      return worst > 1e-3 / 12
    }
    #expect(passes(rates))
    #expect(draws.allSatisfy { $0.process != 2 })
    // Twins: a rate 2 % too large; times 2 % too long.
    #expect(!passes([1.02, 0.5, 0] + rates[3...]))
    #expect(!passes(rates, scale: 1.02))
  }
}
