/// Logarithm and exponential in plain arithmetic: the same bits on every processor.
///
/// The C library picks fused variants by processor, so its last bit differs between the nodes of a mixed cluster.
package enum ElementaryFunctions {
  /// Natural logarithm of a finite normal x > 0; error below 1 ulp.
  ///
  /// x = 2^k (1 + f) with √½ < 1 + f < √2, s = f/(2 + f), log(1 + f) = f − f²/2 + s(f²/2 + R(s²)).
  /// Method and coefficients: FDLIBM, e_log.c (Sun Microsystems 1993, freely granted).
  @inline(__always)
  package static func logarithm(_ x: Double) -> Double {
    // Exponent and mantissa, with the mantissa moved to √½…√2.
    let offset = x.bitPattern &- 0x3FE6_A09E_667F_3BCD
    let k = Double(Int64(bitPattern: offset) >> 52)
    let mantissa = Double(bitPattern: x.bitPattern &- (offset & 0xFFF0_0000_0000_0000))
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

  /// e^x for −700 < x ≤ 0 (below, 0); relative error below 1e-15.
  ///
  /// x = k log 2 + r with |r| ≤ ½ log 2, then the Taylor series of e^r to r¹³.
  package static func exponential(_ x: Double) -> Double {
    // Not a number stays one.
    if !(x >= -700) { return x < -700 ? 0 : x }
    let k = (x * 1.4426950408889634).rounded(.toNearestOrEven)
    let r = (x - k * 0x1.62e42feep-1) - k * 0x1.a39ef35793c76p-33
    // Σ rⁿ/n! for n = 0 … 13, even and odd powers apart: the two run side by side.
    let q = r * r
    let even =
      1 + q
      * (0x1p-1 + q
        * (0x1.5555555555555p-5 + q
          * (0x1.6c16c16c16c17p-10 + q
            * (0x1.a01a01a01a01ap-16 + q * (0x1.27e4fb7789f5cp-22 + q * 0x1.1eed8eff8d898p-29)))))
    let odd =
      1 + q
      * (0x1.5555555555555p-3 + q
        * (0x1.1111111111111p-7 + q
          * (0x1.a01a01a01a01ap-13 + q
            * (0x1.71de3a556c734p-19 + q * (0x1.ae64567f544e4p-26 + q * 0x1.6124613a86d09p-33)))))
    let sum = even + r * odd
    return sum * Double(bitPattern: UInt64(Int64(k) + 1023) << 52)
  }
}
