import Report
import Results
import Statistics

/// P(N) of one cluster as a panel of a figure.
struct DistributionPanel {
  let name: String
  let label: String
  let place: String
  let N0: Double
  let mean: Double
  let measured: [Estimate]
  let exact: [Double]
  let limit: [Double]

  /// In units of N0, so that panels compare.
  private var table: Table {
    var table = Table(["N", "x", "probability", "standardError", "exact", "limit"])
    for N in exact.indices {
      let estimate = N < measured.count ? measured[N] : nil
      table.add([
        Double(N), Double(N) / N0, estimate.map { Rounded.to5($0.value * N0) },
        estimate.map { Rounded.to5($0.standardError * N0) },
        Rounded.to5(exact[N] * N0), N < limit.count ? Rounded.to5(limit[N] * N0) : nil,
      ])
    }
    return table
  }

  static func figure(_ panels: [DistributionPanel]) -> Figure {
    var script = FigureScript(
      "distributions", subject: "P(N) of polarised clusters of quantum and classical spins", width: 860, height: 680)
    script.add("set multiplot layout 2,2 margins 0.08,0.98,0.09,0.98 spacing 0.09,0.13")
    script.add("set xrange [0:3.2]")
    let x = "(column(\"x\"))"
    let some = "(int(column(\"N\"))%8==0 ? column(\"probability\") : NaN)"
    script.add("set key off")
    for (index, panel) in panels.enumerated() {
      let file = GnuplotText.quoted("distribution_\(panel.name).csv")
      script.add("set label 1 \(GnuplotText.quoted(GnuplotText.literal(panel.label))) at graph 0.97,0.92 right")
      script.add("set label 2 \(GnuplotText.quoted(panel.place)) at graph 0.97,0.84 right")
      script.add(
        index == 2
          ? "set key at graph 0.985,0.80 right top vertical Left reverse samplen 1.6 spacing 1.1 maxrows 6 font ',12'"
          : "set key off")
      script.add("set xlabel \(GnuplotText.quoted(index >= 2 ? "N/N_0" : ""))")
      script.add("set ylabel \(GnuplotText.quoted(index % 2 == 0 ? "N_0 P(N)" : "")) offset 0.8,0")
      let top = Rounded.to5(1.12 * panel.N0 * (panel.measured.map(\.value).max() ?? 1))
      script.add("set yrange [0:\(GnuplotText.number(top))]")
      let mean = Rounded.to5(panel.mean / panel.N0)
      script.add(block: "peak\(index)", columns: ["x", "y"], rows: [[1, 0], [1, top]])
      script.add(block: "mean\(index)", columns: ["x", "y"], rows: [[mean, 0], [mean, top]])
      script.plot([
        .init("$peak\(index)", using: "1:2", with: "lines linestyle 6", title: "N_0"),
        .init("$mean\(index)", using: "1:2", with: "lines linestyle 7", title: "⟨N⟩"),
        .init(file, using: "\(x):(column(\"exact\"))", with: "lines linestyle 2", title: "exact"),
        .init(file, using: "\(x):(column(\"limit\"))", with: "lines linestyle 3", title: "Eq. (7), (S12)"),
        .errorBars(file, x: x, y: some, error: "column(\"standardError\")"),
        .init(file, using: "\(x):\(some)", with: "points linestyle 1", title: "Monte Carlo"),
      ])
    }
    script.add("unset multiplot")
    return Figure(
      script,
      caption:
        "P(N) in units of N0: quantum spins (heisenberg) against Eq. (7), classical ones (ising) against Eq. (S12). Points: trajectories, every eighth N, with error bars that are mostly smaller; N0 and ⟨N⟩ are marked.",
      tables: panels.map { ("distribution_\($0.name).csv", $0.table.data) })
  }
}

/// Numbers in tables of figures, short enough to be the same on every machine.
enum Rounded {
  /// Five significant digits.
  static func to5(_ value: Double) -> Double { value.isFinite ? Double(formatted(value)) ?? .nan : .nan }
}
