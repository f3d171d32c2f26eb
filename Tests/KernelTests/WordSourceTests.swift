import Foundation
import GSLBridge
import Kernel
import TestSupport
import Testing

@Suite("Words from values of any range")
struct WordSourceTests {
  @Test(
    "the values used are most of the range, evenly many for each combination of bits",
    arguments: RandomGeneratorType.all)
  func ranges(type: RandomGeneratorType) {
    let source = WordSource(type)
    let range = type.maximum - type.minimum + 1
    #expect(source.limit == source.divisor << UInt64(source.bits))
    #expect(source.limit <= range)
    #expect(Double(range - source.limit) <= Double(range) / 64)
    if range.nonzeroBitCount == 1 { #expect(source.limit == range && source.divisor == 1) }
  }

  @Test(
    "words are the leading bits of the values, the first on top", arguments: ["minstd", "uni", "ranmar", "cmrg", "zuf"])
  func bits(generator: String) throws {
    let type = try #require(RandomGeneratorType.named(generator))
    var block = try RandomGenerator(type)
    var single = try RandomGenerator(type)
    block.seed(9)
    single.seed(9)
    // In three pieces, every fifth place: a word takes whole values, so pieces make no difference.
    var all = [UInt32](repeating: 0xDEAD_BEEF, count: 500)
    for piece in [0..<203, 203..<353, 353..<500] {
      var words = Array(all[..<piece.upperBound])
      let first = stride(from: 3, to: 500, by: 5).first { $0 >= piece.lowerBound } ?? 500
      WordSource(type).fill(&words, from: first, stride: 5, of: &block)
      all.replaceSubrange(..<piece.upperBound, with: words)
    }
    #expect(all.indices.allSatisfy { $0 % 5 == 3 || all[$0] == 0xDEAD_BEEF })
    let words = stride(from: 3, to: 500, by: 5).map { all[$0] }
    // As text: the bits of each value that is used, one after the other, cut to 32 for each word.
    let range = type.maximum - type.minimum + 1
    var width = 0
    while 1 << UInt64(width + 1) <= range { width += 1 }
    if 1 << UInt64(width) != range { width -= 6 }
    let share = range / (1 << UInt64(width))
    for word in words {
      var text = ""
      while text.count < 32 {
        let value = single.next() - type.minimum
        if value >= share << UInt64(width) { continue }
        let digits = String(value / share, radix: 2)
        text += String(repeating: "0", count: width - digits.count) + digits
      }
      #expect(
        String(text.prefix(32)) == String(repeating: "0", count: word.leadingZeroBitCount) + String(word, radix: 2))
    }
  }

  @Test("words of generators of odd ranges are even in every hexadecimal digit (family level 1e-3)")
  func uniform() throws {
    let generators = [
      "minstd", "ran1", "ran2", "ranmar", "uni", "uni32", "cmrg", "mrg", "knuthran2", "ranlxs0", "taus113",
    ]
    for generator in generators {
      var stream = try RandomStream(
        #require(RandomGeneratorType.named(generator)), identity: StreamIdentity(seed: 4, point: 0, trajectory: 0),
        ordinal: 0)
      var counts = [[Int]](repeating: [Int](repeating: 0, count: 16), count: 16)
      for _ in 0..<8000 {
        let word = stream.nextPair()
        for place in 0..<16 { counts[place][Int(word >> UInt64(60 - 4 * place) & 15)] += 1 }
      }
      for place in 0..<16 {
        let probability = Significance.chiSquareTwoSided(chiSquare(counts[place]), degrees: 15)
        #expect(probability > 1e-3 / Double(16 * generators.count), "\(generator), digit \(place): \(counts[place])")
      }
      // The twin: half the cases of one value taken for the next, 3 % of all.
      counts[3][6] += counts[3][5] / 2
      counts[3][5] -= counts[3][5] / 2
      #expect(Significance.chiSquareTwoSided(chiSquare(counts[3]), degrees: 15) < 1e-3 / Double(16 * generators.count))
    }
  }

  private func chiSquare(_ counts: [Int]) -> Double {
    let even = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0) { $0 + (Double($1) - even) * (Double($1) - even) / even }
  }
}

extension RandomStream {
  /// Two words as one of 64 bits, the first on top: enough bits that chance does not make two alike.
  mutating func nextPair() -> UInt64 {
    let high = UInt64(next())
    return high << 32 | UInt64(next())
  }
}
