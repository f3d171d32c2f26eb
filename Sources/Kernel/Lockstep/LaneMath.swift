/// Eight lanes of numbers, one trajectory each.
typealias Lanes = SIMD8<Double>
/// Which of the lanes.
typealias LaneMask = SIMDMask<SIMD8<Int64>>

let laneCount = 8

extension Lanes {
  /// The upper 32 bits of each word as a number from 0 to 2³² − 1; exact.
  @inline(__always)
  init(upperHalvesOf words: SIMD8<UInt64>) { self.init(integers: words &>> 32) }

  /// The lower 32 bits of each word as a number; exact.
  @inline(__always)
  init(lowerHalvesOf words: SIMD8<UInt64>) { self.init(integers: words & 0xFFFF_FFFF) }

  /// Integers below 2⁵²: put into the mantissa of 2⁵², which is then taken off.
  @inline(__always)
  private init(integers: SIMD8<UInt64>) {
    self = unsafeBitCast(integers | 0x4330_0000_0000_0000, to: Lanes.self) - 0x1p52
  }

  /// The lanes, whole numbers from 0 to 2⁵² − 1, as integers.
  @inline(__always)
  var integers: SIMD8<Int64> {
    unsafeBitCast(self + 0x1p52, to: SIMD8<Int64>.self) & 0x000F_FFFF_FFFF_FFFF
  }

  /// The next smaller number in each lane; for positive normal numbers.
  @inline(__always)
  var nextDownOfPositive: Lanes { unsafeBitCast(unsafeBitCast(self, to: SIMD8<Int64>.self) &- 1, to: Lanes.self) }
}

extension ElementaryFunctions {
  /// `logarithm` of each lane: the same operations, so the same bits.
  @inline(__always)
  static func logarithm(_ x: Lanes) -> Lanes {
    let bits = unsafeBitCast(x, to: SIMD8<Int64>.self)
    let offset = bits &- 0x3FE6_A09E_667F_3BCD
    // The exponent, from −1022 to 1023, as a number: moved up to be positive, then through the mantissa of 2⁵².
    let exponent = unsafeBitCast(((offset &>> 52) &+ 2048) | 0x4330_0000_0000_0000, to: Lanes.self)
    let k = exponent - (0x1p52 + 2048)
    let mantissa = unsafeBitCast(
      bits &- (offset & Int64(bitPattern: 0xFFF0_0000_0000_0000)), to: Lanes.self)
    let f = mantissa - 1
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let t1 = w * (0x1.999999997fa04p-2 + w * (0x1.c71c51d8e78afp-3 + w * 0x1.39a09d078c69fp-3))
    let t2 =
      z
      * (0x1.5555555555593p-1 + w * (0x1.2492494229359p-2 + w * (0x1.7466496cb03dep-3 + w * 0x1.2f112df3e5244p-3)))
    let half = 0.5 * f * f
    return k * 0x1.62e42feep-1 - ((half - (s * (half + (t1 + t2)) + k * 0x1.a39ef35793c76p-33)) - f)
  }
}
