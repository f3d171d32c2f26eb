import ClusterModel
import Foundation
import Results

/// A sample path: N and m above, the spin below.
enum TraceFigure {
  /// Of a longer path evenly spaced moments are shown.
  private static let mostPoints = 2000

  static func figure(_ point: PointData) throws(FileError) -> Figure? {
    guard let table = try point.optional("trace.csv", columns: ["trajectory", "time", "N", "m"]) else { return nil }
    let first = table["trajectory"].firstIndex { $0 != table["trajectory"][0] } ?? table.rowCount
    let times = table["time"].prefix(first)
    guard first > 1, let last = times.max(), last > 0 else { return nil }
    let model = point.summary.model
    let stride = (first + mostPoints - 1) / mostPoints
    // `every` counts rows from 0.
    let source = table.source + " every \(stride)::0::\(first - 1)"
    let spins = ["Sx", "Sy", "Sz"].filter { name in table[name].prefix(first).contains { !$0.isNaN } }
    let isPinned = model.spinVector == .pinned
    let shown = isPinned ? spins.filter { $0 == "Sz" } : spins

    var script = FigureScript(
      "trace", subject: "a sample path: N, m and the spin", height: shown.isEmpty ? 360 : 600)
    let scale = AxisScale.time(upTo: last)
    let x = scale.column("time")
    if !shown.isEmpty { script.add("set multiplot layout 2,1") }
    script.axis(.x, shown.isEmpty ? scale.label("time") : "", range: 0...scale.scaled(last))
    script.axis(.y, "number")
    script.add("set yrange [0:*]")
    let largest = table["N"].prefix(first).max() ?? 0
    // The same in both panels, and room for the longest number.
    script.add("set lmargin \(largest < 1e3 ? 8 : 11)")
    if largest <= 8 { script.add("set ytics 1") }
    var items: [FigureScript.Item] = [
      .init(source, using: "\(x):(column(\"N\"))", with: "steps linetype 1", title: "N")
    ]
    if model.hasReversedSpins {
      items.append(.init(source, using: "\(x):(column(\"m\"))", with: "steps linetype 2", title: "m, reversed spins"))
    }
    script.plot(items)
    if !shown.isEmpty {
      script.add("")
      script.add("set yrange [*:*]")
      script.add("set ytics auto")
      script.axis(.x, scale.label("time"))
      script.axis(.y, isPinned ? "signed spin S_z (ħ)" : "spin (ħ)")
      script.add("set xzeroaxis linetype 1 linewidth 0.8 linecolor rgb \"#404040\"")
      var items: [FigureScript.Item] = []
      if isPinned {
        items.append(
          .init(source, using: "\(x):(column(\"N\")/2):(-column(\"N\")/2)", with: FigureStyle.band, title: "±N/2"))
      }
      for (index, name) in shown.enumerated() {
        items.append(
          .init(
            source, using: "\(x):(column(\"\(name)\"))",
            with: isPinned ? "steps linetype 1" : "lines linetype \(index + 1)",
            title: "S_{\(name.suffix(1))}"))
      }
      script.plot(items)
      script.add("unset multiplot")
    }
    let caption =
      (isPinned
        ? "A sample path of the first trajectory. The spin reverses where it goes from one edge of the band to the other."
        : "A sample path of the first trajectory.") + (stride > 1 ? " Each \(stride)th moment is shown." : "")
    return Figure(script, caption: caption)
  }
}
