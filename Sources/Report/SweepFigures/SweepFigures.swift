import Foundation
import Results

/// All figures of a sweep over one parameter (curves) or two (maps).
enum SweepFigures {
  /// What is drawn, in words, where nothing is.
  static func remark(_ data: SweepData) -> String? {
    if !data.isGrid { return "The points are not a grid of parameters, so no figures are drawn of them together." }
    switch data.axes.count {
    case 0: return "There is one point only: its own page has the figures."
    case 1, 2: return nil
    default:
      return "\(data.axes.count) parameters are swept; figures are drawn for one or two. All numbers are in sweep.csv."
    }
  }

  static func all(_ data: SweepData, _ theories: [PointComparison]) -> [Figure] {
    guard data.isGrid, let first = data.axes.first else { return [] }
    switch data.axes.count {
    case 1:
      let curves = SweepCurves(data, axis: first, theories: theories)
      return withTables(
        data.estimates.compactMap { curve($0, data, first, curves) },
        [(SweepCurves.pointsFile, curves.exact.data), (SweepCurves.curvesFile, curves.curves.data)])
    case 2:
      let table = SweepMapTable(data, first, data.axes[1], theories: theories)
      return withTables(
        data.estimates.compactMap { SweepMap.figure($0, table) }, [(SweepMapTable.file, table.csv)])
    default: return []
    }
  }

  /// Tables that all the figures read go with the first.
  private static func withTables(_ figures: [Figure], _ tables: [(name: String, data: Data)]) -> [Figure] {
    guard let first = figures.first else { return [] }
    return [Figure(first.script, caption: first.caption, tables: tables)] + figures.dropFirst()
  }

  /// One estimate against the swept parameter.
  private static func curve(
    _ name: String, _ data: SweepData, _ axis: SweepData.Axis, _ curves: SweepCurves
  ) -> Figure? {
    let estimates = data.points.compactMap { $0.summary.estimates[name] }.filter { $0.value.isFinite }
    guard let from = axis.values.first, let to = axis.values.last, !estimates.isEmpty else { return nil }
    var script = FigureScript("sweep_\(name)", subject: "\(name) against \(axis.key)")
    if axis.isLogarithmic {
      let margin = pow(to / from, 0.03)
      script.logarithmicAxis(.x, axis.label, range: (from / margin)...(to * margin))
    } else {
      let margin = 0.03 * (to - from)
      script.axis(.x, axis.label, range: (from - margin)...(to + margin))
    }
    let (scale, range) = valueAxis(&script, name, estimates)
    let column = scale.column(name)
    let x = "(column(\"\(axis.key)\"))"
    var items: [FigureScript.Item] = []
    for (source, title, line) in [("fokkerPlanck", "Fokker-Planck", 3), ("meanField", "mean field", 4)]
    where curves.values(source, name).count(where: range.contains) > 1 {
      items.append(
        .init(
          GnuplotText.quoted(SweepCurves.curvesFile), using: "\(x):\(scale.column(SweepCurves.column(source, name)))",
          with: "lines linestyle \(line)", title: title))
    }
    if curves.values("exact", name).contains(where: range.contains) {
      items.append(
        .init(
          GnuplotText.quoted(SweepCurves.pointsFile), using: "\(x):\(column)",
          with: "linespoints linestyle 2 pointtype 6 pointsize 1", title: "exact"))
    }
    let table = GnuplotText.quoted("../sweep.csv")
    let error = SweepCurves.column("standardError", name)
    if estimates.contains(where: { $0.standardError != nil }) {
      items.append(
        .errorBars(table, x: x, y: column, error: scale.column(error), least: scale.scaled(range.lowerBound)))
    }
    items.append(.init(table, using: "\(x):\(column)", with: "points linestyle 1", title: "simulation"))
    script.plot(items)
    return Figure(script, caption: "\(name): \(EstimateName.description(name).meaning), against \(axis.key).")
  }

  /// Logarithmic where all values are significantly positive and range over more than a factor of ten.
  ///
  /// The simulation decides on the range; theory that is far away may leave it.
  /// - Returns: the unit at the axis, and the range in the unit of the estimate.
  private static func valueAxis(
    _ script: inout FigureScript, _ name: String, _ estimates: [EstimateRecord]
  ) -> (AxisScale, ClosedRange<Double>) {
    let errors = estimates.map { $0.standardError ?? 0 }
    let least = zip(estimates, errors).map { $0.value - $1 }.min() ?? 0
    let most = zip(estimates, errors).map { $0.value + $1 }.max() ?? 0
    let values = estimates.map(\.value)
    if let lowest = values.min(), let highest = values.max(), highest > 10 * lowest,
      zip(estimates, errors).allSatisfy({ $0.value > 3 * $1 && $0.value > 0 })
    {
      let range = (least / 2)...(most * 2)
      script.logarithmicAxis(.y, EstimateLabel.label(name), range: range)
      return (AxisScale(factor: 1, unit: ""), range)
    }
    let unit = EstimateLabel.unit(name)
    let size = max(abs(least), abs(most))
    let scale = unit == "s" ? AxisScale.time(upTo: size) : AxisScale.powers(upTo: size, unit: unit)
    // Room for theory nearby, but none below zero for what has none.
    let room = 0.4 * max(most - least, 0.1 * size)
    let isPositive = values.allSatisfy { $0 >= 0 } && least - room < 0
    let range = (isPositive ? min(0, least) : least - room)...(most + room)
    script.axis(
      .y, scale.label(EstimateLabel.symbol(name)),
      range: scale.scaled(range.lowerBound)...scale.scaled(range.upperBound))
    return (scale, range)
  }
}
