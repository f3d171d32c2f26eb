import Foundation
import Results

/// One estimate as a map over two swept parameters: a cell for each point, whatever the distances of the values. Beside it the
/// same map from theory in the same colours, and the difference of the two.
struct SweepMap {
  private let table: SweepMapTable
  private let name: String
  private let values: [Double]
  private let theory: [SweepMapTable.Reference]

  static func figure(_ name: String, _ table: SweepMapTable) -> Figure? {
    let values = table.data.points.compactMap { $0.summary.estimates[name]?.value }.filter(\.isFinite)
    if values.isEmpty { return nil }
    let map = SweepMap(
      table: table, name: name, values: values,
      theory: table.data.points.indices.compactMap { table.reference(name, $0) })
    return map.theory.isEmpty ? map.alone : map.besideTheory
  }

  private var axes: String { "\(table.first.key) and \(table.second.key)" }
  private var caption: String { "\(name): \(EstimateName.description(name).meaning), against \(axes)" }

  private var alone: Figure {
    var script = FigureScript("map_\(name)", subject: "\(name) against \(axes)")
    addAxes(to: &script, mostTicks: 8)
    let scale = addColours(to: &script)
    script.add("set cblabel \(GnuplotText.quoted(scale.label(EstimateLabel.symbol(name))))")
    script.plot([image(scale.column(name))])
    return Figure(script, caption: caption + ". No theory has it.")
  }

  private var besideTheory: Figure {
    var script = FigureScript(
      "map_\(name)", subject: "\(name) against \(axes), beside theory", width: 1120, height: 400)
    addAxes(to: &script, mostTicks: 4)
    // Where there is no number.
    script.add(
      "set object 1 rectangle from graph 0,0 to graph 1,1 behind fillcolor rgb '#c4c4c4' fillstyle solid noborder")
    script.add("set multiplot layout 1,3 margins 0.08,0.94,0.19,0.83 spacing 0.08,0.1")
    let scale = addColours(to: &script)
    script.add("set label 1 \(GnuplotText.quoted(scale.label(EstimateLabel.symbol(name)))) at screen 0.5,0.96 center")
    script.add("set title 'simulation'")
    script.plot([image(scale.column(name))])
    script.add("unset label 1")
    script.add("set ylabel ''")
    script.add("set ytics (\(SweepMap.ticks(table.second.values, atMost: 12, areLabelled: false)))")
    let (exact, approximate) = (
      SweepCurves.column(SweepMapTable.exact, name), SweepCurves.column(SweepMapTable.approximate, name)
    )
    let sources = Set(theory.map(\.source))
    let words = sources.subtracting([.exact]).map(\.rawValue).sorted().joined(separator: ", ")
    let hasExact = sources.contains(.exact)
    script.add("set title \(GnuplotText.quoted(!hasExact ? words : words.isEmpty ? "exact" : "exact; ○: \(words)"))")
    // One image over the other: gnuplot has no value for an expression with a column without a number.
    let columns = (hasExact ? [exact] : []) + (words.isEmpty ? [] : [approximate])
    var items = columns.map { image(scale.column($0)) }
    if hasExact && !words.isEmpty {
      let cells = "\"column\":(column(\"row\")+0*column(\"\(approximate)\"))"
      for (color, size) in [("#000000", 0.9), ("#ffffff", 0.6)] {
        items.append(
          .init(
            GnuplotText.quoted(SweepMapTable.file), using: cells,
            with: "points pointtype 7 pointsize \(size) linecolor rgb '\(color)'"))
      }
    }
    script.plot(items)
    addDifference(to: &script, hasExact ? exact : approximate, inErrors: hasExact, words)
    script.add("unset multiplot")
    let meaning =
      hasExact
      ? " Right: (simulation − exact)/standard error, white where they agree; grey: no exact solution."
      : " Right: (simulation − theory)/theory."
    return Figure(script, caption: caption + ". Left: simulation. Middle: theory, in the same colours." + meaning)
  }

