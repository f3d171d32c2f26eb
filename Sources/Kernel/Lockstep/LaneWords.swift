import GSLBridge

/// Random words for eight lanes: each lane has its own stream, and all take one word an event.
struct LaneWords: ~Copyable {
  /// Word i of lane l at `8·i + l`, so that the words of one event lie together.
  private var block: [SIMD8<UInt64>]
  private var position = 0
  private static let blockSize = 128

  init() { block = Array(repeating: .zero, count: LaneWords.blockSize) }

  /// Whether the block is used up and must be filled before `next`.
  @inline(__always)
  var isEmpty: Bool { position == LaneWords.blockSize }

  /// The next word of every lane.
  @inline(__always)
  mutating func next() -> SIMD8<UInt64> {
    let words = block[position]
    position += 1
    return words
  }

  /// Starts the block again.
  mutating func rewind() { position = 0 }

  /// Fills the rest of the block for one lane.
  mutating func fill(lane: Int, from stream: inout RandomStream) {
    for i in position..<LaneWords.blockSize { block[i][lane] = stream.next() }
  }
}
