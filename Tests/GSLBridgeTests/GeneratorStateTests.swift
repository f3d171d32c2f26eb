import Testing

import GSLBridge

/// States of generators that come from a file: what is none is refused before GSL sees it.
@Suite struct GeneratorStateTests {
  /// Every generator of the linked GSL is known, and takes the states that it has itself: fresh, and after any number of draws.
  @Test(arguments: RandomGeneratorType.all)
  func ownStates(_ type: RandomGeneratorType) throws {
    let layout = try #require(GeneratorStateLayout(of: type.name), "\(type.name)")
    #expect(layout.size == type.stateSize, "\(type.name)")
    for seed: UInt32 in [0, 1, 2, 4357, 305, 0x7FFF_FFFE] {
      var generator = try RandomGenerator(type)
      generator.seed(seed)
      var other = try RandomGenerator(type)
      for draws in [0, 1, 1, 7, 100, 700] {
        for _ in 0..<draws { _ = generator.next() }
        try other.restore(stateBytes: generator.stateBytes)
        #expect(other.stateBytes == generator.stateBytes, "\(type.name), seed \(seed)")
        #expect(other.next() == generator.next(), "\(type.name), seed \(seed)")
      }
    }
  }

  /// Each index takes the values that the layout allows, up to the ends, and no others: it is in this place, and the range is
  /// not too wide.
  @Test(arguments: RandomGeneratorType.all)
  func indices(_ type: RandomGeneratorType) throws {
    let layout = try #require(GeneratorStateLayout(of: type.name))
    for case .index(let place, let count, let range) in layout.fields where range.count > 1 {
      for offset in stride(from: place, to: place + 4 * count, by: 4) {
        var generator = try RandomGenerator(type)
        generator.seed(1)
        var seen: Set<UInt32> = []
        // Tables are made anew every n draws: more than a table of each.
        for _ in 0..<max(400, 2 * range.count) {
          let bytes = generator.stateBytes
          seen.insert(bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
          _ = generator.next()
        }
        #expect(seen.allSatisfy(range.contains), "\(type.name), byte \(offset)")
        // RANLUX in double precision turns its table by a fixed step each time, so that one index stays in a few places.
        let isFixed = type.name.hasPrefix("ranlx") && seen.count < range.count
        #expect(
          isFixed || seen.count >= range.count - 1, "\(type.name), byte \(offset): \(seen.count) of \(range.count)")
        #expect(isFixed || seen.contains(range.upperBound) || seen.contains(range.upperBound - 1), "\(type.name)")
      }
    }
  }

  /// Every word of the state in turn is replaced by hostile ones: refused, or the generator goes on within its range.
  @Test(arguments: RandomGeneratorType.all)
  func hostileWords(_ type: RandomGeneratorType) throws {
    var generator = try RandomGenerator(type)
    generator.seed(1)
    for _ in 0..<3 { _ = generator.next() }
    let good = generator.stateBytes
    // Large tables: their beginning, their end, and some between.
    let step = max(1, good.count / 4 / 40)
    for word in 0..<(good.count / 4) where word < 6 || word >= good.count / 4 - 12 || word % step == 0 {
      for value: UInt32 in [0x7FFF_FFFF, 0xFFFF_FFFF, 0x8000_0000, 0x0FFF_FFFF, 0x7FF8_0000, 0] {
        var bytes = good
        withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(4 * word..<4 * word + 4, with: $0) }
        do throws(GeneratorStateError) {
          try generator.restore(stateBytes: bytes)
          for _ in 0..<60 {
            let number = generator.next()
            #expect(number >= type.minimum && number <= type.maximum, "\(type.name), word \(word) = \(value)")
          }
        } catch {
          #expect(error.description.hasPrefix("no state of \(type.name): "))
        }
      }
    }
  }

  /// Indices one beyond their table, typed here a second time: refused.
  @Test(
    arguments: [
      ("mt19937", 4992, 625), ("gfsr4", 0, 16_385), ("ranlux", 0, 24), ("ranlux", 4, 24), ("ranlxd1", 104, 12),
      ("ranlxd2", 108, 12), ("ranlxs0", 296, 12), ("ranlxs1", 300, 12), ("ranlxs2", 304, 24), ("r250", 0, 250),
      ("ran3", 0, 56), ("ran3", 4, 56), ("zuf", 0, 607), ("tt800", 0, 26), ("uni", 0, 17), ("uni32", 4, 17),
      ("ranmar", 0, 97), ("knuthran", 0, 2009), ("knuthran2002", 0, 1009), ("random256-bsd", 4, 63),
      ("random32-bsd", 0, 7),
      ("ran1", 8, 0x7FFF_FFFF), ("ran2", 16, 2_147_483_563),
    ] as [(String, Int, UInt32)])
  func beyondTheEnd(_ item: (name: String, offset: Int, value: UInt32)) throws {
    var generator = try RandomGenerator(try #require(RandomGeneratorType.named(item.name)))
    generator.seed(1)
    let good = generator.stateBytes
    var bytes = good
    withUnsafeBytes(of: item.value.littleEndian) { bytes.replaceSubrange(item.offset..<item.offset + 4, with: $0) }
    #expect(throws: GeneratorStateError.self) { try generator.restore(stateBytes: bytes) }
    #expect(generator.stateBytes == good)
    #expect(throws: GeneratorStateError.self) { try generator.restore(stateBytes: Array(good.dropLast())) }
  }
}
