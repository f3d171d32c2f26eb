public import GSLBridge

/// GSL's generator taus113 for eight lanes at a time: the recurrence of its source, so the same words bit for bit, without a
/// call for each of them. A lane starts from the state of a generator of GSL.
///
/// Four linear recurrences of 32 bits, whose exclusive or is the word: P. L'Ecuyer, Math. Comput. 68, 261 (1999),
/// doi:10.1090/S0025-5718-99-01039-X; `taus113.c` of GSL.
public struct TauswortheLanes {
  var z1 = SIMD8<UInt32>.zero
  var z2 = SIMD8<UInt32>.zero
  var z3 = SIMD8<UInt32>.zero
  var z4 = SIMD8<UInt32>.zero

  public init() {}

  /// The generator's name in GSL.
  package static let name = "taus113"

  /// Whether the linked GSL's generator keeps its state, and makes its words, as is done here.
  package static let isThatOfGSL: Bool = {
    guard let type = RandomGeneratorType.named(name), type.stateSize == 32 else { return false }
    var lanes = TauswortheLanes()
    var expected = [UInt32](repeating: 0, count: 16 * laneCount)
    for lane in 0..<laneCount {
      guard var generator = try? RandomGenerator(type) else { return false }
      generator.seed(UInt32(lane + 1))
      lanes.start(lane, from: generator)
      for i in 0..<16 { expected[i * laneCount + lane] = UInt32(truncatingIfNeeded: generator.next()) }
    }
    var words = expected.map { _ in UInt32(0) }
    lanes.fill(&words)
    return words == expected
  }()

  /// A lane goes on where `generator`, a taus113, stands.
  public mutating func start(_ lane: Int, from generator: borrowing RandomGenerator) {
    let state = generator.readState(count: 4)
    z1[lane] = UInt32(truncatingIfNeeded: state[0])
    z2[lane] = UInt32(truncatingIfNeeded: state[1])
    z3[lane] = UInt32(truncatingIfNeeded: state[2])
    z4[lane] = UInt32(truncatingIfNeeded: state[3])
  }

  /// The state of a lane, as GSL's generator keeps it.
  package func state(_ lane: Int) -> [UInt64] { [z1, z2, z3, z4].map { UInt64($0[lane]) } }

  /// Writes words: word i of lane l at `8·i + l`.
  @inline(never)
  public mutating func fill(_ words: inout [UInt32]) {
    var (z1, z2, z3, z4) = (z1, z2, z3, z4)
    var span = words.mutableSpan
    var bytes = span.mutableBytes
    var place = 0
    let end = bytes.byteCount
    while place + 4 * laneCount <= end {
      let b1 = ((z1 &<< 6) ^ z1) &>> 13
      z1 = ((z1 & 0xFFFF_FFFE) &<< 18) ^ b1
      let b2 = ((z2 &<< 2) ^ z2) &>> 27
      z2 = ((z2 & 0xFFFF_FFF8) &<< 2) ^ b2
      let b3 = ((z3 &<< 13) ^ z3) &>> 21
      z3 = ((z3 & 0xFFFF_FFF0) &<< 7) ^ b3
      let b4 = ((z4 &<< 3) ^ z4) &>> 12
      z4 = ((z4 & 0xFFFF_FF80) &<< 13) ^ b4
      bytes.storeBytes(of: z1 ^ z2 ^ z3 ^ z4, toByteOffset: place, as: SIMD8<UInt32>.self)
      place += 4 * laneCount
    }
    (self.z1, self.z2, self.z3, self.z4) = (z1, z2, z3, z4)
  }
}
