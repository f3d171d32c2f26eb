import ClusterModel
import GSLBridge

/// Random words for eight lanes: each lane has its own stream, and all take one word an event.
struct LaneWords: ~Copyable {
  /// Word i of lane l at `8·i + l`, so that the words of one event lie together.
  var block: [UInt32]
  var position = 0
  static let blockSize = 4 * LaneBlock.rowCount

  init() { block = Array(repeating: 0, count: LaneWords.blockSize * laneCount) }

  /// Whether the block is used up and must be filled before `next`.
  var isEmpty: Bool { position == LaneWords.blockSize }

  /// The next word of every lane, a whole number.
  @inline(__always)
  mutating func next() -> Lanes {
    let words = block.span.bytes.unsafeLoadUnaligned(fromByteOffset: position * 4 * laneCount, as: SIMD8<UInt32>.self)
    position += 1
    return Lanes(words)
  }

  /// Starts the block again.
  mutating func rewind() { position = 0 }

  /// Fills the rest of the block for one lane.
  mutating func fill(lane: Int, from stream: inout RandomStream) {
    stream.write(to: &block, from: position * laneCount + lane, stride: laneCount)
  }
}
