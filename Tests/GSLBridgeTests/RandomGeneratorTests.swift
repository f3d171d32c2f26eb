import GSLBridge
import Testing

@Suite("GSL's generators")
struct RandomGeneratorTests {
  /// Outputs of GSL 2.7.1 called from C, `nil` for the default seed. Several are in GSL's own rng/test.c:
  /// mt19937 4357 → 1186927261, taus2 1 → 2733957125 (10000th), taus113 1 → 1925420673.
  struct Known: Sendable, CustomTestStringConvertible {
    let name: String
    let seed: UInt32?
    let first: [UInt64]
    let thousandth: UInt64
    let tenThousandth: UInt64
    var testDescription: String { "\(name), seed \(seed.map(String.init) ?? "default")" }
  }

  static let known: [Known] = [
    Known(
      name: "mt19937", seed: nil, first: [4_293_858_116, 699_692_587, 1_213_834_231], thousandth: 1_186_927_261,
      tenThousandth: 4_235_793_735),
    Known(
      name: "mt19937", seed: 4357, first: [4_293_858_116, 699_692_587, 1_213_834_231], thousandth: 1_186_927_261,
      tenThousandth: 4_235_793_735),
    Known(
      name: "mt19937", seed: 1, first: [1_791_095_845, 4_282_876_139, 3_093_770_124], thousandth: 548_926_898,
      tenThousandth: 1_237_896_635),
    Known(
      name: "taus2", seed: 1, first: [802_792_108, 4_084_684_829, 2_342_628_799], thousandth: 269_738_969,
      tenThousandth: 2_733_957_125),
    Known(
      name: "taus2", seed: 123_456_789, first: [3_426_689_362, 1_754_403_223, 1_270_643_474], thousandth: 242_174_595,
      tenThousandth: 1_365_697_098),
    Known(
      name: "taus113", seed: 1, first: [3_484_351_685, 2_581_081_208, 3_376_834_034], thousandth: 1_925_420_673,
      tenThousandth: 513_757_578),
    Known(
      name: "gfsr4", seed: nil, first: [2_901_276_280, 1_033_950_156, 1_085_372_346], thousandth: 2_305_572_138,
      tenThousandth: 3_660_657_344),
    Known(
      name: "gfsr4", seed: 1, first: [1_782_013_745, 2_160_436_774, 3_401_042_096], thousandth: 1_899_665_076,
      tenThousandth: 3_506_547_054),
    Known(
      name: "ranlxs0", seed: 4357, first: [11_490_447, 9_128_635, 6_225_408], thousandth: 6_189_605,
      tenThousandth: 8_160_499),
    Known(
      name: "ranlxd2", seed: nil, first: [331_802_712, 2_993_385_395, 3_139_848_444], thousandth: 1_379_059_216,
      tenThousandth: 3_949_287_736),
    Known(
      name: "minstd", seed: 1, first: [16807, 282_475_249, 1_622_650_073], thousandth: 522_329_230,
      tenThousandth: 1_043_618_065),
  ]

  @Test("known outputs", arguments: known)
  func outputs(known: Known) throws {
    var generator = try RandomGenerator(#require(RandomGeneratorType.named(known.name)))
    if let seed = known.seed { generator.seed(seed) }
    var values: [UInt64] = []
    for _ in 0..<10_000 { values.append(generator.next()) }
    #expect(Array(values.prefix(3)) == known.first)
    #expect(values[999] == known.thousandth)
    #expect(values[9_999] == known.tenThousandth)
  }

  @Test("seeding starts the sequence again, other seeds start others")
  func seeding() throws {
    var generator = try RandomGenerator(#require(RandomGeneratorType.named("taus2")))
    func sequence(_ seed: UInt32) -> [UInt64] {
      generator.seed(seed)
      return (0..<20).map { _ in generator.next() }
    }
    let first = sequence(7)
    #expect(sequence(8) != first)
    #expect(sequence(7) == first)
  }

  @Test("the table: every generator once, found by its name")
  func names() {
    let names = RandomGeneratorType.all.map(\.name)
    #expect(names.count >= 60)
    #expect(Set(names).count == names.count)
    for type in RandomGeneratorType.all { #expect(RandomGeneratorType.named(type.name) == type) }
    for unknown in ["", "mt1993", "MT19937", "mt19937 ", "none"] {
      #expect(RandomGeneratorType.named(unknown) == nil, "\(unknown)")
    }
  }

  @Test("ranges and state sizes are GSL's")
  func facts() throws {
    let mersenne = try #require(RandomGeneratorType.named("mt19937"))
    #expect(mersenne.minimum == 0 && mersenne.maximum == 4_294_967_295 && mersenne.stateSize == 5000)
    let minstd = try #require(RandomGeneratorType.named("minstd"))
    #expect(minstd.minimum == 1 && minstd.maximum == 2_147_483_646 && minstd.stateSize == 8)
    let gfsr4 = try #require(RandomGeneratorType.named("gfsr4"))
    #expect(gfsr4.stateSize == 131_080)
  }

  @Test(
    "every generator stays in its range, and a block is its values one after the other",
    arguments: RandomGeneratorType.all)
  func blocks(type: RandomGeneratorType) throws {
    var single = try RandomGenerator(type)
    var block = try RandomGenerator(type)
    single.seed(2020)
    block.seed(2020)
    // Two blocks, of odd lengths, so that a block must go on where the last one ended.
    for length in [37, 100] {
      let expected = (0..<length).map { _ in single.next() }
      #expect(expected.allSatisfy { (type.minimum...type.maximum).contains($0) })
      var words = [UInt32](repeating: 0, count: length)
      words.withUnsafeMutableBufferPointer { block.fill($0) }
      #expect(words == expected.map { UInt32(truncatingIfNeeded: $0) })
      #expect(Set(words).count > 1)
    }
    #expect(block.next() == single.next())
  }

  @Test("a saved state, written back, repeats the sequence", arguments: ["mt19937", "taus2", "gfsr4", "ranlxd2"])
  func state(name: String) throws {
    var generator = try RandomGenerator(#require(RandomGeneratorType.named(name)))
    for _ in 0..<1000 { _ = generator.next() }
    let saved = generator.withState { Array($0) }
    #expect(saved.count == generator.type.stateSize)
    let first = (0..<2000).map { _ in generator.next() }
    let then = (0..<2000).map { _ in generator.next() }
    #expect(then != first)
    generator.withState { $0.copyBytes(from: saved) }
    #expect((0..<2000).map { _ in generator.next() } == first)
  }
}
