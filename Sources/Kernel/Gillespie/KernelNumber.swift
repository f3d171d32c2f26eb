package import ClusterModel

/// A number in which events are drawn: one trajectory (`Double`) or eight side by side (`RateLanes`). What the drawing needs
/// beyond arithmetic; every operation gives the same bits in both.
package protocol KernelNumber: RateNumber {
  /// Where something holds: yes or no, or so for every lane.
  associatedtype Mask
  static func < (a: Self, b: Self) -> Mask
  static func >= (a: Self, b: Self) -> Mask
  static func either(_ a: Mask, _ b: Mask) -> Mask
  static func anywhere(_ mask: Mask) -> Bool
  /// `other` where the mask holds, this elsewhere.
  func replacing(with other: Self, where mask: Mask) -> Self
  /// x = `near`·2^`exponent` with `near` between ⅔ and 1½ of r; for positive normal x and r.
  static func split(_ x: Self, near r: Self) -> (near: Self, exponent: Self)
}

extension KernelNumber {
  @inline(__always)
  mutating func replace(with other: Self, where mask: Mask) { self = replacing(with: other, where: mask) }
}

// As an integer, the bit pattern of a positive double is close to a multiple of its logarithm: the difference of two
// patterns, rounded to whole exponents, is the power of two that brings them together.
private let halfExponent: Int64 = 1 << 51
private let exponentBits: Int64 = ~((1 << 52) - 1)

extension Double: KernelNumber {
  @inline(__always)
  package static func either(_ a: Bool, _ b: Bool) -> Bool { a || b }
  @inline(__always)
  package static func anywhere(_ mask: Bool) -> Bool { mask }
  @inline(__always)
  package func replacing(with other: Double, where mask: Bool) -> Double { mask ? other : self }

  @inline(__always)
  package static func split(_ x: Double, near r: Double) -> (near: Double, exponent: Double) {
    let pattern = Int64(bitPattern: x.bitPattern)
    let difference = pattern &- Int64(bitPattern: r.bitPattern) &+ halfExponent
    let near = Double(bitPattern: UInt64(bitPattern: pattern &- (difference & exponentBits)))
    return (near, Double(difference >> 52))
  }
}

extension RateLanes: KernelNumber {
  @inline(__always)
  package static func either(_ a: Mask, _ b: Mask) -> Mask { a | b }
  @inline(__always)
  package static func anywhere(_ mask: Mask) -> Bool { mask.bits != 0 }

  @inline(__always)
  package static func split(_ x: RateLanes, near r: RateLanes) -> (near: RateLanes, exponent: RateLanes) {
    let difference = x.bits &- r.bits &+ halfExponent
    let near = RateLanes(bits: x.bits &- (difference & exponentBits))
    // The exponent, from −2048 to 2047, as a number: moved up to be positive, then through the mantissa of 2⁵².
    let magic = RateLanes(bits: ((difference &>> 52) &+ 2048) | 0x4330_0000_0000_0000)
    return (near, magic - RateLanes(0x1p52 + 2048))
  }
}
