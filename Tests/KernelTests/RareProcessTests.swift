import ClusterModel
import Foundation
import Kernel
import TestSupport
import Testing

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

  /// The smallest word whose u·total is not below `threshold`/2⁴⁰, but for 2⁻²² of a word; total and threshold in units
  /// of 2⁻⁴⁰.
  private func firstWord(at threshold: UInt128, of total: UInt128) -> UInt128 {
    // (word + 2⁻²²)/2⁶⁴ · total ≥ threshold
    (threshold << 64 + total - 1) / total
  }

  @Test("fires for exactly the words that are its own, to 2⁻⁵² of all", arguments: [0, 1, 2, 5, 11])
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

  @Test("a process with less than 2⁻⁹ of the rate takes the time from an extra word, others do not")
  func extraWord() {
    let middle = word(0.5)
    for share in [0x1p-10, 0x1p-40, 0x1.fffp-10] {
      let rates = [(1 - share) / 2, share, (1 - share) / 2]
      for time in [0.25, 0.9, 1e-9] {
        let draw = Draw(rates, middle, extra: word(time))
        #expect(draw.process == 1 && draw.extras == 2, "\(share)")
        // 53 bits: to half of 2⁻⁵³ of the extra word.
        #expect(abs(draw.wait / -log(time) - 1) < 1e-6 * 0x1p-20 + 1e-14 + 0x1p-54 / time, "\(share): \(draw.wait)")
      }
    }
    for share in [0x1p-8, 0x1.001p-9, 0.5] {
      let rates = [(1 - share) / 2, share, (1 - share) / 2]
      let draw = Draw(rates, middle, extra: 0)
      #expect(draw.process == 1 && draw.extras == 0, "\(share)")
      #expect(abs(draw.wait / log(2.0) - 1) < cellError(share: 0.5, rate: share, total: 1), "\(share): \(draw.wait)")
    }
  }

  @Test("words near zero wait long: 30 means and more, each word another time")
  func longTimes() {
    for rate in [1.0, 1e9, 1e-7] {
      var last = Double.infinity
      for word in [0, 1, 2, 3, 10, 100, 1000, 1_000_000] as [UInt64] {
        let draw = Draw([rate], word)
        // u = (word + 2⁻²²)/2⁶⁴.
        let means = 64 * log(2.0) - log(Double(word) + 0x1p-22)
        #expect(draw.wait * rate > 30 && draw.wait < last && draw.extras == 1)
        #expect(abs(draw.wait * rate - means) < 1e-13 * means, "\(word): \(draw.wait * rate), \(means)")
        last = draw.wait
      }
      // The other end: the middle of the last cell.
      let shortest = Draw([rate], .max)
      #expect(shortest.wait >= 0 && shortest.wait * rate <= 0x1.001p-33)
      // The extra word has 53 bits: 37.4 means for its smallest.
      let rare = Draw([rate, rate * 1e-9], .max, extra: 0)
      #expect(rare.process == 1 && abs(rare.wait * rate - 54 * log(2.0)) < 1e-6)
    }
  }

  @Test("just above a threshold the times are long, too")
  func aboveThresholds() {
    // The threshold ½ is exact; 2⁴⁰ words above it, u − ½ = 2⁻²⁴.
    for distance in [1 << 20, 1 << 30, 1 << 40, 1 << 52] as [UInt64] {
      let draw = Draw([1, 1], 1 << 63 + distance)
      #expect(draw.process == 1 && draw.extras == 1)
      #expect(abs(draw.wait * 2 + log((Double(distance) + 0x1p-22) * 0x1p-63)) < 1e-12, "\(distance): \(draw.wait)")
    }
    // From 2⁻¹⁰ of the interval on, the cell decides.
    for distance in [1 << 53, 1 << 60] as [UInt64] {
      let draw = Draw([1, 1], 1 << 63 + distance)
      let share = Double(distance) * 0x1p-63
      #expect(draw.process == 1 && draw.extras == 0)
      #expect(abs(draw.wait * 2 / -log(share) - 1) < cellError(share: share, rate: 1, total: 2), "\(distance)")
    }
  }

  @Test("given the process, waiting times are exponential, and their mean is that of all (family level 1e-3)")
  func exponential() {
    // Also a process just above and one just below the share where the extra word comes in, and a rare one.
    let rates = [1, 0.5, 0, 0.0067, 0.8, 0.0063, 1, 0.003]
    let total = rates.reduce(0, +)
    #expect(rates[3] > total / 512 && rates[5] < total / 512)
    let uniform = PlainUniform(seed: 21)
    let draws = (0..<400_000).map { _ in Draw(rates, word(uniform.next()), extra: word(uniform.next())) }
    // Shares e^−(wait·total): twenty even bins, the lowest split about 2⁻¹⁰, below which times are refined.
    let even = (1...20).map { Double($0) / 20 }
    let bounds = [0x1p-12, 0x1p-11, 0x1p-10, 0x1p-9] + even
    /// Whether the draws are those of `rates`, if their times are multiplied by `scale`.
    func passes(_ rates: [Double], scale: Double = 1) -> Bool {
      let sum = rates.reduce(0, +)
      var worst = 1.0
      for (i, rate) in rates.enumerated() where rate > 0 {
        let shares = draws.filter { $0.process == i }.map { exp(-$0.wait * total * scale) }
        let n = Double(shares.count)
        let expected = Double(draws.count) * rate / sum
        worst = min(worst, Significance.normal(beyond: (n - expected) / (expected * (1 - rate / sum)).squareRoot()))
        if n < 100 { continue }
        let bounds = n * 0x1p-12 < 5 ? even : bounds
        var counts = [Int](repeating: 0, count: bounds.count)
        for share in shares { counts[bounds.firstIndex { share <= $0 } ?? bounds.count - 1] += 1 }
        var (chiSquare, below) = (0.0, 0.0)
        for (bound, count) in zip(bounds, counts) {
          let expected = n * (bound - below)
          chiSquare += (Double(count) - expected) * (Double(count) - expected) / expected
          below = bound
        }
        worst = min(worst, Significance.chiSquareTwoSided(chiSquare, degrees: bounds.count - 1))
      }
      return worst > 1e-3 / 14
    }
    #expect(passes(rates))
    #expect(draws.allSatisfy { $0.process != 2 })
    // Twins: a rate 2 % too large; times 2 % too long.
    #expect(!passes([1.02, 0.5, 0] + rates[3...]))
    #expect(!passes(rates, scale: 1.02))
  }
}
