public import Binary
public import GSLBridge

/// A source of random words.
///
/// The kernel draws from this alone, so that tests can put a script in place of a generator.
public protocol RandomWords: ~Copyable {
  /// The next 32 random bits.
  mutating func next() -> UInt32
  /// 64 random bits from a second supply, for the few events that need more than one word: the first supply then gives
  /// exactly one word an event, and trajectories can go in step.
  mutating func extra() -> UInt64
  /// Writes what later words follow from, and reads it again into a supply of the same identity. A script has nothing to
  /// write: it cannot be gone on with.
  func encode(to writer: inout BinaryWriter)
  mutating func restore(from reader: inout BinaryReader) throws(BinaryError)
}

extension RandomWords where Self: ~Copyable {
  public func encode(to writer: inout BinaryWriter) {}
  public mutating func restore(from reader: inout BinaryReader) throws(BinaryError) {
    throw BinaryError("a script of random words")
  }
}

extension RandomWords where Self: ~Copyable {
  /// A number between 0 and 1, never either of them, from two words: 53 bits.
  mutating func nextUniform() -> Double {
    let high = UInt64(next())
    return (Double((high << 32 | UInt64(next())) >> 11) + 0.5) * 0x1p-53
  }
  /// A number between 0 and 1, never either of them, from an extra word: 53 bits.
  mutating func extraUniform() -> Double { (Double(extra() >> 11) + 0.5) * 0x1p-53 }
}

/// The random words of one trajectory: a GSL generator read in blocks.
public struct RandomStream: RandomWords, ~Copyable {
  var generator: RandomGenerator
  var block: [UInt32]
  var position: Int
  private let source: WordSource
  private let identity: StreamIdentity
  private let ordinal: Int
  /// Made when it is first needed; most trajectories never do.
  var extraGenerator: RandomGenerator?
  var extraBlock: [UInt32] = []
  var extraPosition = 0

  /// Words made at a time.
  static let blockSize = 256

  /// The stream of an identity.
  /// - Parameter ordinal: number of the trajectory counted through all points of the run.
  /// - Throws: `GSLError` if GSL cannot allocate the generator.
  public init(_ type: RandomGeneratorType, identity: StreamIdentity, ordinal: Int) throws(GSLError) {
    var generator = try RandomGenerator(type)
    StreamSeeding.start(&generator, on: identity, ordinal: ordinal)
    self.generator = generator
    block = []
    position = 0
    source = WordSource(type)
    self.identity = identity
    self.ordinal = ordinal
  }

  public mutating func extra() -> UInt64 {
    if extraPosition == extraBlock.count { refillExtra() }
    extraPosition += 2
    return UInt64(extraBlock[extraPosition - 2]) << 32 | UInt64(extraBlock[extraPosition - 1])
  }

  @inline(never)
  private mutating func refillExtra() {
    var generator = extraGenerator.take() ?? makeExtraGenerator()
    // A trajectory with few events needs few.
    if extraBlock.count < RandomStream.blockSize / 4 {
      extraBlock = Array(repeating: 0, count: max(4, 2 * extraBlock.count))
    }
    source.fill(&extraBlock, from: 0, stride: 1, of: &generator)
    extraGenerator = consume generator
    extraPosition = 0
  }

  func makeExtraGenerator() -> RandomGenerator {
    do {
      var made = try RandomGenerator(generator.type)
      StreamSeeding.start(&made, on: identity.with(purpose: .rareTimes), ordinal: ordinal)
      return made
    } catch {
      // A few bytes could not be had: there is no going on, as for any Swift allocation.
      preconditionFailure("\(error)")
    }
  }

  @inline(__always)
  public mutating func next() -> UInt32 {
    if position == block.count { refill() }
    let word = block[position]
    position += 1
    return word
  }

  @inline(never)
  private mutating func refill() {
    if block.isEmpty { block = Array(repeating: 0, count: RandomStream.blockSize) }
    source.fill(&block, from: 0, stride: 1, of: &generator)
    position = 0
  }

  /// Writes the next words to every `stride`-th place of `words`, from place `first` on.
  public mutating func write(to words: inout [UInt32], from first: Int, stride: Int) {
    var place = first
    while position < block.count && place < words.count {
      words[place] = block[position]
      position += 1
      place += stride
    }
    source.fill(&words, from: place, stride: stride, of: &generator)
  }

  /// Whether eight streams like this one can be read at a time from here on: no words are left over.
  var isReadTogether: Bool {
    position == block.count && generator.type.name == TauswortheLanes.name && TauswortheLanes.isThatOfGSL
  }

  /// Hands the generator's place on: from now on the words of this stream come from a lane of `lanes`.
  mutating func join(_ lanes: inout TauswortheLanes, _ lane: Int) { lanes.start(lane, from: generator) }
}

/// How 32 random bits are put together from the values of a generator, first value on top.
package struct WordSource: Sendable {
  /// Bits taken from one value.
  package let bits: Int
  /// Values v − minimum below `limit` are used, as (v − minimum)/`divisor`: the high bits, equally likely.
  package let divisor: UInt64
  package let limit: UInt64

  package init(_ type: RandomGeneratorType) {
    let range = type.maximum - type.minimum + 1
    let log2 = 63 - range.leadingZeroBitCount
    if range == 1 << UInt64(log2) {
      bits = log2
      divisor = 1
      limit = range
    } else {
      // With 6 bits fewer than the range has, at most one value in 64 is passed over.
      bits = max(1, log2 - 6)
      divisor = range >> UInt64(bits)
      limit = divisor << UInt64(bits)
    }
  }

  /// Fills every `stride`-th place of `words`, from place `first` on.
  package func fill(_ words: inout [UInt32], from first: Int, stride: Int, of generator: inout RandomGenerator) {
    if bits == 32 && divisor == 1 && generator.type.minimum == 0 {
      generator.fill(&words, from: first, stride: stride)
      return
    }
    for place in Swift.stride(from: first, to: words.count, by: stride) {
      var word: UInt64 = 0
      var have = 0
      while have < 32 {
        let value = generator.next() - generator.type.minimum
        if value >= limit { continue }
        let take = min(bits, 32 - have)
        word = word << UInt64(take) | (value / divisor) >> UInt64(bits - take)
        have += take
      }
      words[place] = UInt32(truncatingIfNeeded: word)
    }
  }
}