  /// The panel of differences, with their numbers where there is room.
  private func addDifference(to script: inout FigureScript, _ column: String, inErrors: Bool, _ words: String) {
    let (value, reference) = ("column(\"\(name)\")", "column(\"\(column)\")")
    let error = "column(\"\(SweepCurves.column("standardError", name))\")"
    let difference =
      inErrors ? "(\(value)-\(reference))/\(error)" : "100*(\(value)-\(reference))/abs(\(reference))"
    script.add("unset logscale cb")
    script.add("set cbtics autofreq")
    // Blue, white, orange: told apart with any colour vision.
    script.add(
      "set palette defined (0 '#2a7ab9', 1 '#a6cee8', 2 '#ffffff', 3 '#fbc58b', 4 '#d9700d')")
    script.add("set title '\(inErrors ? "(simulation − exact)/error" : "simulation against \(words) (%)")'")
    script.add("set cbrange [-\(inErrors ? 4 : largestPercentage):\(inErrors ? 4 : largestPercentage)]")
    var items = [image("(\(difference))")]
    if table.first.values.count <= 8 && table.second.values.count <= 12 {
      items.append(
        .init(
          GnuplotText.quoted(SweepMapTable.file),
          using:
            "\"column\":\"row\":(sprintf('%+.\(inErrors ? 1 : 0)f', \(difference)))",
          with: "labels font ',11' textcolor rgb '#000000'"))
    }
    script.plot(items)
  }

  /// A round number that no relative difference from an approximation passes, up to 100.
  private var largestPercentage: Int {
    let largest =
      table.data.points.indices.compactMap { index -> Double? in
        guard let reference = table.reference(name, index), reference.value != 0,
          let value = table.data.points[index].summary.estimates[name]?.value
        else { return nil }
        return 100 * abs(value / reference.value - 1)
      }.max() ?? 0
    return [5, 10, 20, 50].first { Double($0) >= largest } ?? 100
  }

  private func image(_ column: String) -> FigureScript.Item {
    .init(GnuplotText.quoted(SweepMapTable.file), using: "\"column\":\"row\":\(column)", with: "image")
  }

  private func addAxes(to script: inout FigureScript, mostTicks: Int) {
    let (first, second) = (table.first, table.second)
    script.axis(.x, first.label, range: -0.5...(Double(first.values.count) - 0.5))
    script.axis(.y, second.label, range: -0.5...(Double(second.values.count) - 0.5))
    script.add("set xtics out nomirror (\(SweepMap.ticks(first.values, atMost: mostTicks)))")
    script.add("set ytics out nomirror (\(SweepMap.ticks(second.values, atMost: 12)))")
    script.add("unset grid")
    script.add("unset key")
  }

  /// Colours of simulation and theory alike: logarithmic where all values are positive and range over more than a factor of ten.
  private func addColours(to script: inout FigureScript) -> AxisScale {
    let all = values + theory.map(\.value)
    let (least, most) = (all.min() ?? 0, all.max() ?? 0)
    let unit = EstimateLabel.unit(name)
    if least > 0, most > 10 * least {
      script.add("set logscale cb")
      script.add("set cbrange [\(least):\(most)]")
      script.add("set cbtics (\(FigureScript.logarithmicTicks(in: least...most)))")
      return AxisScale(factor: 1, unit: unit)
    }
    let size = max(abs(least), abs(most))
    let scale = unit == "s" ? AxisScale.time(upTo: size) : .powers(upTo: size, unit: unit)
    if most > least { script.add("set cbrange [\(scale.scaled(least)):\(scale.scaled(most))]") }
    return scale
  }

  /// Labels at cells; of many, evenly spaced ones.
  private static func ticks(_ values: [Double], atMost count: Int, areLabelled: Bool = true) -> String {
    let stride = max(1, (values.count + count - 1) / count)
    return values.enumerated().filter { $0.offset % stride == 0 }.map { index, value in
      "\(GnuplotText.quoted(areLabelled ? NumberText.short(value, digits: 3) : "")) \(index)"
    }.joined(separator: ", ")
  }
}
