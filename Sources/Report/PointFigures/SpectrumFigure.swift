import ClusterModel
import Foundation
import Results

/// S_N(f), S_J(f), or the flux noise, log-log.
enum SpectrumFigure {
  enum Quantity {
    case N
    case J
    case flux
  }

  static func figure(_ quantity: Quantity, _ point: PointData) throws(FileError) -> Figure? {
    let letter = quantity == .N ? "N" : "J"
    let table = try point.required(
      "spectrum.csv", columns: ["frequency", "noise\(letter)", "standardError\(letter)"])
    let flux = point.settings.fluxPerSpin
    // One-sided, in Φ₀²/Hz: docs/units.md.
    let factor = quantity == .flux ? 8 * flux * flux : 1
    let (frequencies, values) = (table["frequency"], table["noise\(letter)"].map { $0 * factor })
    let errors = table["standardError\(letter)"].map { $0 * factor }
    let positive = frequencies.filter { $0 > 0 }
    guard let first = positive.min(), let last = positive.max(), last > first,
      let data = shown(frequencies, values, errors)
    else { return nil }
    let theories = [("exact", "exact", 2), ("fokkerPlanck", "Fokker-Planck", 3)].map { source, title, line in
      (source: source, title: title, line: line, values: table[source + letter].map { $0 * factor })
    }.filter { $0.values.contains { $0 > 3 * data.lowerBound && $0 < data.upperBound } }
    let curves = [values] + theories.map(\.values)
    // Theory may lie far above; it may not press the rest together.
    let highest = theories.flatMap(\.values).filter { !$0.isNaN }.max() ?? 0
    let range = data.lowerBound...max(data.upperBound, min(3 * highest, 100 * data.upperBound))

    var script = FigureScript(name(quantity), subject: subject(quantity))
    script.logarithmicAxis(.x, "frequency f (Hz)", range: first...last)
    script.logarithmicAxis(.y, label(quantity), range: range)
    let unit = AxisScale(factor: factor, unit: "")
    let y = unit.column("noise\(letter)")
    let error = unit.column("standardError\(letter)")
    var items: [FigureScript.Item] = []
    if errors.contains(where: { !$0.isNaN }) {
      // No logarithm below 0: the band ends at the lower edge.
      let below = "(\(y) > \(error) ? \(y)-\(error) : \(range.lowerBound))"
      items.append(
        .init(
          table.source, using: "(column(\"frequency\")):\(below):(\(y)+\(error))", with: FigureStyle.band,
          title: "± standard error"))
    }
    for theory in theories {
      items.append(
        .init(
          table.source, using: "\"frequency\":\(unit.column(theory.source + letter))",
          with: "lines linestyle \(theory.line)", title: theory.title))
    }
    items.append(.init(table.source, using: "\"frequency\":\(y)", with: "points linestyle 1", title: "simulation"))
    items += marks(&script, quantity, point, values.first ?? .nan, first...last, range)
    // Down to the lower edge of the band.
    let band = zip(values, errors).map { $0 - ($1.isNaN ? 0 : $1) }
    if leavesRoom(frequencies, curves + [band], first...last, range) { script.key(inside: .bottomLeft) }
    script.plot(items)
    return Figure(script, caption: caption(quantity, point))
  }

  /// What is significant, with a margin; at most ten decades.
  private static func shown(_ frequencies: [Double], _ values: [Double], _ errors: [Double]) -> ClosedRange<Double>? {
    let positive = values.indices.filter { frequencies[$0] >= 0 && values[$0] > 0 }
    let significant = positive.filter { !(values[$0] < 2 * errors[$0]) }
    let chosen = (significant.count > 2 ? significant : positive).map { values[$0] }
    guard let least = chosen.min(), let most = chosen.max(), most.isFinite else { return nil }
    let low = max(least / 2, most * 1e-10)
    guard low > 0 else { return nil }
    return low...(most * 3)
  }

  /// Whether nothing is low at low frequencies, where the key can stand.
  private static func leavesRoom(
    _ frequencies: [Double], _ curves: [[Double]], _ x: ClosedRange<Double>, _ y: ClosedRange<Double>
  ) -> Bool {
    let right = x.lowerBound * pow(x.upperBound / x.lowerBound, 0.5)
    let top = y.lowerBound * pow(y.upperBound / y.lowerBound, 0.5)
    return frequencies.indices.allSatisfy { place in
      frequencies[place] > right || curves.allSatisfy { $0[place].isNaN || $0[place] > top }
    }
  }

  private static func marks(
    _ script: inout FigureScript, _ quantity: Quantity, _ point: PointData, _ white: Double,
    _ frequencies: ClosedRange<Double>, _ range: ClosedRange<Double>
  ) -> [FigureScript.Item] {
    var items: [FigureScript.Item] = []
    if white > 0, range.contains(white) {
      let name = quantity == .N ? "S_N(0)" : quantity == .J ? "S_{Jz}(0)" : "S_Φ(0)"
      items.append(
        script.horizontalMark("white", at: white, "\(name) = \(NumberText.short(white, digits: 3))", .otherMark))
    }
    if let time = point.estimate(quantity == .N ? "tauN" : "tauJ"), time > 0 {
      let corner = 1 / (2 * .pi * time)
      if frequencies.contains(corner) {
        let title = "1/(2πτ_{\(quantity == .N ? "N" : "J")}) = \(NumberText.short(corner, digits: 3)) Hz"
        items.append(script.verticalMark("corner", at: corner, title, .mark))
      }
    }
    return items
  }

  private static func name(_ quantity: Quantity) -> String {
    switch quantity {
    case .N: "spectrum_N"
    case .J: "spectrum_J"
    case .flux: "flux_noise"
    }
  }

  private static func subject(_ quantity: Quantity) -> String {
    switch quantity {
    case .N: "S_N(f), noise of the number of quasi-particles, two-sided"
    case .J: "S_Jz(f), noise of one component of the spin, two-sided"
    case .flux: "flux noise in the SQUID, one-sided"
    }
  }

  private static func label(_ quantity: Quantity) -> String {
    switch quantity {
    case .N: "noise S_N(f), two-sided (s)"
    case .J: "noise S_{Jz}(f), two-sided (ħ² s)"
    case .flux: "flux noise S_Φ(f), one-sided (Φ₀²/Hz)"
    }
  }

  private static func caption(_ quantity: Quantity, _ point: PointData) -> String {
    switch quantity {
    case .N: "Spectrum of the noise of N."
    case .J:
      point.summary.model.spinVector == .pinned
        ? "Spectrum of the noise of the signed spin." : "Spectrum of the noise of one component of the spin vector."
    case .flux:
      "Flux noise, 8φ² S_Jz(f), with φ = \(NumberText.short(point.settings.fluxPerSpin)) Φ₀ for one spin ½ in the loop."
    }
  }
}
