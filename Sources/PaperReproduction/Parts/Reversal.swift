import ClusterModel
import Foundation
import Report
import Results
import Statistics
import Theory

/// Past the paper: how long classical spins keep their polarisation, and what a field does.
struct Reversal {
  private let session: PaperSession
  private let sizes: FinishedRun
  private let fields: FinishedRun

  init(_ session: PaperSession) throws {
    self.session = session
    sizes = try session.run("reversal")
    fields = try session.run("zeeman")
    try session.solve([sizes, fields])
  }

  func result() throws -> PartResult {
    var found = PartResult()
    for (run, names) in [(sizes, ["meanN", "tauN", "tauJ"]), (fields, ["meanN", "meanS", "meanAbsS", "tauJ"])] {
      for point in run.points {
        for name in names {
          guard let exact = session.exact.value(name, point.system) else { continue }
          found.checks.append(
            Check(
              "\(name) of ising at N0 = \(Text.number(point.scales.N0, digits: 3)), E_Z/k_BT = \(Text.number(point.parameters.zeeman))",
              point.estimate(name), expected: exact, degreesOfFreedom: point.degreesOfFreedom))
        }
      }
    }
    found.figures = [sizeFigure, fieldFigure]
    found.pages = [("reversal.md", text)]
    return found
  }

  /// What Fokker-Planck says of a cluster limited by flips in a field: the majority relaxes by (2/τs)(1 − b), the minority by (1 + b).
  struct Field {
    /// tanh(E_Z/2k_BT).
    let b: Double
    let N0: Double

    init(_ p: Parameters) {
      b = tanh(p.zeeman / 2)
      N0 = LimitForms(p, model: .ising)?.N0 ?? .nan
    }

    /// Half Gaussians of width ∝ (1 ∓ b)^(−½) to either side, continuous at 0, so these are their weights, too.
    private var up: Double { 1 / (1 - b).squareRoot() }
    private var down: Double { 1 / (1 + b).squareRoot() }

    /// Probability to be polarised along the field.
    var probabilityUp: Double { up / (up + down) }
    var meanN: Double { N0 / Double.pi.squareRoot() * (up * up + down * down) / (up + down) }
    var meanS: Double { N0 / Double.pi.squareRoot() * (up * up - down * down) / (up + down) / 2 }
  }

  /// The exact share of S > 0 in S ≠ 0.
  private func exactShare(_ point: FinishedPoint) -> Double? {
    guard let law = exact(point)?.probabilityTwiceSpin() else { return nil }
    let last = law.first + law.probabilities.count - 1
    guard law.first < 0, last > 0 else { return nil }
    let up = (1...last).reduce(0) { $0 + law[$1] }
    let down = (law.first ... -1).reduce(0) { $0 + law[$1] }
    return up / (up + down)
  }

  private func exact(_ point: FinishedPoint) -> TheoreticalEstimates? { session.exact[point.system] }

  private var text: String {
    [
      "# Reversal of classical spins, and a field",
      "The axis of the model ising is pinned; its signed spin S = N/2 − m reverses. The paper compares only its size with that of quantum spins. "
        + "Two things that it leaves out: how long the polarisation lasts, and a Zeeman field.", sizeText,
      Markdown.picture("reversal", "Reversal time of classical spins against their size."), sizeTable, fieldText,
      Markdown.picture("zeeman", "Classical spins in a field."), fieldTable,
      "τ_J is the integrated correlation time of the signed spin, its mean taken off. The passage times are exact mean times from the stationary law beyond "
        + "±⟨|S|⟩ (of the same field) to the first state beyond ∓⟨|S|⟩; the time with S > 0 is that of S ≠ 0.",
    ].joined(separator: "\n\n") + "\n"
  }

  private var sizeText: String {
    let ratios = sizes.points.map { $0.value("tauJ") / $0.scales.tf }
    let passages = sizes.points.compactMap { point in
      exact(point)?.exactSolution?.reversal.map { $0.meanTimeFromUp / point.scales.tf }
    }
    guard let first = sizes.points.first, let last = sizes.points.last else { return "" }
    return
      "**No barrier.** From N0 = \(Text.number(first.scales.N0, digits: 3)) to \(Text.number(last.scales.N0, digits: 3)) the cluster grows by a factor of "
      + "\(Text.number(last.scales.N0 / first.scales.N0, digits: 3)), and τ_J stays between \(Text.number(ratios.min() ?? .nan, digits: 3)) and "
      + "\(Text.number(ratios.max() ?? .nan, digits: 3)) t_f. The mean time from one polarisation to the other is "
      + "\(Text.number(passages.min() ?? .nan, digits: 3)) to \(Text.number(passages.max() ?? .nan, digits: 3)) t_f. An escape over a barrier would take "
      + "exponentially longer in a larger cluster; here S diffuses through zero, as (S12), which is largest at N = 0, says. Where flips alone limit "
      + "it, the signed spin is an Ornstein-Uhlenbeck process with τ_J = τs/2; triplet annihilation shortens it."
  }

