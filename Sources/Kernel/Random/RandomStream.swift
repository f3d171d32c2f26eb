public import GSLBridge

/// A source of random 64-bit words.
///
/// The kernel draws from this alone, so that tests can put a script in place of a generator.
public protocol RandomWords: ~Copyable {
  /// The next 64 random bits.
  mutating func next() -> UInt64
  /// 64 random bits from a second supply, for the few events that need more than one word: the first supply then gives
  /// exactly one word an event, and trajectories can go in step.
  mutating func extra() -> UInt64
}

/// The random words of one trajectory: a GSL generator read in blocks.
public struct RandomStream: RandomWords, ~Copyable {
  private var generator: RandomGenerator
  private var block: [UInt64]
  private var position: Int
  private let source: WordSource
  private let identity: StreamIdentity
  private let ordinal: Int
  /// Made when it is first needed; most trajectories never do.
  private var extraGenerator: RandomGenerator?

  /// Words made at a time.
  static let blockSize = 256

  /// The stream of an identity.
  /// - Parameter ordinal: number of the trajectory counted through all points of the run.
  /// - Throws: `GSLError` if GSL cannot allocate the generator.
  public init(_ type: RandomGeneratorType, identity: StreamIdentity, ordinal: Int) throws(GSLError) {
    var generator = try RandomGenerator(type)
    StreamSeeding.start(&generator, on: identity, ordinal: ordinal)
    self.generator = generator
    block = Array(repeating: 0, count: RandomStream.blockSize)
    position = RandomStream.blockSize
    source = WordSource(type)
    self.identity = identity
    self.ordinal = ordinal
  }

  @inline(never)
  public mutating func extra() -> UInt64 {
    var generator = extraGenerator.take() ?? makeExtraGenerator()
    var word = [UInt64(0)]
    source.fill(&word, from: &generator)
    extraGenerator = consume generator
    return word[0]
  }

  private func makeExtraGenerator() -> RandomGenerator {
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
  public mutating func next() -> UInt64 {
    if position == RandomStream.blockSize { refill() }
    let word = block[position]
    position += 1
    return word
  }

  @inline(never)
  private mutating func refill() {
    source.fill(&block, from: &generator)
    position = 0
  }
}

/// How 64 random bits are put together from the values of a generator, first value on top.
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

  package func fill(_ block: inout [UInt64], from generator: inout RandomGenerator) {
    if bits == 32 && divisor == 1 && generator.type.minimum == 0 {
      generator.fillPairs(&block)
      return
    }
    for i in block.indices {
      var word: UInt64 = 0
      var have = 0
      while have < 64 {
        let value = generator.next() - generator.type.minimum
        if value >= limit { continue }
        let take = min(bits, 64 - have)
        word = word << UInt64(take) | (value / divisor) >> UInt64(bits - take)
        have += take
      }
      block[i] = word
    }
  }
}
