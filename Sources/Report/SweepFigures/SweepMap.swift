import Foundation
import Results

/// One estimate as a map over two swept parameters: a cell for each point, whatever the distances of the values.
enum SweepMap {
  static func figure(_ name: String, _ data: SweepData, _ first: SweepData.Axis, _ second: SweepData.Axis) -> Figure? {
    let values = data.points.compactMap { $0.summary.estimates[name]?.value }.filter(\.isFinite)
    guard let least = values.min(), let most = values.max() else { return nil }
    let (rows, columns) = (first.values.count, second.values.count)
    var script = FigureScript("map_\(name)", subject: "\(name) against \(first.key) and \(second.key)")
    script.axis(.x, first.label, range: -0.5...(Double(rows) - 0.5))
    script.axis(.y, second.label, range: -0.5...(Double(columns) - 0.5))
    script.add("set xtics out nomirror (\(ticks(first.values, atMost: 8)))")
    script.add("set ytics out nomirror (\(ticks(second.values, atMost: 12)))")
    script.add("unset grid")
    script.add("unset key")
    let unit = EstimateLabel.unit(name)
    var scale = AxisScale(factor: 1, unit: unit)
    if least > 0, most > 10 * least {
      script.add("set logscale cb")
      script.add("set cbrange [\(least):\(most)]")
      script.add("set cbtics (\(FigureScript.logarithmicTicks(in: least...most)))")
    } else {
      let size = max(abs(least), abs(most))
      scale = unit == "s" ? .time(upTo: size) : .powers(upTo: size, unit: unit)
      if most > least { script.add("set cbrange [\(scale.scaled(least)):\(scale.scaled(most))]") }
    }
    script.add("set cblabel \(GnuplotText.quoted(scale.label(EstimateLabel.symbol(name))))")
    script.plot([
      .init(GnuplotText.quoted(file), using: "\"column\":\"row\":\(scale.column(name))", with: "image")
    ])
    return Figure(
      script, caption: "\(name): \(EstimateName.description(name).meaning), against \(first.key) and \(second.key).")
  }

  static let file = "sweep_grid.csv"

  /// The estimates in the order of cells, which is not that of sweep.csv where a list of values is not sorted.
  static func table(_ data: SweepData, _ first: SweepData.Axis, _ second: SweepData.Axis) -> Table {
    let names = data.estimates
    var table = Table([first.key, second.key, "column", "row"] + names)
    let places = data.points.indices.map { index in
      (first.place(data.value(first, ofPoint: index)), second.place(data.value(second, ofPoint: index)), index)
    }
    for (column, row, index) in places.sorted(by: { ($0.1, $0.0) < ($1.1, $1.0) }) {
      let cells: [Double?] = [first.values[column], second.values[row], Double(column), Double(row)]
      table.add(cells + names.map { data.points[index].summary.estimates[$0]?.value })
    }
    return table
  }

  /// Labels at cells; of many, evenly spaced ones.
  private static func ticks(_ values: [Double], atMost count: Int) -> String {
    let stride = max(1, (values.count + count - 1) / count)
    return values.enumerated().filter { $0.offset % stride == 0 }.map { index, value in
      "\(GnuplotText.quoted(NumberText.short(value, digits: 3))) \(index)"
    }.joined(separator: ", ")
  }
}
