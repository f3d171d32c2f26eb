import ClusterModel
import Foundation
import Report
import Results
import Statistics
import Theory

/// Past the paper: the noise of the spin vector, and the estimate S_spin ≃ S_N/3.
struct SpinNoise {
  private let session: PaperSession
  private let grid: [PlaneValues]
  private let points: [FinishedPoint]
  private let limits: [FinishedPoint]

  init(_ session: PaperSession) throws {
    self.session = session
    grid = try PlaneValues.grid(session)
    let runs = try Regimes.configs.map { try session.run($0) }
    let limits = try ["sr-su2", "ta-su2"].map { try session.run($0) }
    try session.solve(runs + limits)
    points = runs.flatMap(\.points)
    self.limits = limits.map(\.point)
  }

  func result() throws -> PartResult {
    var found = PartResult()
    var section = PartResult.Section(
      title: "The noise of the spin vector", about: "S_spin ≃ S_N/3 ≃ ⟨⟨N²⟩⟩t_f")
    section.entries = limits.flatMap { entries($0) }
    section.text = ["More on it: [spin-noise.md](spin-noise.md)."]
    for point in points {
      guard let exact = session.exact.value("noiseJ", point.system), let place = ReducedPoint(point.parameters) else {
        continue
      }
      found.checks.append(
        Check(
          "noiseJ of su2 at v = \(Text.number(place.v, digits: 2)), a = \(Text.number(place.a, digits: 2))",
          point.estimate("noiseJ"), expected: exact, degreesOfFreedom: point.degreesOfFreedom))
    }
    found.sections = [section]
    found.figures = [figure]
    found.pages = [("spin-noise.md", text)]
    return found
  }

  /// a/b, as if their errors were independent.
  private func ratio(_ a: Estimate, _ b: Estimate) -> Estimate {
    let value = a.value / b.value
    let relative = pow(a.standardError / a.value, 2) + pow(b.standardError / b.value, 2)
    return Estimate(value: value, standardError: abs(value) * relative.squareRoot())
  }

  private func noiseRatio(_ point: FinishedPoint) -> Estimate {
    ratio(point.estimate("noiseJ").scaled(by: 12), point.estimate("noiseN"))
  }

  private func entries(_ point: FinishedPoint) -> [Entry] {
    guard let forms = LimitForms(point.parameters, model: point.model),
      let op = try? FokkerPlanckOperator(point.parameters, model: point.model)
    else { return [] }
    let exact = session.exact[point.system]?.values ?? [:]
    func entry(_ quantity: String, _ place: String) -> Entry {
      var found = Entry("\(quantity), \(forms.limit.rawValue)", place: place)
      found.degreesOfFreedom = point.degreesOfFreedom
      return found
    }
    var vector = entry("4S_Jz(0)/(S_N(0)/3)", "S_spin ≃ S_N/3, above Eq. (9)")
    vector.paper = .order(1)
    vector.paperDiffers = true
    vector.fokkerPlanck = 4 * op.spin.noise(0) / op.zeroFrequencyNoise
    vector.exact = exact["noiseJ"].flatMap { J in exact["noiseN"].map { 12 * J / $0 } }
    vector.measured = noiseRatio(point)
    vector.remark =
      "the wandering axis carries ⟨N²⟩, S_N only the variance; the errors of both noises are taken as independent"

    var estimate = entry("4S_Jz(0)/(⟨⟨N²⟩⟩t_f)", "S_spin ≃ ⟨⟨N²⟩⟩t_f, above Eq. (9)")
    let tf = point.scales.tf
    estimate.paper = .order(1)
    estimate.paperDiffers = true
    estimate.fokkerPlanck = 4 * op.spin.noise(0) / 3 / (op.law.variance * tf)
    estimate.exact = exact["noiseJ"].flatMap { J in exact["varianceN"].map { 4 * J / ($0 * tf) } }
    estimate.measured = ratio(point.estimate("noiseJ").scaled(by: 4 / tf), point.estimate("varianceN"))
    estimate.remark = "the paper's other form, with t_f = N0²/(AV)"

    var times = entry("τ_J/τ_N", "not in the paper")
    times.fokkerPlanck = op.spin.correlationTime / op.number.correlationTime
    times.exact = exact["tauJ"].flatMap { J in exact["tauN"].map { J / $0 } }
    times.measured = ratio(point.estimate("tauJ"), point.estimate("tauN"))
    return [vector, estimate, times]
  }

