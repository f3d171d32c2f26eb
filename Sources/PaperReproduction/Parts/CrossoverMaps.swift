import ClusterModel
import Foundation
import Report
import Results
import Theory

/// Fig. S1 from Eq. (S9), beside the same maps from su2, and the page on how far (S9) is off.
struct CrossoverMaps {
  private let session: PaperSession
  private let grid: [PlaneValues]

  init(_ session: PaperSession) throws {
    self.session = session
    grid = try PlaneValues.grid(session)
  }

  func result() throws -> PartResult {
    var found = PartResult()
    var section = PartResult.Section(
      title: "Fig. S1: the crossover, Eqs. (S7) to (S10)", about: "Fig. S1 a to c, Eqs. (S7) to (S10)")
    section.entries = entries
    section.figures = ["figS1"]
    section.text = [
      "Upper row: Eq. (S9), the paper's figure. Lower row: su2, solved exactly, for clusters that have \(Text.number(session.scale.sizes.least)) "
        + "quasi-particles by (S9), and up to \(Text.number(session.scale.sizes.most)) where Nc would otherwise be below \(Text.number(ClusterSizes.leastCriticalN)); blank where that is not enough. [crossover.md](crossover.md) compares the two."
    ]
    found.sections = [section]
    found.figures = [maps, deviations]
    found.pages = [("crossover.md", CrossoverPage(session, grid).text)]
    return found
  }

  private var entries: [Entry] {
    let p = 0.5
    let v0 = Crossover.largestVolume(polarization: p)
    var largest = Entry("v0 of p = ½: the largest volume", place: "above (S10)")
    largest.paper = .number((1 - p) / (2 * p), tolerance: 1e-3)
    largest.paperSpeaksOf = .meanField
    // The volume at which the mean field has p = ½ at vanishing injection, by the program's own root.
    largest.meanField = CrossoverMaps.volume(polarization: p, injectionRate: 1e-10)
    largest.remark = "mean field: (S7) with its Γ̄t term and (S8), solved at a = 10⁻¹⁰"

    let v = 0.98 * v0
    var near = Entry("a/(v0 − v)² at p = ½, v = 0.98 v0", place: "(S10)")
    near.paper = .number(8 * p * p * (1 + p) / (1 - p), tolerance: 0.05)
    near.paperSpeaksOf = .meanField
    near.meanField = Crossover.injectionRate(polarization: p, volume: v) / pow(v0 - v, 2)
    near.remark = "leading order in v0 − v; (S9) itself in the column of mean field"

    let weak = ReducedPoint(v: 0.01, a: 1e-8)
    var enhancement = Entry("N/N_unpol at v = 0.01, a → 0", place: "Eq. (5), Fig. S1c")
    enhancement.paper = .number(0.5 / weak.v.squareRoot(), tolerance: 0.02)
    enhancement.paperSpeaksOf = .meanField
    enhancement.meanField = weak.enhancement
    enhancement.remark = "½(V/Vc)^(−½) for m ≪ N; (S9) in the column of mean field"

    let sample = ReducedPoint(v: 0.1, a: 1)
    let scales = ClusterScales(sample.parameters(N: 1e6))
    var polarization = Entry("p at v = 0.1, a = 1", place: "(S9)")
    polarization.paper = .number(sample.polarization, tolerance: 1e-3)
    polarization.paperSpeaksOf = .meanField
    polarization.meanField = scales.meanFieldPolarization
    polarization.exact = session.exact.value("polarization", ReducedGrid.system(sample, N: session.scale.sizes.least))
    polarization.remark =
      "mean field: (S7), (S8) with the Γ̄t term, printed with a minus and dropped in (S9); exact: su2, N = \(Text.number(session.scale.sizes.least))"
    var number = Entry("n = N/Nc at v = 0.1, a = 1", place: "(S9)")
    number.paper = .number(sample.number, tolerance: 1e-3)
    number.paperSpeaksOf = .meanField
    number.meanField = scales.meanFieldN / sample.criticalN(N: 1e6)
    number.exact = session.exact.value("meanN", ReducedGrid.system(sample, N: session.scale.sizes.least)).map {
      $0 / sample.criticalN(N: session.scale.sizes.least)
    }
    number.remark = "exact lies above: fluctuations, and the counting of spins"
    return [largest, near, enhancement, polarization, number]
  }

  /// v at which (S7), (S8) give the polarisation `p`.
  private static func volume(polarization p: Double, injectionRate a: Double) -> Double {
    var (low, high) = (1e-6, 1e3)
    for _ in 0..<100 {
      let middle = (low * high).squareRoot()
      let found = ClusterScales(ReducedPoint(v: middle, a: a).parameters(N: 1e6)).meanFieldPolarization
      if found > p { low = middle } else { high = middle }
    }
    return (low * high).squareRoot()
  }

