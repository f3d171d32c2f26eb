import ClusterModel
import GSLBridge

/// Random words for eight lanes: each lane has its own stream, and all take one word an event.
///
/// Streams of GSL's taus113, the default, are read eight at a time (`TauswortheLanes`), those of other generators one by one.
struct LaneWords: ~Copyable {
  /// Word i of lane l at `8·i + l`, so that the words of one event lie together.
  var block: [UInt32]
  var position = 0
  static let blockSize = 4 * LaneBlock.rowCount
  /// The generators of the lanes that have gone over to it, one bit each.
  var together = TauswortheLanes()
  var joined: UInt32 = 0

  init() { block = Array(repeating: 0, count: LaneWords.blockSize * laneCount) }

  /// Whether the block is used up and must be filled before `next`.
  var isEmpty: Bool { position == LaneWords.blockSize }

  /// The word of every lane at `position` of a block, whole numbers; the caller has seen to it that there are some.
  @inline(__always)
  static func read(_ block: borrowing RawSpan, _ position: inout Int) -> Lanes {
    let words = block.unsafeLoadUnaligned(
      fromUncheckedByteOffset: position &* (4 &* laneCount), as: SIMD8<UInt32>.self)
    position &+= 1
    return Lanes(words)
  }

  /// Starts the block again, and fills it for the lanes that read together.
  mutating func rewind() {
    position = 0
    if joined != 0 { together.fill(&block) }
  }

  /// A lane takes a new stream: the rest of the block is filled from it.
  mutating func begin(lane: Int, from stream: inout RandomStream) {
    joined &= ~(1 << UInt32(lane))
    stream.write(to: &block, from: position * laneCount + lane, stride: laneCount)
  }

  /// Fills a block that was started again for one lane, unless `rewind` has done so.
  mutating func fill(lane: Int, from stream: inout RandomStream) {
    if joined & 1 << UInt32(lane) != 0 { return }
    stream.write(to: &block, from: lane, stride: laneCount)
    if stream.isReadTogether {
      stream.join(&together, lane)
      joined |= 1 << UInt32(lane)
    }
  }
}
