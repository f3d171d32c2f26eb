import ClusterModel
import Foundation
import Report
import Results
import Statistics
import Theory

/// Fig. 2 and the text around it: the flux noise of a cluster in a SQUID.
struct SquidLoop {
  private let session: PaperSession
  private let example: FinishedPoint
  private let series: FinishedRun

  /// Flux of one spin in Φ₀.
  private static let flux = 1e-7
  /// Of the paper's example, and of measured SQUIDs, Φ₀²/Hz.
  private static let level = 1e-12
  /// The exact solution is looked for up to here.
  private static let mostExactN0 = 400.0

  init(_ session: PaperSession) throws {
    self.session = session
    example = try session.run("squid").point
    series = try session.run("squid-injection")
  }

  func result() throws -> PartResult {
    var found = PartResult()
    var section = PartResult.Section(
      title: "Flux noise in a SQUID (Fig. 2 and text)",
      about: "Fig. 2, the abstract's S ≃ 10⁴ħ, t_f, S_Φ, the factor 10⁴")
    section.text = [
      "N0 = 10⁴ limited by triplet annihilation in V = (100 nm)³, 10⁻⁷ Φ₀ each spin. Flux noise is two-sided here, as in the paper; a spectrum "
        + "analyser shows twice that. Simulated with su2 by leaps ([docs/numerics.md](../../docs/numerics.md#11-leaps)): there is no exact solution of this size, so no z. "
        + "Fig. 2 is a drawing of the setup."
    ]
    section.entries = try entries()
    section.figures = ["squid"]
    for point in series.points where point.scales.N0 < SquidLoop.mostExactN0 {
      for name in ["meanN", "tauJ", "noiseJ", "noiseN"] {
        guard let exact = session.exact.value(name, point.system) else { continue }
        found.checks.append(
          Check(
            "\(name) by leaps in the SQUID at N0 = \(Text.number(point.scales.N0, digits: 3))", point.estimate(name),
            expected: exact,
            degreesOfFreedom: point.degreesOfFreedom))
      }
    }
    found.sections = [section]
    found.figures = [figure()]
    return found
  }

  private func entry(_ quantity: String, _ place: String, unit: String = "") -> Entry {
    var found = Entry(quantity, place: place, unit: unit)
    found.reference = nil
    found.degreesOfFreedom = example.degreesOfFreedom
    return found
  }

  private func entries() throws -> [Entry] {
    let text = "main text, Fig. 2"
    let (scales, p) = (example.scales, example.parameters)
    let op = try FokkerPlanckOperator(p, model: .su2)
    let su2 = try? MeanField(p, equations: .processes(.su2)).stationary()
    let flux2 = SquidLoop.flux * SquidLoop.flux

    var number = entry("N", text)
    number.paper = .number(1e4, tolerance: 0.01)
    number.paperText = "N0 = 10⁴"
    number.paperSpeaksOf = .meanField
    number.meanField = scales.N0
    number.fokkerPlanck = op?.law.mean
    number.measured = example.estimate("meanN")
    number.remark =
      "N0 = Nc, so m ≪ N does not hold: (S9) gives \(Text.number(scales.meanFieldN)), su2 in mean field \(Text.number(su2?.N ?? .nan))"

    var spin = entry("total spin S", "abstract", unit: "ħ")
    spin.paper = .order(1e4)
    spin.paperText = "≃ 10⁴"
    spin.paperSpeaksOf = .measured
    spin.meanField = su2?.spin
    spin.fokkerPlanck = op.map { $0.law.mean / 2 }
    spin.measured = example.estimate("meanS")
    spin.remark = "mean field: su2; S = N/2 is 5000 at N = 10⁴"

    var polarization = entry("polarisation", text)
    polarization.paperText = "polarised"
    polarization.meanField = su2?.polarization
    polarization.measured = example.estimate("polarization")
    polarization.remark =
      "(S9): \(Text.number(scales.meanFieldPolarization, digits: 3)); a quarter of the spins is reversed, m/N = "
      + Text.number(example.value("meanM") / example.value("meanN"), digits: 3)

    var time = entry("t_f", text, unit: "s")
    time.paper = .number(0.5e-4, tolerance: 0.15)
    time.paperText = "≃ 0.5·10⁻⁴"
    time.paperSpeaksOf = .meanField
    time.meanField = scales.tf
    time.fokkerPlanck = op?.number.correlationTime
    time.measured = example.estimate("tauN")
    time.remark =
      "mean field: N0²/(AV); Fokker-Planck and Monte Carlo: τ_N; the spin's τ_J is \(Text.estimate(example.estimate("tauJ"))) s"

    var fromNumber = entry("S_Φ from S_N/3", text, unit: "Φ₀²/Hz")
    fromNumber.paper = .order(SquidLoop.level)
    fromNumber.paperText = "≃ 10⁻¹²"
    fromNumber.fokkerPlanck = op.map { flux2 * $0.zeroFrequencyNoise / 3 }
    fromNumber.measured = example.estimate("noiseN").scaled(by: flux2 / 3)
    fromNumber.remark = "the paper's estimate; in the cluster that it belongs to, N fluctuates less"

    var fromSpin = entry("S_Φ of the spin vector", text, unit: "Φ₀²/Hz")
    fromSpin.paper = .order(SquidLoop.level)
    fromSpin.paperText = "≃ 10⁻¹²"
    fromSpin.paperSpeaksOf = .measured
    fromSpin.paperDiffers = true
    fromSpin.fokkerPlanck = op.map { flux2 * 4 * $0.spin.noise(0) / 3 }
    fromSpin.measured = example.estimate("noiseJ").scaled(by: 4 * flux2)
    fromSpin.remark =
      "\(Text.number(fromSpin.measured.map { $0.value / (fromNumber.measured?.value ?? .nan) } ?? .nan, digits: 3)) times S_N/3: the axis "
      + "wanders, which moves the whole N, not its variance ([spin-noise.md](spin-noise.md)); in favour of the proposal"

    var factor = entry("polarised over unpolarised noise", text)
    factor.paper = .order(1e4)
    factor.paperText = "four orders of magnitude"
    factor.fokkerPlanck = op.map { 4 * $0.spin.variance / (3 * scales.N0) }
    let square = try example.spinSquare()
    let count = example.estimate("meanN")
    let ratio = 4 * square.value / (3 * count.value)
    factor.measured = Estimate(
      value: ratio, standardError: ratio * (square.standardError / square.value + count.standardError / count.value))
    factor.remark =
      "4⟨J²⟩/3N: over as many independent spins with the same time; N0 = 10⁴ would be a spin along a fixed axis, a wandering one gives "
      + "a third of ⟨N²⟩; su2 has \(Text.number(1e4 / ratio, digits: 2)) times less than 10⁴"
    return [number, spin, polarization, time, fromNumber, fromSpin, factor, try exponent()]
  }