  private var sizeTable: String {
    Markdown.table(
      [
        "A [µm⁻³s⁻¹]", "N0", "t_f [s]", "⟨N⟩", "τ_J [s]", "exact", "Fokker-Planck", "z",
        "slowest relaxation, exact [s]", "passage up to down, exact [s]",
      ],
      sizes.points.map { point in
        let theory = exact(point)
        let limit = try? FokkerPlanckOperator(point.parameters, model: .ising)?.spin.correlationTime
        let tau = point.estimate("tauJ")
        return [
          Text.number(point.parameters.injectionRate, digits: 4), Text.number(point.scales.N0, digits: 3),
          Text.number(point.scales.tf, digits: 3), Text.estimate(point.estimate("meanN")), Text.estimate(tau),
          theory?.values["tauJ"].map { Text.number($0) } ?? "", limit.map { Text.number($0) } ?? "",
          theory?.values["tauJ"].map { Text.signed((tau.value - $0) / tau.standardError) } ?? "",
          theory?.slowestTimeJ.map { Text.number($0) } ?? "",
          theory?.exactSolution?.reversal.map { Text.number($0.meanTimeFromUp, digits: 4) } ?? "",
        ]
      })
  }

  private var fieldText: String {
    guard let weak = fields.points.first(where: { $0.parameters.zeeman > 0 }), let strong = fields.points.last,
      let none = fields.points.first
    else { return "" }
    let field = Field(strong.parameters)
    let z = strong.parameters.zeeman
    let deviations = fields.points.compactMap { point in
      exact(point)?.values["meanN"].map { abs(Field(point.parameters).meanN / $0 - 1) }
    }
    return
      "**A field** makes flips against it slower by 1 − b and flips along it faster by 1 + b, b = tanh(E_Z/2k_BT) (`zeeman` in a config). Where flips limit the "
      + "cluster, the Fokker-Planck equation then gives half Gaussians of different width to either side, and the odds of the two directions are "
      + "√((1+b)/(1−b)) = exp(E_Z/2k_BT): the square root of a single spin's Boltzmann factor, however large the cluster is. The field does not act on the total spin as a whole, because a flip does not know of it. "
      + "At E_Z = \(Text.number(weak.parameters.zeeman)) k_BT the simulated ⟨S⟩ is \(Text.estimate(weak.estimate("meanS"))), "
      + "\(Text.percent(weak.value("meanS") / weak.value("meanAbsS"))) of ⟨|S|⟩; at \(Text.number(z)) k_BT it is \(Text.estimate(strong.estimate("meanS"))), and "
      + "⟨N⟩ has grown from \(Text.estimate(none.estimate("meanN"))) to \(Text.estimate(strong.estimate("meanN"))): the odds "
      + "of \(Text.number(exp(z / 2), digits: 3)) mean \(Text.percent(field.probabilityUp, digits: 3)) of the time along the field, and the exact share is "
      + "\(exactShare(strong).map { Text.percent($0, digits: 3) } ?? "not known"). "
      + "The Fokker-Planck ⟨N⟩ is within \(Text.percent(deviations.max() ?? .nan)) of the exact one at all fields (N0 = \(Text.number(field.N0, digits: 3)))."
  }

  private var fieldTable: String {
    Markdown.table(
      [
        "E_Z/k_BT", "⟨N⟩", "exact", "Fokker-Planck", "z", "⟨S⟩", "exact", "Fokker-Planck", "z", "time with S > 0",
        "exact",
        "Fokker-Planck", "τ_J [s]", "exact", "z", "up to down [s]", "down to up [s]",
      ],
      fields.points.map { point in
        let theory = exact(point)
        let field = Field(point.parameters)
        func cells(_ name: String, _ limit: Double?) -> [String] {
          let estimate = point.estimate(name)
          let value = theory?.values[name]
          return [Text.estimate(estimate), value.map { Text.number($0) } ?? ""]
            + (limit.map { [Text.number($0)] } ?? [])
            + [value.map { Text.signed((estimate.value - $0) / estimate.standardError) } ?? ""]
        }
        let reversal = theory?.exactSolution?.reversal
        return [Text.number(point.parameters.zeeman)] + cells("meanN", field.meanN) + cells("meanS", field.meanS)
          + [
            (try? point.shareOfPositiveSpin()).map { Text.percent($0, digits: 3) } ?? "",
            exactShare(point).map { Text.percent($0, digits: 3) } ?? "", Text.percent(field.probabilityUp, digits: 3),
          ] + cells("tauJ", nil) + [
            reversal.map { Text.number($0.meanTimeFromUp, digits: 4) } ?? "",
            reversal.map { Text.number($0.meanTimeFromDown, digits: 4) } ?? "",
          ]
      })
  }

