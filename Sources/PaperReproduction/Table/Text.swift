import Foundation
import Results
package import Statistics

/// Numbers as text for people.
package enum Text {
  /// So many significant digits; powers of ten outside of 0.001 to 99999.
  package static func number(_ value: Double, digits: Int = 5) -> String {
    guard value.isFinite else { return "none" }
    if value == 0 { return "0" }
    let size = abs(value)
    if size >= 1e-3 && size < 1e5 {
      // No power of ten for a number that has more digits before its point.
      let whole = size < 1 ? 1 : Int(log10(size)) + 1
      return minus(String(format: "%.\(max(digits, whole))g", value))
    }
    return scientific(String(format: "%.\(digits - 1)e", value))
  }

  /// Value and error to two digits of the error.
  package static func estimate(_ estimate: Estimate) -> String {
    let (value, error) = ResultTable.rounded(EstimateRecord(estimate))
    guard value.contains("e") else { return minus("\(value) ± \(error)") }
    // Both with the power of ten of the value.
    guard let exponent = value.split(separator: "e").last.flatMap({ Int($0) }) else { return "\(value) ± \(error)" }
    let unit = pow(10, Double(exponent))
    let (short, shortError) = ResultTable.rounded(EstimateRecord(estimate.scaled(by: 1 / unit)))
    return minus("(\(short) ± \(shortError))") + "·10" + superscript(exponent)
  }

  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    value.isFinite ? minus(String(format: "%.\(decimals)f", value)) : "none"
  }

  /// With its sign, two decimals.
  package static func signed(_ value: Double) -> String {
    value.isFinite ? minus(String(format: "%+.2f", value)) : "none"
  }

  /// A share in per cent.
  package static func percent(_ share: Double, digits: Int = 2) -> String { number(100 * share, digits: digits) + " %" }

  private static func scientific(_ text: String) -> String {
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
    var mantissa = String(parts[0])
    if mantissa.contains(".") { while mantissa.hasSuffix("0") { mantissa.removeLast() } }
    if mantissa.hasSuffix(".") { mantissa.removeLast() }
    let power = "10" + superscript(exponent)
    return minus(mantissa == "1" ? power : "\(mantissa)·\(power)")
  }

  static func superscript(_ exponent: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (exponent < 0 ? "⁻" : "")
      + String(String(abs(exponent)).compactMap { $0.wholeNumberValue.map { digits[$0] } })
  }

  private static func minus(_ text: String) -> String { text.replacing("-", with: "−") }
}

/// `value` with five significant digits.
func formatted(_ value: Double) -> String { String(format: "%.5g", value) }
