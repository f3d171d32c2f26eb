import ClusterModel

/// Eight lanes of numbers, one trajectory each.
typealias Lanes = RateLanes
/// Which of the lanes.
typealias LaneMask = RateLanes.Mask

package let laneCount = 8

extension RateLanes {
  @inline(__always)
  init(bits: SIMD8<Int64>) { self.init(unsafeBitCast(bits, to: SIMD8<Double>.self)) }

  @inline(__always)
  var bits: SIMD8<Int64> { unsafeBitCast(lanes, to: SIMD8<Int64>.self) }
}
