import ClusterModel
import Foundation
import Results

/// P(N), P(m) or P(S) with theory over it.
enum HistogramFigure {
  enum Quantity: String {
    case N
    case m
    case S
  }

  static func figure(_ quantity: Quantity, _ point: PointData) throws(FileError) -> Figure? {
    let (file, columns) = ("histogram_\(quantity.rawValue).csv", ["value", "probability", "standardError"])
    let found =
      quantity == .N
      ? try point.required(file, columns: columns) : try point.optional(file, columns: columns)
    // The probability of m falls exponentially, and is shown so.
    guard let table = found,
      let histogram = HistogramTable(
        table, step: quantity == .S ? 0.5 : 1, tail: quantity == .m ? 1e-6 : 2e-4,
        isSplit: quantity == .S && point.summary.model.spinVector == .pinned),
      histogram.peak > 0
    else { return nil }
    let (letter, model) = (quantity.rawValue, point.summary.model)
    let range = histogram.range
    var script = FigureScript("histogram_\(letter)", subject: "P(\(letter)): share of the time")
    let margin = max(histogram.step / 2, 0.02 * (range.upperBound - range.lowerBound))
    script.wholeAxis(
      .x, label(quantity, model), range: (range.lowerBound - margin)...(range.upperBound + margin))
    let (scale, axis) = probabilityAxis(&script, "P(\(letter))", histogram, isDecaying: quantity == .m)
    let least = axis.lowerBound
    let binned = "histogram_\(letter)_bins.csv"
    let source = histogram.width > 1 ? GnuplotText.quoted(binned) : table.source

    var items: [FigureScript.Item] = []
    if histogram.peak(\.exact) != nil {
      items.append(
        .init(source, using: "\"value\":\(scale.column("exact"))", with: "lines linestyle 2", title: "exact"))
    }
    if histogram.peak(\.fokkerPlanck) != nil {
      // The density of a pinned spin has no value at 0, between its two halves.
      let y = scale.column("fokkerPlanck")
      let drawn = quantity == .S && model.spinVector == .pinned ? "(column(\"value\") == 0 ? NaN : \(y))" : y
      items.append(
        .init(
          source, using: "\"value\":\(drawn)", with: "lines linestyle 3",
          title: "Fokker-Planck, \(TheoryNames.distribution(model))"))
    }
    items += simulation(source, histogram, scale, least: least)
    if quantity == .N { items += marks(&script, point, range) }
    let rows = items.count { $0.title != nil }
    let room = histogram.leavesRoom(forRows: rows) { p in
      least > 0 ? log(p / least) / log(axis.upperBound / least) : p / axis.upperBound
    }
    if room { script.key(inside: .topRight) }
    script.plot(items)
    return Figure(
      script, caption: caption(quantity, histogram),
      tables: histogram.width > 1 ? [(binned, histogram.table.data)] : [])
  }

  /// Symbols with error bars; above so many that bars would run into each other, with a band.
  private static func simulation(
    _ source: String, _ histogram: HistogramTable, _ scale: AxisScale, least: Double
  ) -> [FigureScript.Item] {
    let (x, y, error) = ("(column(\"value\"))", scale.column("probability"), scale.column("standardError"))
    var items: [FigureScript.Item] = []
    if histogram.peak(\.error) != nil {
      items.append(
        histogram.bins.count > 100
          ? .init(
            source, using: "\(x):(\(y)-\(error)):(\(y)+\(error))", with: FigureStyle.band, title: "± standard error")
          : .errorBars(source, x: x, y: y, error: error, least: least))
    }
    return items + [.init(source, using: "\(x):\(y)", with: "points linestyle 1", title: "simulation")]
  }

  private static func label(_ quantity: Quantity, _ model: ModelName) -> String {
    switch quantity {
    case .N: "number of quasi-particles N"
    case .m: "reversed spins m"
    case .S: model.spinVector == .pinned ? "signed spin S = N/2 − m (ħ)" : "spin S = N/2 − m (ħ)"
    }
  }

  /// Linear; logarithmic for what falls steeply from 0 on.
  /// - Returns: the unit, and the range of probabilities; from 0 where it is linear.
  private static func probabilityAxis(
    _ script: inout FigureScript, _ label: String, _ histogram: HistogramTable, isDecaying: Bool
  ) -> (scale: AxisScale, range: ClosedRange<Double>) {
    let probabilities = histogram.bins.map(\.probability)
    if isDecaying, let first = probabilities.first, let least = probabilities.filter({ $0 > 0 }).min(),
      first > 0.3 * histogram.peak, least < 0.1 * histogram.peak
    {
      let range = (least / 3)...(histogram.peak * 2)
      script.logarithmicAxis(.y, label, range: range)
      return (AxisScale(factor: 1, unit: ""), range)
    }
    let scale = AxisScale.powers(upTo: histogram.peak)
    script.axis(.y, scale.label(label))
    let top = 1.08 * histogram.highest
    script.add("set yrange [0:\(scale.scaled(top))]")
    return (scale, 0...top)
  }

  private static func marks(
    _ script: inout FigureScript, _ point: PointData, _ range: ClosedRange<Double>
  ) -> [FigureScript.Item] {
    var items: [FigureScript.Item] = []
    if let N0 = point.summary.scales.N0, range.contains(N0) {
      items.append(script.verticalMark("N0", at: N0, "N_0 = \(NumberText.short(N0))", .mark))
    }
    if point.summary.scales.regime == "unpolarized", let N = point.summary.scales.meanFieldN, range.contains(N) {
      items.append(script.verticalMark("meanFieldN", at: N, "N of mean field = \(NumberText.short(N))", .fit))
    }
    if let mean = point.estimate("meanN"), mean.isFinite {
      items.append(script.verticalMark("meanN", at: mean, "⟨N⟩ = \(NumberText.short(mean))", .otherMark))
    }
    return items
  }

  private static func caption(_ quantity: Quantity, _ histogram: HistogramTable) -> String {
    let what =
      switch quantity {
      case .N: "Distribution of the number of quasi-particles, as share of the time. N0 is the root of Eq. (4)."
      case .m: "Distribution of the number of reversed spins."
      case .S: "Distribution of the spin."
      }
    if histogram.width == 1 { return what }
    return what + " Each symbol is the mean over \(histogram.width) neighbouring values, the band the mean of their "
      + "standard errors: at least the error of the mean."
  }
}

/// Where a theory stands in the paper.
enum TheoryNames {
  /// The stationary distribution of Fokker-Planck.
  static func distribution(_ model: ModelName) -> String {
    switch model {
    case .heisenberg, .su2, .polarized: "Eq. (7)"
    case .ising, .polarizedIsing: "Eq. (S12)"
    }
  }
}
