import Foundation

/// The table that `run` prints.
public struct ResultTable: Sendable {
  public let text: String

  public init(_ reader: ResultsReader) {
    text =
      reader.sweep == nil && reader.summaries.count == 1
      ? ResultTable.point(reader.summaries[0]) : ResultTable.sweep(reader)
  }

  private static func point(_ summary: Summary) -> String {
    func number(_ value: Double?) -> String { value.map { String(format: "%.6g", $0) } ?? "none" }
    let p = summary.parameters.parameters
    let parameters = ParameterColumns.shown(for: p).map { column in
      let value = column.value(p)
      return "\(column.symbol) = \(number(value))" + (value == nil || column.unit.isEmpty ? "" : " \(column.unit)")
    }
    var lines = [
      "\(summary.name): \(summary.model.rawValue), \(summary.scales.regime)",
      "  " + parameters.joined(separator: "  "),
      "  \(summary.run.trajectories) \(summary.run.trajectories == 1 ? "trajectory" : "trajectories") of \(number(summary.run.duration)) s, \(summary.run.events) events, "
        + "rng \(summary.run.rng), seed \(summary.run.seed)",
      "",
    ]
    lines.append(row("estimate", "value", "standard error", "unit", ""))
    for name in EstimateName.all {
      guard let estimate = summary.estimates[name] else { continue }
      let (unit, meaning) = EstimateName.description(name)
      let (value, error) = rounded(estimate)
      lines.append(row(name, value, error, unit, meaning))
    }
    lines.append("")
    lines.append(
      "  mean field: N0 = \(number(summary.scales.N0)), m0 = \(number(summary.scales.m0)), "
        + "t_f = N0²/(AV) = \(number(summary.scales.tf))\(summary.scales.tf == nil ? "" : " s")")
    for warning in summary.warnings { lines.append("  note: \(warning)") }
    return lines.onePerLine
  }

  private static func row(_ name: String, _ value: String, _ error: String, _ unit: String, _ meaning: String) -> String
  {
    func pad(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let line = "  " + pad(name, 14) + pad(value, 14) + pad(error, 16) + pad(unit, 9) + meaning
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  /// Value and error with two digits of the error, both to the same decimal place.
  package static func rounded(_ estimate: EstimateRecord) -> (value: String, error: String) {
    guard let error = estimate.standardError, error > 0, error.isFinite else {
      return (String(format: "%.6g", estimate.value), estimate.standardError == nil ? "unknown" : "0")
    }
    let errorPlace = decimalExponent(error, digits: 2)
    let magnitude = max(abs(estimate.value), error)
    if magnitude >= 1e6 || magnitude < 1e-4 {
      let digits = min(15, max(1, decimalExponent(magnitude, digits: 2) - errorPlace + 1))
      return (withoutNegativeZero(String(format: "%.\(digits)e", estimate.value)), String(format: "%.1e", error))
    }
    let decimals = max(0, 1 - errorPlace)
    return (
      withoutNegativeZero(String(format: "%.\(decimals)f", estimate.value)), String(format: "%.\(decimals)f", error)
    )
  }

  /// Decimal exponent of x > 0 rounded to so many digits: 0.0996 to two digits is 0.10, of exponent −1.
  private static func decimalExponent(_ x: Double, digits: Int) -> Int {
    let text = String(format: "%.\(digits - 1)e", x)
    return text.split(separator: "e").last.flatMap { Int($0) } ?? 0
  }

  private static func withoutNegativeZero(_ text: String) -> String {
    guard text.hasPrefix("-") else { return text }
    let isZero = text.prefix { $0 != "e" }.allSatisfy { "-0.".contains($0) }
    return isZero ? String(text.dropFirst()) : text
  }

  private static func sweep(_ reader: ResultsReader) -> String {
    let shown = ["meanN", "noiseN", "tauN", "tauJ", "polarization", "fluxNoise"]
    let names = shown.filter { name in reader.summaries.contains { $0.estimates[name] != nil } }
    let parameters = ParameterColumns.varying(in: reader.summaries.map(\.parameters.parameters))
    var rows = [["point"] + parameters.map(\.symbol) + names]
    for (index, summary) in reader.summaries.enumerated() {
      var row = ["\(index + 1)"]
      row += parameters.map { column in
        column.value(summary.parameters.parameters).map { String(format: "%.5g", $0) } ?? "none"
      }
      for name in names {
        row.append(summary.estimates[name].map { "\(rounded($0).0) ± \(rounded($0).1)" } ?? "")
      }
      rows.append(row)
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = ["\(reader.sweep?.name ?? ""): \(reader.summaries.count) points; every estimate is in sweep.csv", ""]
    for row in rows {
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      lines.append("  " + String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()))
    }
    let warnings = reader.sweep?.warnings ?? []
    if !warnings.isEmpty { lines.append("") }
    for warning in warnings.prefix(10) { lines.append("  note: \(warning)") }
    if warnings.count > 10 { lines.append("  note: and \(warnings.count - 10) more, in summary.json") }
    return lines.onePerLine
  }
}