  private var sizeFigure: Figure {
    var script = FigureScript("reversal", subject: "Reversal time of classical spins against their size")
    script.add("set logscale x")
    script.add("set xrange [4:100]")
    script.add("set xlabel 'N_0'")
    script.add("set ylabel 'time / t_f'")
    script.add("set yrange [0:4]")
    var table = Table(["N0", "tauJ", "standardError", "exact", "passage", "limit"])
    for point in sizes.points {
      let tf = point.scales.tf
      let tau = point.estimate("tauJ").scaled(by: 1 / tf)
      let theory = exact(point)
      let limit = try? FokkerPlanckOperator(point.parameters, model: .ising)?.spin.correlationTime
      table.add(
        [
          point.scales.N0, tau.value, tau.standardError, theory?.values["tauJ"].map { $0 / tf },
          theory?.exactSolution?.reversal.map { $0.meanTimeFromUp / tf }, limit.map { $0 / tf },
        ].map { $0.map(Rounded.to5) })
    }
    script.plot([
      .init("'reversal.csv'", using: "1:(column(\"limit\"))", with: "lines linestyle 3", title: "τ_J, Fokker-Planck"),
      .init("'reversal.csv'", using: "1:(column(\"exact\"))", with: "lines linestyle 2", title: "τ_J, exact"),
      .init("'reversal.csv'", using: "1:2:3", with: "yerrorbars linestyle 1 pointsize 0.8", title: "τ_J, Monte Carlo"),
      .init(
        "'reversal.csv'", using: "1:(column(\"passage\"))", with: "linespoints linestyle 5 pointtype 4 pointsize 0.7",
        title: "mean passage time, exact"),
    ])
    return Figure(
      script, caption: "Reversal of classical spins in units of t_f, against the size of the cluster.",
      tables: [("reversal.csv", table.data)])
  }

  private var fieldFigure: Figure {
    var script = FigureScript("zeeman", subject: "Classical spins in a Zeeman field", width: 860, height: 440)
    script.add("set multiplot layout 1,2 margins 0.08,0.98,0.14,0.97 spacing 0.10,0.1")
    script.add("set xlabel 'E_Z/k_BT'")
    script.add("set xrange [-0.05:2.05]")
    script.add("set yrange [-1:45]")
    script.add("set ylabel '⟨N⟩, and ⟨S⟩ (ħ)' offset 0.5,0")
    var table = Table([
      "zeeman", "meanN", "standardErrorN", "exactN", "limitN", "meanS", "standardErrorS", "exactS", "limitS", "tauJ",
      "standardErrorJ", "exactJ", "passageUp", "passageDown",
    ])
    for point in fields.points {
      let (N, S, J) = (point.estimate("meanN"), point.estimate("meanS"), point.estimate("tauJ"))
      let theory = exact(point)
      let field = Field(point.parameters)
      let reversal = theory?.exactSolution?.reversal
      table.add(
        [
          point.parameters.zeeman, N.value, N.standardError, theory?.values["meanN"], field.meanN, S.value,
          S.standardError,
          theory?.values["meanS"], field.meanS, J.value, J.standardError, theory?.values["tauJ"],
          reversal?.meanTimeFromUp,
          reversal?.meanTimeFromDown,
        ].map { $0.map(Rounded.to5) })
    }
    func item(_ columns: String, _ style: String, _ title: String) -> FigureScript.Item {
      .init("'zeeman.csv'", using: columns, with: style, title: title)
    }
    script.add("set key inside left top vertical reverse Left maxrows 6")
    script.plot([
      item("1:(column(\"exactN\"))", "lines linetype 1", "⟨N⟩ exact"),
      item("1:2:3", "yerrorbars linetype 1 pointtype 7 pointsize 0.7", "Monte Carlo"),
      item("1:(column(\"limitN\"))", "lines linetype 1 dashtype (6,4)", "Fokker-Planck"),
      item("1:(column(\"exactS\"))", "lines linetype 2", "⟨S⟩ exact"),
      item("1:6:7", "yerrorbars linetype 2 pointtype 5 pointsize 0.7", "Monte Carlo"),
      item("1:(column(\"limitS\"))", "lines linetype 2 dashtype (6,4)", "Fokker-Planck"),
    ])
    script.add("set ylabel 'time (s)' offset 1,0")
    script.add("set logscale y")
    script.add("set yrange [2:400]")
    script.plot([
      item("1:(column(\"exactJ\"))", "lines linetype 1", "τ_J exact"),
      item("1:10:11", "yerrorbars linetype 1 pointtype 7 pointsize 0.7", "Monte Carlo"),
      item("1:(column(\"passageUp\"))", "linespoints linetype 3 pointtype 8 pointsize 0.7", "up to down"),
      item("1:(column(\"passageDown\"))", "linespoints linetype 4 pointtype 10 pointsize 0.7", "down to up"),
    ])
    script.add("unset multiplot")
    return Figure(
      script, caption: "Classical spins in a field: number and mean spin (left), reversal times (right).",
      tables: [("zeeman.csv", table.data)])
  }
}
