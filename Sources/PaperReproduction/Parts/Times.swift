import ClusterModel
import Foundation
import Report
import Results
import Statistics
import Theory

/// The fluctuation time and how it scales with A, V, τs and Γ̄t.
struct Times {
  /// One series in which one parameter varies over decades.
  private struct Series {
    let config: String
    let symbol: String
    let key: KeyPath<Parameters, Double?>
    /// Exponent of the paper's t_f.
    let exponent: Double
    let exponentText: String
  }

  private let session: PaperSession
  private let runs: [(series: Series, run: FinishedRun)]

  init(_ session: PaperSession) throws {
    self.session = session
    let all = [
      Series(config: "time-sr-injection", symbol: "A", key: \.optionalInjectionRate, exponent: 0, exponentText: "0"),
      Series(config: "time-sr-volume", symbol: "V", key: \.optionalVolume, exponent: 0, exponentText: "0"),
      Series(config: "time-sr-flips", symbol: "τs", key: \.spinFlipTime, exponent: 1, exponentText: "1"),
      Series(
        config: "time-ta-injection", symbol: "A", key: \.optionalInjectionRate, exponent: -1.0 / 3, exponentText: "−1/3"
      ),
      Series(config: "time-ta-volume", symbol: "V", key: \.optionalVolume, exponent: 1.0 / 3, exponentText: "1/3"),
      Series(
        config: "time-ta-triplet", symbol: "Γ̄t", key: \.optionalGammaTriplet, exponent: -2.0 / 3, exponentText: "−2/3"),
    ]
    runs = try all.map { ($0, try session.run($0.config)) }
    try session.solve(runs.map(\.run))
  }

  func result() throws -> PartResult {
    var found = PartResult()
    var section = PartResult.Section(
      title: "The fluctuation time t_f", about: "t_f in both regimes, and how it goes with A, V, τs, Γ̄t")
    section.text = [
      "t_f is the paper's estimate N0²/(AV); τ_N = ∫₀^∞C_N dt/C_N(0) = S_N(0)/(2⟨⟨N²⟩⟩) is measured. Exponents are slopes of ln τ_N against the "
        + "logarithm of the parameter, over N0 = 10 to 100, in a cluster that one process alone limits. The column exact "
        + "is the same slope through exact values: it differs from the limit by terms of order 1/N0 and m0/N0."
    ]
    section.entries = estimates()
    for (series, run) in runs {
      section.entries.append(slope(series, run))
      for point in run.points {
        guard let exact = session.exact.value("tauN", point.system) else { continue }
        found.checks.append(
          Check(
            "τ_N of \(series.config) at \(series.symbol) = \(Text.number(point.parameters[keyPath: series.key] ?? .nan))",
            point.estimate("tauN"), expected: exact, degreesOfFreedom: point.degreesOfFreedom))
      }
    }
    section.entries.append(misprint())
    section.figures = ["times"]
    found.sections = [section]
    found.figures = [figure()]
    return found
  }

  private func estimates() -> [Entry] {
    ["time-sr-injection", "time-ta-injection"].compactMap { name in
      guard let point = runs.first(where: { $0.run.name == name })?.run.points.last,
        let forms = LimitForms(point.parameters, model: point.model)
      else { return nil }
      var entry = Entry(
        "t_f = N0²/(AV) in units of \(forms.timeSymbol), \(forms.limit.rawValue)", place: "below Eq. (9)")
      entry.paper = .order(1)
      entry.paperSpeaksOf = .meanField
      entry.meanField = point.scales.tf / forms.time
      entry.fokkerPlanck = FokkerPlanckNoise.ratio(point.system).map { $0 / 2 / forms.time }
      entry.exact = session.exact.value("tauN", point.system).map { $0 / forms.time }
      entry.measured = point.estimate("tauN").scaled(by: 1 / forms.time)
      entry.degreesOfFreedom = point.degreesOfFreedom
      entry.remark =
        (forms.limit == .flips ? "with N0² = AVτs/2 it is τs/2; " : "")
        + "Fokker-Planck, exact and Monte Carlo: τ_N, \(Text.number(point.scales.tf / point.value("tauN"), digits: 2)) times "
        + "shorter (N0 = \(Text.number(forms.N0, digits: 3)))"
      return entry
    }
  }

