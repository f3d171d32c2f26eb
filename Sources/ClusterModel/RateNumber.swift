public import CLanes

/// A number in which rates are computed: one state (`Double`), or several trajectories side by side in SIMD lanes.
///
/// Only operations that round identically in both are allowed, so a lane's trajectory is the same, bit for bit,
/// as that trajectory run alone.
public protocol RateNumber: Sendable {
  init(_ value: Double)
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  /// The smaller of `a` and `b`; the arguments are never NaN.
  static func lesser(_ a: Self, _ b: Self) -> Self
  /// The larger of `a` and `b`; the arguments are never NaN.
  static func greater(_ a: Self, _ b: Self) -> Self
}

extension Double: RateNumber {
  @inlinable @inline(__always)
  public static func lesser(_ a: Double, _ b: Double) -> Double { a < b ? a : b }
  @inlinable @inline(__always)
  public static func greater(_ a: Double, _ b: Double) -> Double { a > b ? a : b }
}

/// Eight numbers, one of each of eight trajectories, with whole vector instructions for its arithmetic.
public struct RateLanes: RateNumber, Hashable {
  public var lanes: SIMD8<Double>

  /// One bit a lane.
  public typealias Mask = SIMDMask<SIMD8<Int64>>

  @inlinable @inline(__always)
  public init(_ lanes: SIMD8<Double>) { self.lanes = lanes }
  @inlinable @inline(__always)
  public init(_ value: Double) { lanes = SIMD8(repeating: value) }
  @inlinable @inline(__always)
  public static func + (a: Self, b: Self) -> Self { Self(qpspin_add(a.lanes, b.lanes)) }
  @inlinable @inline(__always)
  public static func - (a: Self, b: Self) -> Self { Self(qpspin_subtract(a.lanes, b.lanes)) }
  @inlinable @inline(__always)
  public static func * (a: Self, b: Self) -> Self { Self(qpspin_multiply(a.lanes, b.lanes)) }
  @inlinable @inline(__always)
  public static func / (a: Self, b: Self) -> Self { Self(qpspin_divide(a.lanes, b.lanes)) }
  @inlinable @inline(__always)
  public static func lesser(_ a: Self, _ b: Self) -> Self { a.replacing(with: b, where: b.lanes .< a.lanes) }
  @inlinable @inline(__always)
  public static func greater(_ a: Self, _ b: Self) -> Self { a.replacing(with: b, where: b.lanes .> a.lanes) }

  /// `other` in the lanes of `mask`, this in the others.
  @inlinable @inline(__always)
  public func replacing(with other: Self, where mask: Mask) -> Self {
    Self(qpspin_select(lanes, other.lanes, unsafeBitCast(mask, to: SIMD8<Int64>.self)))
  }
  @inlinable @inline(__always)
  public mutating func replace(with other: Self, where mask: Mask) { self = replacing(with: other, where: mask) }

  @inlinable
  public subscript(_ lane: Int) -> Double {
    @inline(__always) get { lanes[lane] }
    @inline(__always) set { lanes[lane] = newValue }
  }
}

extension RateNumber {
  /// 1 where `count` (a non-negative integer) is at least one, else 0.
  @inlinable @inline(__always)
  public static func atLeastOne(_ count: Self) -> Self { lesser(greater(count, Self(0)), Self(1)) }
}
