import ClusterModel
import Foundation
import Results

/// Means over trajectories against the time since the start.
enum EnsembleFigure {
  /// Of more moments evenly spaced ones have a symbol.
  private static let mostPoints = 120

  /// - Parameter letter: of the mean: N, M, S or AbsS.
  static func figure(_ letter: String, _ point: PointData) throws(FileError) -> Figure? {
    guard let table = try point.optional("ensemble.csv", columns: ["time", "meanN", "standardErrorN"]),
      table.hasValues("mean\(letter)"), let last = table["time"].max(), last > 0
    else { return nil }
    let scale = AxisScale.time(upTo: last)
    let all = ["mean", "exact", "meanField"].flatMap { table[$0 + letter] }.filter { !$0.isNaN }
    let size = AxisScale.powers(upTo: all.map(abs).max() ?? 0, unit: letter.contains("S") ? "ħ" : "")
    var script = FigureScript("ensemble_\(letter)", subject: "mean over trajectories against time")
    script.axis(.x, scale.label("time since the start"), range: 0...scale.scaled(last))
    script.axis(.y, size.label(["N": "⟨N⟩", "M": "⟨m⟩", "S": "⟨S⟩", "AbsS": "⟨|S|⟩"][letter] ?? letter))
    let x = scale.column("time")
    let y = size.column("mean\(letter)")
    let error = size.column("standardError\(letter)")
    var items: [FigureScript.Item] = []
    if table.hasValues("standardError\(letter)") {
      items.append(
        .init(
          table.source, using: "\(x):(\(y)-\(error)):(\(y)+\(error))", with: FigureStyle.band,
          title: "± standard error"))
    }
    for (source, title, line) in [("exact", "exact", 2), ("meanField", "mean field", 4)]
    where table.hasValues(source + letter) {
      items.append(
        .init(
          table.source, using: "\(x):\(size.column(source + letter))", with: "lines linestyle \(line)", title: title))
    }
    let stride = max(1, (table.rowCount + mostPoints - 1) / mostPoints)
    items.append(
      .init(table.source(every: stride), using: "\(x):\(y)", with: "points linestyle 1", title: "simulation"))
    if let tf = point.summary.scales.tf, tf > 0, tf < last {
      items.append(
        script.verticalMark(
          "tf", at: scale.scaled(tf), "t_f = \(NumberText.short(scale.scaled(tf))) \(scale.unit)", .mark))
    }
    script.plot(items)
    return Figure(
      script, caption: "Mean over \(point.summary.run.trajectories) trajectories at each moment since the start.")
  }
}