  private func slope(_ series: Series, _ run: FinishedRun) -> Entry {
    let limit = LimitForms(run.point.parameters, model: run.point.model)?.limit.rawValue ?? ""
    let x = run.points.map { log($0.parameters[keyPath: series.key] ?? .nan) }
    let errors = run.points.map { $0.estimate("tauN").standardError / $0.value("tauN") }
    func slope(_ y: [Double]) -> Estimate? { LineFit(x: x, y: y.map { log($0) }, errors: errors)?.slope }
    var entry = Entry("exponent of the time in \(series.symbol), \(limit)", place: "below Eq. (9)")
    entry.paper = .number(series.exponent, tolerance: 1e-3)
    entry.paperText = series.exponentText
    entry.fokkerPlanck =
      slope(
        run.points.map { FokkerPlanckNoise.ratio($0.system) ?? .nan })?.value
    // What is zero is zero up to rounding.
    if let value = entry.fokkerPlanck, abs(value) < 1e-6 { entry.fokkerPlanck = 0 }
    entry.exact = slope(run.points.map { session.exact.value("tauN", $0.system) ?? .nan })?.value
    entry.measured = slope(run.points.map { $0.value("tauN") })
    entry.degreesOfFreedom = run.points.map(\.degreesOfFreedom).min() ?? 1
    let range = run.points.compactMap { $0.parameters[keyPath: series.key] }
    entry.remark =
      "\(series.symbol) = \(Text.number(range.min() ?? .nan, digits: 3)) to \(Text.number(range.max() ?? .nan, digits: 3))"
    return entry
  }

  /// t_f as printed has Γ̄t without the square.
  private func misprint() -> Entry {
    var entry = Entry("exponent of t_f in Γ̄t as printed, TA", place: "t_f below Eq. (9)")
    entry.paper = .number(-1.0 / 3, tolerance: 1e-3)
    entry.paperText = "(AΓ̄t/V)^(−1/3): −1/3"
    entry.paperDiffers = true
    if let (series, run) = runs.first(where: { $0.series.config == "time-ta-triplet" }) {
      entry.fokkerPlanck = slope(series, run).fokkerPlanck
    }
    entry.remark = "misprint: it is (AΓ̄t²/V)^(−1/3), by its units and by the paper's own S_N(0)"
    return entry
  }

  private func figure() -> Figure {
    var script = FigureScript("times", subject: "τ_N against A, V, τs and Γ̄t", width: 900, height: 640)
    script.add("set multiplot layout 2,2 margins 0.09,0.97,0.12,0.97 spacing 0.11,0.15")
    script.add("set logscale xy")
    script.add("set format '10^{%T}'")
    let panels: [(title: String, configs: [String], xRange: String, yRange: String)] = [
      ("A (µm^{−3} s^{−1})", ["time-sr-injection", "time-ta-injection"], "[0.8:5000]", "[0.5:50]"),
      ("V (µm^3)", ["time-sr-volume", "time-ta-volume"], "[0.07:14]", "[0.5:50]"),
      ("τ_s (s)", ["time-sr-flips"], "[0.7:140]", "[0.1:100]"),
      ("Γ̄_t (µm^3 s^{−1})", ["time-ta-triplet"], "[1e-5:0.04]", "[0.5:500]"),
    ]
    for (index, panel) in panels.enumerated() {
      script.add(
        index < 2
          ? "set key off" : "set key on inside bottom \(index == 2 ? "right" : "left") vertical Left reverse maxrows 3")
      script.add("set xrange \(panel.xRange)")
      script.add("set xlabel \(GnuplotText.quoted(panel.title))")
      script.add("set ylabel \(GnuplotText.quoted(index % 2 == 0 ? "τ_N (s)" : "")) offset 0.8,0")
      script.add("set yrange \(panel.yRange)")
      var items: [FigureScript.Item] = []
      for config in panel.configs {
        let isFlips = config.contains("-sr-")
        let file = GnuplotText.quoted("\(config).csv")
        let color = isFlips ? 1 : 2
        let words = isFlips ? "SR" : "TA"
        items += [
          .init(
            file, using: "1:(column(\"limit\"))", with: "lines linestyle 6", title: "Fokker-Planck"),
          .init(file, using: "1:(column(\"exact\"))", with: "lines linetype \(color)", title: "\(words), exact"),
          .init(
            file, using: "1:(column(\"tauN\")):(column(\"standardError\"))",
            with: "yerrorbars linetype \(color) pointtype \(isFlips ? 7 : 5) pointsize 0.6",
            title: "\(words), Monte Carlo"),
        ]
      }
      script.plot(items)
    }
    script.add("unset multiplot")
    let tables = runs.map { series, run in
      var table = Table([
        series.config.split(separator: "-").last.map(String.init) ?? "x", "tauN", "standardError", "exact", "limit",
      ])
      for point in run.points {
        let tau = point.estimate("tauN")
        table.add(
          [
            point.parameters[keyPath: series.key], tau.value, tau.standardError,
            session.exact.value("tauN", point.system), FokkerPlanckNoise.ratio(point.system).map { $0 / 2 },
          ].map { $0.map(Rounded.to5) })
      }
      return (name: "\(series.config).csv", data: table.data)
    }
    return Figure(
      script,
      caption:
        "The correlation time of N over decades of A, V, τs and Γ̄t in clusters that flips alone (SR) or triplet annihilation alone (TA) limit (heisenberg, N0 = 10 to 100).",
      tables: tables)
  }
}

extension Parameters {
  fileprivate var optionalInjectionRate: Double? { injectionRate }
  fileprivate var optionalVolume: Double? { volume }
  fileprivate var optionalGammaTriplet: Double? { gammaTriplet }
}
