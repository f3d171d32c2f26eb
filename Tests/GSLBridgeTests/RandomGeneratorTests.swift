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
    "every generator stays in its range, and a block is the low 32 bits of its values, at its places only",
    arguments: RandomGeneratorType.all)
  func blocks(type: RandomGeneratorType) throws {
    var single = try RandomGenerator(type)
    var block = try RandomGenerator(type)
    single.seed(2020)
    block.seed(2020)
    // Several blocks: each must go on where the last one ended.
    for (length, first, stride) in [(37, 0, 1), (100, 3, 8), (64, 60, 8), (5, 4, 1)] {
      let places = Array(Swift.stride(from: first, to: length, by: stride))
      let values = places.map { _ in single.next() }
      #expect(values.allSatisfy { (type.minimum...type.maximum).contains($0) })
      if length > 64 { #expect(Set(values).count > 1) }
      var words = [UInt32](repeating: 7, count: length)
      var expected = words
      block.fill(&words, from: first, stride: stride)
      for (place, value) in zip(places, values) { expected[place] = UInt32(value & 0xFFFF_FFFF) }
      #expect(words == expected, "\(length), \(first), \(stride)")
    }
    #expect(block.next() == single.next())
  }

  @Test("an empty block, or one that begins beyond its end, draws nothing")
  func emptyBlock() throws {
    let type = try #require(RandomGeneratorType.named("taus2"))
    var single = try RandomGenerator(type)
    var block = try RandomGenerator(type)
    var nothing: [UInt32] = []
    block.fill(&nothing, from: 0, stride: 1)
    nothing = [1, 2]
    block.fill(&nothing, from: 2, stride: 8)
    block.fill(&nothing, from: 9, stride: 8)
    #expect(nothing == [1, 2])
    #expect(block.next() == single.next())
  }

  @Test("a state written over the old one starts its own sequence: L'Ecuyer's recurrence, computed here")
  func state() throws {
    var generator = try RandomGenerator(#require(RandomGeneratorType.named("taus113")))
    var (z1, z2, z3, z4): (UInt64, UInt64, UInt64, UInt64) = (0x1234_5678, 0x89AB_CDE8, 0xFEDC_BA90, 0x7654_3280)
    generator.seed(5)
    for _ in 0..<100 { _ = generator.next() }
    generator.writeState([z1, z2, z3, z4], at: 0)
    // LFSR113 as printed by L'Ecuyer, Math. Comp. 68, 261 (1999), figure 1.
    func step(_ z: UInt64, _ q: UInt64, _ s: UInt64, _ p: UInt64, _ mask: UInt64) -> UInt64 {
      let b = ((z << q & 0xFFFF_FFFF) ^ z) >> p
      return (z & mask) << s & 0xFFFF_FFFF ^ b
    }
    for _ in 0..<1000 {
      z1 = step(z1, 6, 18, 13, 0xFFFF_FFFE)
      z2 = step(z2, 2, 2, 27, 0xFFFF_FFF8)
      z3 = step(z3, 13, 7, 21, 0xFFFF_FFF0)
      z4 = step(z4, 3, 13, 12, 0xFFFF_FF80)
      #expect(generator.next() == z1 ^ z2 ^ z3 ^ z4)
    }
  }

  @Test("a part of the state written over leaves the rest")
  func partOfTheState() throws {
    let type = try #require(RandomGeneratorType.named("taus113"))
    var whole = try RandomGenerator(type)
    var parts = try RandomGenerator(type)
    whole.writeState([0x1111_1112, 0x2222_2228, 0x3333_3330, 0x4444_4480], at: 0)
    parts.writeState([0x3333_3330, 0x4444_4480], at: 16)
    #expect(parts.next() != whole.next())
    whole.writeState([0x1111_1112, 0x2222_2228, 0x3333_3330, 0x4444_4480], at: 0)
    parts.writeState([0x1111_1112, 0x2222_2228, 0x3333_3330, 0x4444_4480], at: 0)
    parts.writeState([0x2222_2228], at: 8)
    for _ in 0..<100 { #expect(parts.next() == whole.next()) }
  }

  @Test("behind an offset: gfsr4's four lagged numbers, after the place that it has reached")
  func offset() throws {
    var generator = try RandomGenerator(#require(RandomGeneratorType.named("gfsr4")))
    generator.seed(3)  // leaves the place at 32
    generator.writeState((0..<16384).map { UInt64($0) }, at: 8)
    // R. M. Ziff, Computers in Physics 12, 385 (1998): x_n = x_(n−471) ^ x_(n−1586) ^ x_(n−6988) ^ x_(n−9689).
    var expected: UInt64 = 0
    for lag in [471, 1586, 6988, 9689] { expected ^= UInt64(16384 + 33 - lag) }
    #expect(generator.next() == expected)
  }
}