  private func spread(_ value: (PlaneValues) -> Double) -> (least: PlaneValues, most: PlaneValues)? {
    let solved = grid.filter { value($0).isFinite }
    guard let least = solved.min(by: { value($0) < value($1) }), let most = solved.max(by: { value($0) < value($1) })
    else { return nil }
    return (least, most)
  }

  private func place(_ cell: PlaneValues) -> String {
    "v = \(Text.number(cell.point.v, digits: 2)), a = \(Text.number(cell.point.a, digits: 2))"
  }

  private var text: String {
    var paragraphs = [
      "# The noise of the spin vector",
      "A SQUID sees one component of the spin J. The paper estimates its noise by that of the number, S_spin ≃ S_N/3 ≃ ⟨⟨N²⟩⟩t_f. But the "
        + "axis of J wanders, and what a turning axis moves is the whole spin, not the fluctuation of its length: C_J(0) = ⟨J²⟩ against the "
        + "variance of N. And it turns more slowly than N changes. Both make the noise larger.",
    ]
    for point in limits {
      guard let forms = LimitForms(point.parameters, model: point.model),
        let op = try? FokkerPlanckOperator(point.parameters, model: point.model)
      else { continue }
      let ratio = 4 * op.spin.noise(0) / op.zeroFrequencyNoise
      let square = op.law.secondMoment / op.law.variance
      let times = op.spin.correlationTime / op.number.correlationTime
      paragraphs.append(
        "**\(forms.limit.rawValue).** For large polarised clusters the vector has \(Text.number(ratio, digits: 3)) times the noise of the paper's "
          + "estimate: ⟨N²⟩/⟨⟨N²⟩⟩ = \(Text.number(square, digits: 3)) by its size and τ_J/τ_N = \(Text.number(times, digits: 3)) by its time. "
          + "Trajectories of su2 at N0 = \(Text.number(forms.N0, digits: 3)) give \(Text.estimate(noiseRatio(point))).")
    }
    if let noise = spread(\.noiseRatio), let times = spread(\.timeRatio) {
      let faster = grid.filter { $0.timeRatio < 1 }.count
      paragraphs.append(
        "**Over the plane** (su2, solved exactly, N = \(Text.number(session.scale.sizes.least)) to \(Text.number(session.scale.sizes.most)) by (S9)) the ratio 4S_Jz(0)/(S_N(0)/3) goes from "
          + "\(Text.number(noise.least.noiseRatio, digits: 3)) at \(place(noise.least)) to \(Text.number(noise.most.noiseRatio, digits: 3)) at "
          + "\(place(noise.most)), and τ_J/τ_N from \(Text.number(times.least.timeRatio, digits: 3)) at \(place(times.least)) to "
          + "\(Text.number(times.most.timeRatio, digits: 3)) at \(place(times.most)). "
          + (faster == 0
            ? "Nowhere is the spin faster than the number."
            : "At \(faster) of \(grid.count) points the spin is faster than the number."))
      paragraphs.append(unpolarizedText)
    }
    paragraphs += [
      Markdown.picture("spin-noise", "τ_J/τ_N and 4S_Jz(0)/(S_N(0)/3) over the plane; points: trajectories."), table,
      "su2; ± is one standard error, that of ratios as if both errors were independent. Exact where it is not too large.",
    ]
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  /// In the unpolarised region the ratios depend on the number of quasi-particles.
  private var unpolarizedText: String {
    let point = ReducedPoint(v: 10, a: 0.01)
    let cells = session.scale.sizes.samples.map { N in
      (N, PlaneValues(point, exact: session.exact[ReducedGrid.system(point, N: N)], N: N))
    }
    let words = cells.map { N, cell in
      "\(Text.number(cell.timeRatio, digits: 3)) and \(Text.number(cell.noiseRatio, digits: 3)) at N = \(Text.number(N))"
    }
    let times = cells.map { _, cell in
      (cell.exact?.values["tauN"] ?? .nan, cell.exact?.values["tauJ"] ?? .nan)
    }
    guard let first = times.first, let last = times.last else { return "" }
    return
      "**Unpolarised clusters.** At v = 10, a = 0.01 the two ratios τ_J/τ_N and 4S_Jz(0)/(S_N(0)/3) are \(words.joined(separator: ", ")): "
      + "there they grow with the number of quasi-particles. τ_N goes from \(Text.number(first.0, digits: 3)) to "
      + "\(Text.number(last.0, digits: 3)) τs, τ_J from \(Text.number(first.1, digits: 3)) to \(Text.number(last.1, digits: 3)) τs: "
      + "annihilation, which keeps the spin, makes N forget. The points in the figure have their own numbers of quasi-particles, so they "
      + "need not have the colour of the map there."
  }

  private var table: String {
    let rows = points.compactMap { point in ReducedPoint(point.parameters).map { (point, $0) } }
      .sorted { ($0.1.v, $0.1.a) < ($1.1.v, $1.1.a) }
    return Markdown.table(
      ["v", "a", "⟨N⟩", "τ_N [s]", "τ_J [s]", "τ_J/τ_N", "exact", "4S_Jz/(S_N/3)", "exact"],
      rows.map { point, place in
        let exact = session.exact[point.system]?.values
        func exactRatio(_ a: String, _ b: String, _ factor: Double) -> String {
          guard let x = exact?[a], let y = exact?[b] else { return "" }
          return Text.number(factor * x / y, digits: 4)
        }
        return [
          Text.number(place.v, digits: 3), Text.number(place.a, digits: 3),
          Text.number(point.value("meanN"), digits: 3),
          Text.estimate(point.estimate("tauN")), Text.estimate(point.estimate("tauJ")),
          Text.estimate(ratio(point.estimate("tauJ"), point.estimate("tauN"))), exactRatio("tauJ", "tauN", 1),
          Text.estimate(noiseRatio(point)), exactRatio("noiseJ", "noiseN", 12),
        ]
      })
  }

  private var figure: Figure {
    var script = FigureScript(
      "spin-noise", subject: "The spin vector against the number over the plane", width: 980, height: 470)
    for line in ReducedGrid.axes(side: session.scale.gridSide) { script.add(line) }
    script.add("set key off")
    script.add("set multiplot layout 1,2 margins 0.08,0.92,0.13,0.90 spacing 0.15,0.14")
    script.add("set xlabel 'V/V_c'")
    script.add("set logscale cb")
    script.add("set cbtics (1,2,3,5,7,10,20,30,50,70,100,200)")
    var map = ImageTable(["log10v", "log10a", "timeRatio", "noiseRatio"])
    for cell in grid {
      map.add([log10(cell.point.v), log10(cell.point.a), cell.timeRatio, cell.noiseRatio].map(Rounded.to5))
    }
    var marks = Table(["log10v", "log10a", "timeRatio", "noiseRatio"])
    for point in points {
      guard let place = ReducedPoint(point.parameters) else { continue }
      marks.add(
        [
          log10(place.v), log10(place.a), ratio(point.estimate("tauJ"), point.estimate("tauN")).value,
          noiseRatio(point).value,
        ].map(Rounded.to5))
    }
    for (index, panel) in [("timeRatio", "τ_J/τ_N"), ("noiseRatio", "4S_{Jz}(0) / (S_N(0)/3)")].enumerated() {
      script.add("set title \(GnuplotText.quoted(panel.1)) offset 0,-0.6")
      script.add(ReducedGrid.labelA(index == 0))
      script.add(index == 0 ? "set cbrange [1:12]" : "set cbrange [7:200]")
      let column = "(column(\"\(panel.0)\"))"
      script.plot([
        .init("'spin-noise_map.csv'", using: "1:2:\(column)", with: "image"),
        .init("'spin-noise_points.csv'", using: "1:2:\(column)", with: "points pointtype 7 pointsize 1.5 palette"),
        .init(
          "'spin-noise_points.csv'", using: "1:2",
          with: "points pointtype 6 pointsize 1.5 linewidth 1.5 linecolor rgb '#ffffff'"),
      ])
    }
    script.add("unset multiplot")
    return Figure(
      script,
      caption: "τ_J/τ_N and the noise of the vector over the paper's estimate, exact; circles: trajectories of su2.",
      tables: [("spin-noise_map.csv", map.data), ("spin-noise_points.csv", marks.data)])
  }
}
