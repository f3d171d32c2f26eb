package import ClusterModel

/// Eight lanes of numbers, one trajectory each.
typealias Lanes = RateLanes
/// Which of the lanes.
typealias LaneMask = RateLanes.Mask

let laneCount = 8

extension RateLanes {
  /// The upper 32 bits of each word as a number from 0 to 2³² − 1; exact.
  @inline(__always)
  package init(upperHalvesOf words: SIMD8<UInt64>) { self.init(integers: words &>> 32) }

  /// The lower 32 bits of each word as a number; exact.
  @inline(__always)
  package init(lowerHalvesOf words: SIMD8<UInt64>) { self.init(integers: words & 0xFFFF_FFFF) }

  /// Integers below 2⁵²: put into the mantissa of 2⁵², which is then taken off.
  @inline(__always)
  private init(integers: SIMD8<UInt64>) {
    self = Lanes(unsafeBitCast(integers | 0x4330_0000_0000_0000, to: SIMD8<Double>.self)) - Lanes(0x1p52)
  }

  @inline(__always)
  init(bits: SIMD8<Int64>) { self.init(unsafeBitCast(bits, to: SIMD8<Double>.self)) }

  @inline(__always)
  var bits: SIMD8<Int64> { unsafeBitCast(lanes, to: SIMD8<Int64>.self) }

  /// The lanes, whole numbers from 0 to 2⁵² − 1, as integers.
  @inline(__always)
  var integers: SIMD8<Int64> { (self + Lanes(0x1p52)).bits & 0x000F_FFFF_FFFF_FFFF }

  /// The next smaller number in each lane; for positive normal numbers.
  @inline(__always)
  var nextDownOfPositive: Lanes { Lanes(bits: bits &- 1) }
}

extension ElementaryFunctions {
  /// `logarithm` of each lane: the same operations, so the same bits.
  @inline(__always)
  package static func logarithm(_ x: RateLanes) -> RateLanes {
    let offset = x.bits &- 0x3FE6_A09E_667F_3BCD
    // The exponent, from −1022 to 1023, as a number: moved up to be positive, then through the mantissa of 2⁵².
    let exponent = Lanes(bits: ((offset &>> 52) &+ 2048) | 0x4330_0000_0000_0000)
    let k = exponent - Lanes(0x1p52 + 2048)
    let f = Lanes(bits: x.bits &- (offset & Int64(bitPattern: 0xFFF0_0000_0000_0000))) - Lanes(1)
    let s = f / (Lanes(2) + f)
    let z = s * s
    let w = z * z
    let t1 = w * (Lanes(0x1.999999997fa04p-2) + w * (Lanes(0x1.c71c51d8e78afp-3) + w * Lanes(0x1.39a09d078c69fp-3)))
    let t2 =
      z
      * (Lanes(0x1.5555555555593p-1)
        + w
        * (Lanes(0x1.2492494229359p-2)
          + w * (Lanes(0x1.7466496cb03dep-3) + w * Lanes(0x1.2f112df3e5244p-3))))
    let half = Lanes(0.5) * f * f
    return k * Lanes(0x1.62e42feep-1)
      - ((half - (s * (half + (t1 + t2)) + k * Lanes(0x1.a39ef35793c76p-33))) - f)
  }
}
