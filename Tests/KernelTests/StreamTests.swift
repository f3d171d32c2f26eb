import ClusterModel
import Foundation
import GSLBridge
import Kernel
import TestSupport
import Testing

@Suite("Streams")
struct StreamTests {
  static let wholeState = [
    "taus113", "mt19937", "mt19937_1999", "mt19937_1998", "gfsr4", "ranlxs0", "ranlxs1", "ranlxs2", "ranlxd1",
    "ranlxd2",
    "cmrg", "mrg",
  ]

  /// An identity, and its neighbours in each coordinate, near and far.
  static let neighbours: [StreamIdentity] = {
    var result: [StreamIdentity] = []
    for seed in [0, 1, 2, 1 << 32, 1 << 63, .max] as [UInt64] {
      result.append(StreamIdentity(seed: seed, point: 0, trajectory: 0))
    }
    for point in [1, 2, 1 << 10, StreamIdentity.maximumPoints - 1] {
      result.append(StreamIdentity(seed: 1, point: point, trajectory: 0))
    }
    for trajectory in [1, 2, 3, 4, 1 << 13, StreamIdentity.maximumTrajectories - 1] {
      result.append(StreamIdentity(seed: 1, point: 0, trajectory: trajectory))
      result.append(StreamIdentity(seed: 1, point: 1, trajectory: trajectory))
    }
    return result.flatMap { [$0, $0.with(purpose: .directions), $0.with(purpose: .rareTimes)] }
  }()

  /// The first words of a stream, two and two together.
  private func firstWords(_ generator: String, _ identity: StreamIdentity, ordinal: Int, count: Int) throws -> [UInt64]
  {
    var stream = try RandomStream(
      #require(RandomGeneratorType.named(generator)), identity: identity, ordinal: ordinal)
    return (0..<count).map { _ in stream.nextPair() }
  }

  @Test("neighbours in seed, point, trajectory and purpose start with different words", arguments: wholeState)
  func neighbours(generator: String) throws {
    #expect(StreamSeeding.separation(of: try #require(RandomGeneratorType.named(generator))) == .wholeState)
    var seen: Set<UInt64> = []
    for identity in StreamTests.neighbours {
      // The ordinal must not matter.
      let words = try firstWords(generator, identity, ordinal: 7, count: 4)
      #expect(try firstWords(generator, identity, ordinal: 8, count: 4) == words)
      seen.formUnion(words)
    }
    // 64 random bits do not meet among some hundred.
    #expect(seen.count == 4 * StreamTests.neighbours.count)
  }

  @Test("for generators with 32-bit seeds it is seed, ordinal and purpose that separate")
  func shortSeeds() throws {
    for generator in ["taus2", "ranmar", "mt19937_x", "minstd"] {
      guard let type = RandomGeneratorType.named(generator) else { continue }
      #expect(StreamSeeding.separation(of: type) == .seed32)
      #expect(StreamSeeding.maximumStreams(of: type) == 1 << 28)
      var seen: Set<[UInt64]> = []
      var count = 0
      for seed in [0, 1, 2, 1 << 40] as [UInt64] {
        for ordinal in [0, 1, 2, 1000, 1 << 28 - 1] {
          for purpose in [StreamIdentity.Purpose.events, .directions, .rareTimes] {
            let identity = StreamIdentity(seed: seed, point: 0, trajectory: 0, purpose: purpose)
            seen.insert(try firstWords(generator, identity, ordinal: ordinal, count: 2))
            count += 1
          }
        }
      }
      #expect(seen.count == count, "\(generator)")
    }
    #expect(StreamSeeding.maximumStreams(of: try #require(RandomGeneratorType.named("taus113"))) == nil)
  }

  @Test("a hundred thousand identities have as many states of taus113, all of them allowed")
  func states() {
    var seen: Set<[UInt64]> = []
    func insert(_ identity: StreamIdentity) {
      let state = StreamSeeding.taus113State(identity)
      // L'Ecuyer's registers of 31, 29, 28 and 25 bits, each in the top of 32 bits and not zero.
      let smallest: [UInt64] = [2, 8, 16, 128]
      guard zip(state, smallest).allSatisfy({ $0 >= $1 && $0 < 1 << 32 && $0 % $1 == 0 }), state.count == 4 else {
        Issue.record("\(identity): \(state)")
        return
      }
      #expect(seen.insert(state).inserted, "\(identity)")
    }
    for i in 0..<25_000 {
      insert(StreamIdentity(seed: 1, point: 0, trajectory: i))
      insert(StreamIdentity(seed: 1, point: i + 1, trajectory: i * 2000))
      insert(StreamIdentity(seed: UInt64(i) << 20 + 2, point: 5, trajectory: 1))
      insert(StreamIdentity(seed: 1, point: 0, trajectory: i, purpose: .directions))
    }
    #expect(seen.count == 100_000)
  }

  @Test(
    "a state with an empty register is passed over", arguments: [(25, 868_289), (32, 13_487_905), (21, 13_718_770)])
  func emptyRegister(point: Int, trajectory: Int) {
    // Found by search: for these the bijection's first answer has a fourth, second or third register of zeros, which
    // would stay zero for ever.
    let state = StreamSeeding.taus113State(StreamIdentity(seed: 1, point: point, trajectory: trajectory))
    #expect(state.allSatisfy { $0 > 0 }, "\(state)")
  }

  @Test("the bits of the states are even, whatever the coordinate that counts (family level 1e-3)")
  func stateBits() {
    // Of 4096 identities that differ in one coordinate, each of the 113 bits is set in half: 3 × 113 normal numbers.
    let limit = Significance.normalLimit(level: 1e-3, count: 3 * 113)
    let makers: [(Int) -> StreamIdentity] = [
      { StreamIdentity(seed: UInt64($0), point: 0, trajectory: 0) },
      { StreamIdentity(seed: 1, point: $0, trajectory: 0) }, { StreamIdentity(seed: 1, point: 0, trajectory: $0) },
    ]
    for (coordinate, make) in makers.enumerated() {
      var set = [[Int]](repeating: [Int](repeating: 0, count: 32), count: 4)
      for i in 0..<4096 {
        for (place, value) in StreamSeeding.taus113State(make(i)).enumerated() {
          for bit in 0..<32 where value >> UInt64(bit) & 1 == 1 { set[place][bit] += 1 }
        }
      }
      for (place, lowest) in [1, 3, 4, 7].enumerated() {
        for bit in lowest..<32 {
          #expect(
            abs(Double(set[place][bit] - 2048)) < limit * 32, "coordinate \(coordinate), word \(place), bit \(bit)")
        }
      }
    }
  }