  private var table: ImageTable {
    var table = ImageTable([
      "log10v", "log10a", "polarizationS9", "polarizationMeanField", "polarizationExact", "numberS9", "numberMeanField",
      "numberExact", "enhancementS9", "enhancementExact",
    ])
    for cell in grid {
      let point = cell.point
      table.add(
        [
          log10(point.v), log10(point.a), point.polarization, cell.meanFieldPolarization, cell.exactPolarization,
          point.number, cell.meanFieldNumber, cell.exactNumber, point.enhancement,
          cell.exactNumber / point.unpolarizedNumber,
        ].map(Rounded.to5))
    }
    return table
  }

  private var maps: Figure {
    var script = FigureScript("figS1", subject: "Fig. S1 of the paper, and the same from su2", width: 1040, height: 720)
    for line in ReducedGrid.axes(side: session.scale.gridSide) { script.add(line) }
    script.add("set key off")
    script.add("set multiplot layout 2,3 margins 0.07,0.94,0.09,0.93 spacing 0.105,0.14")
    let number = [
      "set cbrange [1e-5:1e4]", "set logscale cb",
      "set cbtics ('10^{−4}' 1e-4, '10^{−2}' 1e-2, '1' 1, '10^2' 1e2, '10^4' 1e4)",
    ]
    let panels: [(String, String, [String])] = [
      ("polarizationS9", "a) p, Eq. (S9)", ["set cbrange [0:1]", "unset logscale cb", "set cbtics autofreq"]),
      ("numberS9", "b) N/N_c, Eq. (S9)", number),
      (
        "enhancementS9", "c) N/N_{unpol}, Eq. (S9)",
        ["set cbrange [1:20]", "set logscale cb", "set format cb '%g'", "set cbtics (1,2,3,5,10,20)"]
      ),
      (
        "polarizationExact", "a) p, su2 exact",
        ["set cbrange [0:1]", "unset logscale cb", "set format cb '%h'", "set cbtics autofreq"]
      ),
      ("numberExact", "b) N/N_c, su2 exact", number),
      (
        "enhancementExact", "c) N/N_{unpol}, su2 exact",
        ["set cbrange [1:20]", "set logscale cb", "set format cb '%g'", "set cbtics (1,2,3,5,10,20)"]
      ),
    ]
    for (index, panel) in panels.enumerated() {
      for line in panel.2 { script.add(line) }
      script.add("set title \(GnuplotText.quoted(panel.1)) offset 0,-0.6")
      script.add("set xlabel \(GnuplotText.quoted(index >= 3 ? "V/V_c" : ""))")
      script.add(ReducedGrid.labelA(index % 3 == 0))
      script.plot([.init("'figS1.csv'", using: "1:2:(column(\"\(panel.0)\"))", with: "image")])
    }
    script.add("unset multiplot")
    return Figure(
      script,
      caption: "Fig. S1: polarisation, number and enhancement by Eq. (S9) (upper row) and by su2, exact (lower row).",
      tables: [("figS1.csv", table.data)])
  }

  private var deviations: Figure {
    var script = FigureScript("crossover", subject: "How far Eq. (S9) is off", width: 1040, height: 400)
    for line in ReducedGrid.axes(side: session.scale.gridSide) { script.add(line) }
    script.add("set key off")
    script.add("set multiplot layout 1,3 margins 0.07,0.94,0.18,0.89 spacing 0.105,0.14")
    script.add("set xlabel 'V/V_c'")
    let p = "column(\"polarizationS9\")"
    let panels: [(String, String)] = [
      ("column(\"polarizationMeanField\")-\(p)", "p of su2 mean field − p of (S9)"),
      ("column(\"polarizationExact\")-\(p)", "p of su2 exact − p of (S9)"),
      ("column(\"numberExact\")/column(\"numberS9\")-1", "N of su2 exact over N of (S9) − 1"),
    ]
    for (index, panel) in panels.enumerated() {
      script.add("set title \(GnuplotText.quoted(panel.1)) offset 0,-0.6")
      script.add(ReducedGrid.labelA(index == 0))
      script.add("set cbrange [0:*]")
      script.plot([.init("'figS1.csv'", using: "1:2:(\(panel.0))", with: "image")])
    }
    script.add("unset multiplot")
    return Figure(
      script,
      caption:
        "Deviation of Eq. (S9) from su2: the counting of spins alone (left), with fluctuations and finite N (middle), and in the number (right)."
    )
  }
}