  /// Enhancement ∝ N0².
  private func exponent() throws -> Entry {
    var found = entry("exponent of the flux variance in N0", "Fig. 2")
    found.paper = .number(2, tolerance: 0.01)
    found.paperText = "∝ N0²"
    let points = series.points.filter { $0.scales.N0 < 1500 }
    let x = points.map { log($0.scales.N0) }
    let squares = try points.map { try $0.spinSquare() }
    found.measured =
      LineFit(
        x: x, y: squares.map { log($0.value) }, errors: squares.map { $0.standardError / $0.value })?.slope
    let theory = try points.map { log(try FokkerPlanckOperator($0.parameters, model: .su2)?.spin.variance ?? .nan) }
    found.fokkerPlanck = LineFit(x: x, y: theory, errors: x.map { _ in 1 })?.slope.value
    found.remark =
      "⟨J²⟩ at N0 = \(points.map { Text.number($0.scales.N0, digits: 3) }.joined(separator: ", ")); the zero-frequency noise goes as N0²t_f ∝ N0 at "
      + "fixed V"
    return found
  }

  private func figure() -> Figure {
    var script = FigureScript(
      "squid", subject: "Flux noise of a cluster in a SQUID against its size", width: 760, height: 560)
    script.add("set logscale xy")
    script.add("set format '10^{%T}'")
    script.add("set xrange [20:16000]")
    script.add("set yrange [1e-15:1e-10]")
    script.add("set xlabel 'N_0 = (AV^2/Γ̄_t)^{1/3}'")
    script.add("set ylabel 'S_Φ(0), two-sided (Φ_0^2/Hz)'")
    var table = Table([
      "N0", "spin", "standardErrorSpin", "number", "standardErrorNumber", "limitSpin", "limitNumber", "unpolarized",
    ])
    for point in series.points + [example] {
      let op = try? FokkerPlanckOperator(point.parameters, model: .su2)
      let flux2 = SquidLoop.flux * SquidLoop.flux
      let spin = point.estimate("noiseJ").scaled(by: 4 * flux2)
      let number = point.estimate("noiseN").scaled(by: flux2 / 3)
      let limit = op.map { flux2 * 4 * $0.spin.noise(0) / 3 }
      table.add(
        [
          point.scales.N0, spin.value, spin.standardError, number.value, number.standardError, limit,
          op.map { flux2 * $0.zeroFrequencyNoise / 3 },
          op.map { flux2 * 2 * point.scales.N0 * $0.spin.correlationTime },
        ].map { $0.map(Rounded.to5) })
    }
    script.add(block: "level", columns: ["x", "y"], rows: [[20, SquidLoop.level], [16000, SquidLoop.level]])
    script.plot([
      .init("$level", using: "1:2", with: "lines linestyle 7", title: "commonly measured, 10^{−12}"),
      .init(
        "'squid.csv'", using: "1:(column(\"limitSpin\"))", with: "lines linetype 1", title: "vector, Fokker-Planck"),
      .init(
        "'squid.csv'", using: "1:2:3", with: "yerrorbars linetype 1 pointtype 7 pointsize 0.8",
        title: "vector, Monte Carlo"),
      .init(
        "'squid.csv'", using: "1:(column(\"limitNumber\"))", with: "lines linetype 2", title: "S_N/3, Fokker-Planck"),
      .init(
        "'squid.csv'", using: "1:4:5", with: "yerrorbars linetype 2 pointtype 5 pointsize 0.8",
        title: "S_N/3, Monte Carlo"),
      .init(
        "'squid.csv'", using: "1:(column(\"unpolarized\"))", with: "lines linestyle 5",
        title: "N_0 independent spins, same time"),
    ])
    return Figure(
      script,
      caption:
        "Flux noise in the paper's SQUID against the size of the cluster; at the right end the paper's example, N0 = 10⁴.",
      tables: [("squid.csv", table.data)])
  }
}