  @Test(
    "a hundred thousand ordinals have as many 32-bit seeds, for all purposes, from 1 to 2³¹ − 2", arguments: [0, 1, 99])
  func distinctSeeds(seed: UInt64) {
    var seen: Set<UInt32> = []
    let top = 1 << 28 - 1
    for ordinal in Array(0..<33_333) + Array((top - 333)...top) {
      for purpose in [StreamIdentity.Purpose.events, .directions, .rareTimes] {
        let identity = StreamIdentity(seed: seed, point: 3, trajectory: 9, purpose: purpose)
        let value = StreamSeeding.distinctSeed(identity, ordinal: ordinal)
        guard value >= 1, value <= 2_147_483_646, seen.insert(value).inserted else {
          Issue.record("ordinal \(ordinal), \(purpose): \(value)")
          return
        }
      }
    }
    #expect(seen.count == 3 * (33_333 + 334))
  }

  @Test("the first values of taus113 are those of its state after the ten that are passed over, the first on top")
  func order() throws {
    let identity = StreamIdentity(seed: 12, point: 3, trajectory: 4)
    let type = try #require(RandomGeneratorType.named("taus113"))
    var generator = try RandomGenerator(type)
    generator.writeState(StreamSeeding.taus113State(identity), at: 0)
    for _ in 0..<10 { _ = generator.next() }
    // More than one block.
    var stream = try RandomStream(type, identity: identity, ordinal: 0)
    for _ in 0..<1200 { #expect(UInt64(stream.next()) == generator.next()) }
  }

  @Test("extra words have a stream of their own and take nothing from the others")
  func extras() throws {
    for generator in ["taus113", "taus2", "ranlxs0"] {
      let type = try #require(RandomGeneratorType.named(generator))
      let identity = StreamIdentity(seed: 5, point: 6, trajectory: 7)
      let plain = try firstWords(generator, identity, ordinal: 3, count: 20)
      let rare = try firstWords(generator, identity.with(purpose: .rareTimes), ordinal: 3, count: 20)
      var stream = try RandomStream(type, identity: identity, ordinal: 3)
      var (words, extras): ([UInt64], [UInt64]) = ([], [])
      for _ in 0..<20 {
        extras.append(stream.extra())
        words.append(stream.nextPair())
      }
      #expect(words == plain && extras == rare, "\(generator)")
    }
  }
}
