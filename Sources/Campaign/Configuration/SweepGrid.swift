import Foundation

/// Values between two ends in equal steps or equal ratios.
///
/// Plain arithmetic and correctly rounded text only: a mathematical library may round the last bit differently on
/// another machine, and then the parts of one run on a mixed cluster would not be of the same run.
package enum SweepGrid {
  /// Digits to which the values between the ends are rounded, so that 1 … 1000 in three steps holds 10 and 100.
  static let digits = 12

  /// `count` ≥ 2 values, the first and last exactly `from` and `to`; on a logarithmic scale both > 0.
  static func values(from: Double, to: Double, count: Int, scale: SweepScale) -> [Double] {
    let logFrom = scale == .log ? log2(from) : 0
    let logTo = scale == .log ? log2(to) : 0
    return (0..<count).map { index in
      if index == 0 { return from }
      if index == count - 1 { return to }
      let part = Double(index) / Double(count - 1)
      let value =
        switch scale {
        case .linear: from * (1 - part) + to * part
        case .log: exp2(logFrom * (1 - part) + logTo * part)
        }
      return rounded(value)
    }
  }

  static func rounded(_ value: Double) -> Double {
    Double(String(format: "%.\(digits - 1)e", value)) ?? value
  }

  /// Binary logarithm of x > 0, to a few units in the last place: exponent + 2 artanh((f − 1)/(f + 1))/ln 2.
  package static func log2(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var fraction = x.significand
    if fraction > 1.4142135623730951 {
      fraction /= 2
      exponent += 1
    }
    let s = (fraction - 1) / (fraction + 1)
    let square = s * s
    var sum = 0.0
    for n in stride(from: 27, through: 1, by: -2) { sum = sum * square + 1 / Double(n) }
    return exponent + 2 * s * sum / 0.6931471805599453
  }

  /// 2^x, to a few units in the last place: 2^k · exp((x − k) ln 2), k the integer nearest to x.
  package static func exp2(_ x: Double) -> Double {
    let whole = x.rounded()
    let y = (x - whole) * 0.6931471805599453
    var sum = 1.0
    for n in stride(from: 17, through: 1, by: -1) { sum = 1 + y * sum / Double(n) }
    return Double(sign: .plus, exponent: Int(whole), significand: sum)
  }
}
