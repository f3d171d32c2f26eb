import ClusterModel
import Foundation
import Results

/// C_N or C_J against the lag.
enum CorrelationFigure {
  static func figure(_ letter: String, _ point: PointData) throws(FileError) -> Figure? {
    let columns = ["lag", "autocovariance\(letter)", "standardError\(letter)"]
    let table = try point.required("autocorrelation.csv", columns: columns)
    let (lags, values) = (table["lag"], table["autocovariance\(letter)"])
    guard lags.count > 2, let first = values.first, first > 0, let longest = lags.last, longest > 0 else { return nil }
    let time = point.estimate("tau\(letter)").flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    let last = min(longest, 6 * (time ?? longest))
    let scale = AxisScale.time(upTo: last)
    let size = AxisScale.powers(upTo: first, unit: letter == "J" ? "ħ²" : "")

    var script = FigureScript("autocorrelation_\(letter)", subject: "C_\(letter)(t), the autocovariance")
    script.axis(.x, scale.label("lag t"), range: 0...scale.scaled(last))
    script.axis(.y, size.label("autocovariance C_{\(letter)}(t)"))
    script.add("set xzeroaxis linetype 1 linewidth 0.8 linecolor rgb \"#404040\"")
    let x = scale.column("lag")
    let y = size.column("autocovariance\(letter)")
    let error = size.column("standardError\(letter)")
    var items: [FigureScript.Item] = []
    if table.hasValues("standardError\(letter)") {
      items.append(
        .init(
          table.source, using: "\(x):(\(y)-\(error)):(\(y)+\(error))", with: FigureStyle.band,
          title: "± standard error"))
    }
    for (source, title, line) in [("exact", "exact", 2), ("fokkerPlanck", "Fokker-Planck", 3)]
    where table[source + letter].contains(where: { $0 > 0.02 * first }) {
      items.append(
        .init(
          table.source, using: "\(x):\(size.column(source + letter))", with: "lines linestyle \(line)", title: title))
    }
    items.append(.init(table.source, using: "\(x):\(y)", with: "points linestyle 1", title: "simulation"))
    if let fit = fit(&script, letter, point, table, scale, size) { items.append(fit) }
    if let tf = point.summary.scales.tf, tf > 0, tf < last {
      items.append(script.verticalMark("tf", at: scale.scaled(tf), "t_f = \(text(tf))", .mark))
    }
    if leavesRoom(table, letter, last: last, first: first) { script.key(inside: .topRight) }
    script.plot(items)
    return Figure(script, caption: caption(letter, point))
  }

  /// Whether all curves are low in the right half.
  private static func leavesRoom(_ table: PlotTable, _ letter: String, last: Double, first: Double) -> Bool {
    let lags = table["lag"]
    let columns = ["autocovariance", "exact", "fokkerPlanck"].map { table[$0 + letter] }
    return lags.indices.allSatisfy { place in
      lags[place] < 0.45 * last || lags[place] > last
        || columns.allSatisfy { $0.isEmpty || !($0[place] > 0.5 * first) }
    }
  }

  private static func text(_ time: Double) -> String {
    let scale = AxisScale.time(upTo: time)
    return NumberText.short(scale.scaled(time)) + " " + scale.unit
  }

  /// A exp(−t/τ) with the fitted τ, from τ/4 to 3τ of the integrated time, where it was fitted; A is that of least squares
  /// at this τ.
  private static func fit(
    _ script: inout FigureScript, _ letter: String, _ point: PointData, _ table: PlotTable, _ scale: AxisScale,
    _ size: AxisScale
  ) -> FigureScript.Item? {
    guard let fitted = point.estimate("tau\(letter)Fit"), fitted > 0, fitted.isFinite,
      let time = point.estimate("tau\(letter)"), time > 0, time.isFinite
    else { return nil }
    let (lags, values) = (table["lag"], table["autocovariance\(letter)"])
    let errors = table["standardError\(letter)"]
    var (above, below) = (0.0, 0.0)
    for i in lags.indices where lags[i] >= 0.25 * time && lags[i] <= 3 * time && !values[i].isNaN {
      let weight = errors[i] > 0 ? 1 / (errors[i] * errors[i]) : 1
      let decay = exp(-lags[i] / fitted)
      above += weight * values[i] * decay
      below += weight * decay * decay
    }
    guard below > 0, (above / below).isFinite else { return nil }
    script.add(
      block: "fit", columns: ["x", "y"],
      rows: (0...40).map { i in
        let lag = time * (0.25 + 2.75 * Double(i) / 40)
        return [scale.scaled(lag), size.scaled(above / below * exp(-lag / fitted))]
      })
    return .init("$fit", using: "1:2", with: "lines linestyle 5", title: "fit, τ = \(text(fitted))")
  }

  private static func caption(_ letter: String, _ point: PointData) -> String {
    let what =
      letter == "N"
      ? "Autocovariance of N."
      : point.summary.model.spinVector == .pinned
        ? "Autocovariance of the signed spin." : "Autocovariance of the spin vector, ⟨J(t)·J(0)⟩."
    return what + " Neighbouring lags are correlated. t_f = N0²/(AV) is the mean-field estimate."
  }
}
