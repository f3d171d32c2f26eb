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

extension SIMD8: RateNumber where Scalar == Double {
  @inlinable @inline(__always)
  public init(_ value: Double) { self.init(repeating: value) }
  @inlinable @inline(__always)
  public static func lesser(_ a: Self, _ b: Self) -> Self { a.replacing(with: b, where: b .< a) }
  @inlinable @inline(__always)
  public static func greater(_ a: Self, _ b: Self) -> Self { a.replacing(with: b, where: b .> a) }
}

extension RateNumber {
  /// 1 where `count` (a non-negative integer) is at least one, else 0.
  @inlinable @inline(__always)
  public static func atLeastOne(_ count: Self) -> Self { lesser(greater(count, Self(0)), Self(1)) }
}
