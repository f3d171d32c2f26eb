import ClusterModel
import Foundation
import Results
import Theory

extension TheoryReport {
  /// The table of this point.
  public var text: String {
    func digits(_ value: Double?) -> String { value.map { String(format: "%.8g", $0) } ?? "" }
    let place = configuration.points.count > 1 ? ", point \(index + 1) of \(configuration.points.count)" : ""
    let shown = ParameterColumns.shown(for: parameters).map { column in
      column.value(parameters).map {
        "\(column.symbol) = \(String(format: "%.6g", $0))" + (column.unit.isEmpty ? "" : " \(column.unit)")
      } ?? "\(column.symbol) = none"
    }
    var lines = [
      "\(configuration.name): \(configuration.model.rawValue), \(scales.regime.rawValue)\(place)",
      "  " + shown.joined(separator: "  "), "",
    ]

    var rows = [["estimate", "mean field", "Fokker-Planck", "exact", "unit", ""]]
    for name in EstimateName.all {
      let cells = [meanField, fokkerPlanck, exact].map { $0?.values[name] }
      if cells.allSatisfy({ $0 == nil }) { continue }
      let (unit, meaning) = EstimateName.description(name)
      rows.append([name] + cells.map(digits) + [unit, meaning])
    }
    for (name, meaning, times) in slowTimes {
      rows.append([name, ""] + times.map(digits) + ["s", meaning])
    }
    lines += TextColumns.lines(rows)
    if rows.count == 1 { lines.append("  none") }

    lines += ["", "  scales"]
    lines += TextColumns.lines(
      scaleValues.map { [$0.symbol, String(format: "%.6g", $0.value), $0.unit, $0.source] }, indent: 4)
    if !asymptoticForms.isEmpty {
      lines += ["", "  the paper's forms for \(scales.regime.rawValue)"]
      lines += TextColumns.lines(
        asymptoticForms.map { [$0.symbol, String(format: "%.6g", $0.value), $0.unit, $0.source] }, indent: 4)
    }
    lines += exactLines
    if !notes.isEmpty { lines += [""] + notes.map { "  note: \($0)" } }
    return lines.onePerLine
  }

  /// Name, meaning, and the times of Fokker-Planck and the exact solution in s.
  var slowTimes: [(name: String, meaning: String, times: [Double?])] {
    let both = [fokkerPlanck, exact]
    var found = [("slowestTimeN", "slowest relaxation of N", both.map { $0?.slowestTimeN })]
    if configuration.model == .ising {
      found.append(
        ("slowestTimeJ", "slowest relaxation of s: reversal of the polarisation", both.map { $0?.slowestTimeJ }))
    } else {
      found.append(("slowestTimeJ", "slowest relaxation of the spin vector", both.map { $0?.slowestTimeJ }))
    }
    return found.filter { $0.2.contains { $0 != nil } }
  }

  /// Scales that exist.
  var scaleValues: [SourcedValue] {
    let all: [(String, String, Double?, String, String)] = [
      ("N0", "N0", scales.N0, "", "Eq. (4)"), ("m0", "m0", scales.N0.isFinite ? scales.m0 : nil, "", "Eq. (3)"),
      ("tf", "t_f", scales.tf, "s", "N0²/(AV)"),
      ("meanFieldN", "N", scales.meanFieldN, "", "mean field at any polarisation, (S7), (S8)"),
      (
        "meanFieldPolarization", "p", scales.meanFieldN.isFinite ? scales.meanFieldPolarization : nil, "",
        "the same, 1 − 2m/N"
      ),
      ("unpolarizedN", "N_unpol", scales.unpolarizedN, "", "N at p = 0"),
      ("criticalVolume", "Vc", scales.criticalVolume, "µm³", "Γ̄τs"),
      ("criticalInjectionRate", "Ac", scales.criticalInjectionRate, "µm⁻³s⁻¹", "Γ̄/(Γ̄tτs)²"),
      ("criticalN", "Nc", scales.criticalN, "", "Γ̄/Γ̄t"),
    ]
    return all.compactMap { name, symbol, value, unit, source in
      value.flatMap { $0.isFinite ? SourcedValue(name, symbol, $0, unit, source: source) : nil }
    }
  }

  private var exactLines: [String] {
    guard let details = exact?.exactSolution else { return [] }
    var lines = [
      "",
      "  exact solution: N from \(details.smallestN) to \(details.largestN), \(details.size.states) states, bandwidth "
        + "\(details.size.lowerBandwidth) + \(details.size.upperBandwidth); weight at the edge below "
        + TheoryReport.powerOfTen(above: details.edgeWeight),
    ]
    if let reversal = details.reversal {
      let (up, down) = (reversal.meanTimeFromUp, reversal.meanTimeFromDown)
      lines.append(
        "  reversal of the polarisation: relaxation time \(TheoryReport.digits(reversal.relaxationTime)) s; mean time from "
          + "s ≥ ⟨|s|⟩ to s ≤ −⟨|s|⟩ \(TheoryReport.digits(up)) s"
          + (parameters.zeeman == 0 ? "" : ", back \(TheoryReport.digits(down)) s"))
    }
    return lines
  }

  private static func digits(_ value: Double) -> String { String(format: "%.6g", value) }

  /// `1e-12` for 3e-13: a bound that does not change with the last bits.
  private static func powerOfTen(above value: Double) -> String {
    value > 0 ? String(format: "1e%d", max(-30, Int(log10(value).rounded(.down)) + 1)) : "1e-30"
  }
}

/// Lines of columns with their left ends aligned.
enum TextColumns {
  static func lines(_ rows: [[String]], indent: Int = 2) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
