import ClusterModel
import Foundation
import Report
import Results
import Statistics
import Theory

/// The limit of large clusters from trajectories alone: straight lines in 1/N0 through runs of (S5) and its classical form.
struct Limits {
  private let session: PaperSession
  private let runs: [FinishedRun]

  private static let names = ["limit-sr-quantum", "limit-ta-quantum", "limit-sr-classical", "limit-ta-classical"]

  init(_ session: PaperSession) throws {
    self.session = session
    runs = try Limits.names.map { try session.run($0) }
    try session.solve(runs)
  }

  func result() throws -> PartResult {
    var found = PartResult()
    var section = PartResult.Section(
      title: "The limit of large clusters",
      about: "0.5 and 0.6 with more digits, Eqs. (8), (9), (S13), (S14) without 1/N0")
    let sizes = runs.first.map { $0.points.map { Text.number($0.scales.N0, digits: 3) }.joined(separator: ", ") } ?? ""
    section.text = [
      "Equation (S5) (and, for classical spins, the same without the 1/(N+1)) was simulated at N0 = \(sizes) and "
        + "extrapolated by a straight line in 1/N0. The column exact holds the same straight line through the exact values at "
        + "the same N0: z is free of what the line leaves out, and the difference of exact and Fokker-Planck is what it leaves out. "
        + "The paper's 0.5 and 0.6 become 0.48202 and 0.55999 in the Fokker-Planck equation; it has none for classical spins."
    ]
    var curves: [LimitCurve] = []
    for run in runs {
      guard let forms = LimitForms(run.point.parameters, model: run.point.model) else { continue }
      let family = "\(forms.isQuantum ? "quantum" : "classical"), \(forms.limit.rawValue)"
      let points = run.points.compactMap { point in
        LimitForms(point.parameters, model: point.model).map {
          LimitPoint(point, $0, exact: session.exact[point.system])
        }
      }
      for point in points { found.checks += point.checks(family) }

      var noise = entry("S_N(0)/⟨⟨N²⟩⟩ in units of \(forms.timeSymbol), \(family)", "below Eq. (9)", points) {
        ($0.noise, $0.exactNoise)
      }
      if let value = forms.noise {
        noise.paper = .number(value, tolerance: 0.05 / value)
      } else {
        noise.place = "not in the paper"
      }
      noise.fokkerPlanck = FokkerPlanckNoise.ratio(run.point.system).map { $0 / forms.time }
      section.entries.append(noise)

      var mean = entry("⟨N⟩/N0, \(family)", forms.momentsPlace, points) { ($0.mean, $0.exactMean) }
      mean.paper = .number(forms.mean, tolerance: 1e-6)
      mean.fokkerPlanck = StationaryDistribution(run.point.parameters, model: run.point.model).map {
        $0.mean / forms.N0
      }
      section.entries.append(mean)

      var square = entry("⟨N²⟩/N0², \(family)", forms.momentsPlace, points) { ($0.square, $0.exactSquare) }
      if forms.isQuantum {
        square.paper = .number(forms.secondMoment, tolerance: 1e-6)
      } else {
        square.place = "not in the paper"
      }
      square.fokkerPlanck = StationaryDistribution(run.point.parameters, model: run.point.model).map {
        $0.secondMoment / (forms.N0 * forms.N0)
      }
      section.entries.append(square)
      curves.append(
        LimitCurve(
          label: "\(family) [\(forms.timeSymbol)]", name: run.name, points: points, limit: noise.fokkerPlanck,
          extrapolated: noise.measured))
    }
    section.entries = section.entries.map { entry in
      var entry = entry
      if let exact = entry.exact, let limit = entry.fokkerPlanck {
        entry.remark = "the line leaves out \(Text.percent(abs(exact / limit - 1)))"
      }
      return entry
    }
    section.figures = ["limits"]
    found.sections = [section]
    found.figures = [LimitCurve.figure(curves)]
    return found
  }

  /// A quantity extrapolated to 1/N0 = 0.
  private func entry(
    _ quantity: String, _ place: String, _ points: [LimitPoint], _ pick: (LimitPoint) -> (Estimate, Double?)
  ) -> Entry {
    var found = Entry(quantity, place: place)
    let picked = points.map(pick)
    let x = points.map { 1 / $0.N0 }
    let errors = picked.map(\.0.standardError)
    found.measured = LineFit(x: x, y: picked.map(\.0.value), errors: errors)?.intercept
    found.exact = LineFit(x: x, y: picked.map { $0.1 ?? .nan }, errors: errors)?.intercept.value
    found.degreesOfFreedom = points.map(\.degreesOfFreedom).min() ?? 1
    return found
  }
}

