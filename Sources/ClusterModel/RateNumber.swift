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

  /// All bits of a lane, or none.
  public struct Mask: Sendable, Hashable {
    public var lanes: SIMD8<Int64>

    @inlinable @inline(__always)
    public init(_ lanes: SIMD8<Int64>) { self.lanes = lanes }
    /// One bit a lane, lane 0 lowest.
    @inlinable @inline(__always)
    public var bits: UInt32 { qpspin_bits(lanes) }
    @inlinable @inline(__always)
    public static func | (a: Self, b: Self) -> Self { Self(qpspin_or(a.lanes, b.lanes)) }
    @inlinable @inline(__always)
    public static func & (a: Self, b: Self) -> Self { Self(qpspin_and(a.lanes, b.lanes)) }

    @inlinable
    public subscript(_ lane: Int) -> Bool {
      @inline(__always) get { lanes[lane] != 0 }
      @inline(__always) set { lanes[lane] = newValue ? -1 : 0 }
    }
  }

  @inlinable @inline(__always)
  public init(_ lanes: SIMD8<Double>) { self.lanes = lanes }
  @inlinable @inline(__always)
  public init(_ value: Double) { lanes = SIMD8(repeating: value) }
  /// Whole numbers; exact.
  @inlinable @inline(__always)
  public init(_ words: SIMD8<UInt32>) { lanes = qpspin_from_words(words) }
  /// The lanes, whole numbers from 0 to 2³¹ − 1, as integers.
  @inlinable @inline(__always)
  public var words: SIMD8<UInt32> { qpspin_to_words(lanes) }
  @inlinable @inline(__always)
  public static func + (a: Self, b: Self) -> Self { Self(qpspin_add(a.lanes, b.lanes)) }
  @inlinable @inline(__always)
  public static func - (a: Self, b: Self) -> Self { Self(qpspin_subtract(a.lanes, b.lanes)) }
  @inlinable @inline(__always)
  public static func * (a: Self, b: Self) -> Self { Self(qpspin_multiply(a.lanes, b.lanes)) }
  @inlinable @inline(__always)
  public static func / (a: Self, b: Self) -> Self { Self(qpspin_divide(a.lanes, b.lanes)) }
  @inlinable @inline(__always)
  public static func lesser(_ a: Self, _ b: Self) -> Self { b.replacing(with: a, where: a < b) }
  @inlinable @inline(__always)
  public static func greater(_ a: Self, _ b: Self) -> Self { b.replacing(with: a, where: b < a) }
  @inlinable @inline(__always)
  public static func < (a: Self, b: Self) -> Mask { Mask(qpspin_less(a.lanes, b.lanes)) }
  @inlinable @inline(__always)
  public static func >= (a: Self, b: Self) -> Mask { Mask(qpspin_at_least(a.lanes, b.lanes)) }

  /// `other` in the lanes of `mask`, this in the others.
  @inlinable @inline(__always)
  public func replacing(with other: Self, where mask: Mask) -> Self {
    Self(qpspin_select(lanes, other.lanes, mask.lanes))
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
