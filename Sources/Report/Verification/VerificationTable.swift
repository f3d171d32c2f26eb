import Foundation
import Results

/// The text that `verify` prints.
public struct VerificationTable: Sendable {
  public let text: String

  public init(_ verifications: [Verification], name: String) {
    var lines: [String] = []
    for verification in verifications {
      let place = verifications.count > 1 ? "\(name), point \(verification.point)" : name
      lines += ["\(place): against \(verification.source.rawValue)", ""]
      lines.append(VerificationTable.row(["quantity", "value", "standard error", "reference", "z", ""]))
      for c in verification.comparisons {
        lines.append(
          VerificationTable.row([
            c.quantity, String(format: "%.6g", c.value), String(format: "%.2g", c.standardError),
            String(format: "%.8g", c.reference), String(format: "%+.2f", c.z),
            abs(c.z) > verification.threshold ? "disagrees" : "",
          ]))
      }
      lines.append("")
      for remark in verification.remarks { lines.append("  note: \(remark)") }
    }
    let all = verifications.flatMap(\.comparisons)
    let wrong = verifications.reduce(0) { $0 + $1.disagreements.count }
    let threshold = verifications.map(\.threshold).max() ?? 0
    let z2 = all.reduce(0) { $0 + $1.z * $1.z }
    if all.isEmpty {
      lines.append("verdict: nothing could be compared")
    } else {
      lines.append(
        "verdict: \(wrong == 0 ? "agrees" : "DISAGREES") (\(wrong) of \(all.count) beyond |z| = "
          + String(format: "%.2f", threshold) + ", rms z = "
          + String(format: "%.2f", (z2 / Double(all.count)).squareRoot())
          + "; a correct run is told to disagree once in 1000)")
    }
    text = lines.onePerLine
  }

  private static func row(_ cells: [String]) -> String {
    let widths = [36, 14, 16, 16, 8, 0]
    let line = zip(cells, widths).map { $0 + String(repeating: " ", count: max(1, $1 - $0.count)) }.joined()
    return "  " + String(line.reversed().drop { $0 == " " }.reversed())
  }
}