/// One cluster of a series, in the units of its limit.
struct LimitPoint {
  let N0: Double
  let noise: Estimate
  let exactNoise: Double?
  let mean: Estimate
  let exactMean: Double?
  let square: Estimate
  let exactSquare: Double?
  let degreesOfFreedom: Double

  init(_ point: FinishedPoint, _ forms: LimitForms, exact: TheoreticalEstimates?) {
    let N0 = forms.N0
    self.N0 = N0
    noise = point.estimate("tauN").scaled(by: 2 / forms.time)
    exactNoise = exact?.values["tauN"].map { 2 * $0 / forms.time }
    mean = point.estimate("meanN").scaled(by: 1 / N0)
    exactMean = exact?.values["meanN"].map { $0 / N0 }
    square = point.secondMoment.scaled(by: 1 / (N0 * N0))
    exactSquare = exact.flatMap { e in
      e.values["varianceN"].flatMap { v in e.values["meanN"].map { (v + $0 * $0) / (N0 * N0) } }
    }
    degreesOfFreedom = point.degreesOfFreedom
  }

  /// The point itself, before any extrapolation.
  func checks(_ family: String) -> [Check] {
    [("S_N(0)/⟨⟨N²⟩⟩", noise, exactNoise), ("⟨N⟩", mean, exactMean)].compactMap { name, measured, exact in
      exact.map {
        Check(
          "\(name) at N0 = \(Text.number(N0, digits: 3)), \(family)", measured, expected: $0,
          degreesOfFreedom: degreesOfFreedom)
      }
    }
  }
}

/// The noise of a series against 1/N0.
struct LimitCurve {
  let label: String
  let name: String
  let points: [LimitPoint]
  let limit: Double?
  /// From trajectories alone, at 1/N0 = 0.
  let extrapolated: Estimate?

  private var table: Table {
    var table = Table(["N0", "inverseN0", "noise", "standardError", "exact"])
    for point in points {
      table.add([
        Rounded.to5(point.N0), Rounded.to5(1 / point.N0), Rounded.to5(point.noise.value),
        Rounded.to5(point.noise.standardError), point.exactNoise.map(Rounded.to5),
      ])
    }
    return table
  }

  static func figure(_ curves: [LimitCurve]) -> Figure {
    var script = FigureScript("limits", subject: "S_N(0) against the size of the cluster", width: 760, height: 560)
    script.add("set xlabel '1/N_0'")
    script.add("set ylabel 'S_N(0)/⟨⟨N²⟩⟩ (τ_s or (AΓ̄_t²/V)^{−1/3})'")
    script.add("set xrange [-0.004:0.108]")
    script.add("set yrange [0.44:0.80]")
    var items: [FigureScript.Item] = []
    for (index, curve) in curves.enumerated() {
      let file = GnuplotText.quoted("\(curve.name).csv")
      items.append(
        .init(file, using: "(column(\"inverseN0\")):(column(\"exact\"))", with: "lines linetype \(index + 1)"))
      items.append(
        .init(
          file, using: "(column(\"inverseN0\")):(column(\"noise\")):(column(\"standardError\"))",
          with: "yerrorbars linetype \(index + 1) pointtype \([5, 7, 9, 11][index % 4]) pointsize 0.7",
          title: plain(curve.label)))
    }
    script.add(
      block: "limit", columns: ["x", "y"], rows: curves.compactMap { $0.limit.map { [0, Rounded.to5($0)] } })
    items.append(
      .init(
        "$limit", using: "1:2", with: "points linecolor rgb '#000000' pointtype 2 pointsize 0.9", title: "Fokker-Planck"
      ))
    script.add(
      block: "line", columns: ["x", "y", "error"],
      rows: curves.compactMap { curve in
        curve.extrapolated.map { [-0.0015, Rounded.to5($0.value), Rounded.to5($0.standardError)] }
      })
    items.append(
      .init(
        "$line", using: "1:2:3", with: "yerrorbars linecolor rgb '#000000' pointtype 6 pointsize 0.9",
        title: "extrapolated Monte Carlo"))
    script.plot(items)
    return Figure(
      script,
      caption:
        "S_N(0)/⟨⟨N²⟩⟩ from trajectories (points), from the master equation (lines) and in the limit (crosses); circles: straight lines through the points, extended to the limit.",
      tables: curves.map { ("\($0.name).csv", $0.table.data) })
  }

  /// As gnuplot writes it.
  private static func plain(_ label: String) -> String {
    label.replacing("τs", with: "τ_s").replacing("(AΓ̄t²/V)^(−1/3)", with: "(AΓ̄_t²/V)^{−1/3}")
  }
}
