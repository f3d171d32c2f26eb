import Foundation

/// Numbers for people: few digits, powers of ten as superscripts.
package enum NumberText {
  /// `x` to so many significant digits: 4.603, 1.23·10⁻⁷.
  package static func short(_ x: Double, digits: Int = 4) -> String {
    if x == 0 { return "0" }
    guard x.isFinite else { return "none" }
    let scientific = String(format: "%.\(max(0, digits - 1))e", x)
    guard let place = scientific.firstIndex(of: "e"), let exponent = Int(scientific[scientific.index(after: place)...])
    else { return scientific }
    if exponent >= -3 && exponent < max(digits, 5) {
      return withoutTrailingZeros(String(format: "%.\(max(0, digits - 1 - exponent))f", x)).replacing("-", with: "−")
    }
    let mantissa = withoutTrailingZeros(String(scientific[..<place])).replacing("-", with: "−")
    return (mantissa == "1" ? "" : mantissa == "−1" ? "−" : mantissa + "·") + power(exponent)
  }

  /// 10ⁿ.
  package static func power(_ exponent: Int) -> String {
    let digits: [Character: Character] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    ]
    return "10" + String(String(exponent).map { digits[$0] ?? $0 })
  }

  private static func withoutTrailingZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
