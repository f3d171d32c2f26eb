import ClusterModel
import Foundation
import Report
import Results
import Statistics
import Theory

/// Fig. 1: the regimes in the plane of volume and injection rate, with the measured polarisation at points of it.
struct Regimes {
  static let configs = [
    "plane-flips", "plane-middle", "plane-triplet", "plane-edge", "plane-corner", "plane-unpolarized",
  ]

  private let session: PaperSession
  private let points: [FinishedPoint]

  init(_ session: PaperSession) throws {
    self.session = session
    let runs = try Regimes.configs.map { try session.run($0) }
    try session.solve(runs)
    points = runs.flatMap(\.points)
  }

  func result() throws -> PartResult {
    var found = PartResult()
    var section = PartResult.Section(
      title: "Fig. 1: polarised and unpolarised regimes", about: "Fig. 1, c0, the conditions on V, A, N")
    section.text = [
      "Clusters of su2 in the plane v = V/Vc, a = A/Ac. (v, a) fixes the mean field; how many quasi-particles there are is "
        + "decided by Nc = Γ̄/Γ̄t: 10⁴ for aluminium, 100 in the others, where 10⁴ would be too many. The measured polarisation "
        + "⟨|S|⟩/⟨N/2⟩ stands at each point.", pointTable,
      "(S9) is mean field for m ≪ N. Exact values lie above it where polarisation is weak: by the counting of spins, and since "
        + "also N independent spins have |S| ~ √N. [crossover.md](crossover.md) takes this apart.",
    ]
    section.entries =
      [agreement("polarization", "polarisation"), agreement("meanN", "⟨N⟩"), equalSizes(), boundary()] + edge()
      + unpolarized()
    section.figures = ["fig1"]
    for point in points {
      for name in ["polarization", "meanN", "tauN", "tauJ"] {
        guard let check = check(name, point) else { continue }
        found.checks.append(check)
      }
    }
    found.sections = [section]
    found.figures = [figure()]
    return found
  }

  private func check(_ name: String, _ point: FinishedPoint) -> Check? {
    guard let exact = session.exact.value(name, point.system), let place = ReducedPoint(point.parameters) else {
      return nil
    }
    return Check(
      "\(name) of su2 at v = \(Text.number(place.v, digits: 2)), a = \(Text.number(place.a, digits: 2))",
      point.estimate(name), expected: exact, degreesOfFreedom: point.degreesOfFreedom)
  }

  /// One line for all points.
  private func agreement(_ name: String, _ words: String) -> Entry {
    let checks = points.compactMap { check(name, $0) }
    var entry = Entry("\(words) at \(points.count) points", place: "Fig. 1")
    let rms = Verdict.rootMeanSquare(checks)
    let largest = checks.map { abs($0.z) }.max() ?? 0
    entry.remark =
      "trajectories against exact at \(checks.count) points: rms z = \(Text.fixed(rms, 2)), largest \(Text.fixed(largest, 2))"
    return entry
  }

  /// Where the two expressions for N0 are equal.
  private func equalSizes() -> Entry {
    var entry = Entry("A Γ̄t²τs³/V where N0^(s) = N0^(t)", place: "below Eq. (4)")
    entry.paper = .order(1)
    entry.paperSpeaksOf = .meanField
    // √(AVτs/2) = (AV²/Γ̄t)^(1/3) ⇔ A³V³τs³/8 = A²V⁴/Γ̄t².
    entry.meanField = 8
    entry.paperDiffers = true
    entry.remark = "A > V/(Γ̄t²τs³) is the scale: the two sizes are equal at eight times that, in Fig. 1 the line a = 8v"
    return entry
  }

  private func boundary() -> Entry {
    var entry = Entry("p at V = Vc, A → 0", place: "Fig. 1, (S9)")
    entry.meanField = ReducedPoint(v: 1, a: 1e-12).polarization
    entry.paper = .number(1.0 / 3, tolerance: 1e-3)
    entry.paperSpeaksOf = .meanField
    entry.paperText = "1/(1 + 2v) = 0.33333"
    entry.remark = "the boundary of Fig. 1 is no sharp one"
    return entry
  }

  /// N on the line A = Ac(Vc/V)², where the paper has the cluster reach Nc and lose its polarisation.
  private func edge() -> [Entry] {
    let places = points.compactMap { point in ReducedPoint(point.parameters).map { (point, $0) } }
    guard let (point, place) = places.first(where: { abs($0.1.a * $0.1.v * $0.1.v - 1) < 1e-3 && $0.1.v > 0.05 }) else {
      return []
    }
    let criticalN = point.parameters.gamma / point.parameters.gammaTriplet
    var entry = Entry("N/Nc at A = Ac(Vc/V)², v = \(Text.number(place.v, digits: 2))", place: "after Eq. (4), N ≲ Nc")
    entry.paper = .order(1)
    entry.paperSpeaksOf = .meanField
    entry.meanField = place.number
    entry.exact = session.exact.value("meanN", point.system).map { $0 / criticalN }
    // Counted among the points already.
    entry.reference = nil
    entry.measured = point.estimate("meanN").scaled(by: 1 / criticalN)
    entry.remark =
      "mean field: (S9), with p = \(Text.fixed(place.polarization, 2)); su2, exact and measured, with p = "
      + "\(Text.fixed(point.value("polarization"), 2)): half polarised where the paper draws the line"
    return [entry]
  }

  /// c0V, far in the unpolarised region.
  private func unpolarized() -> [Entry] {
    let solved = points.filter { session.exact[$0.system] != nil }
    guard
      let point = solved.min(by: { $0.scales.meanFieldPolarization < $1.scales.meanFieldPolarization }),
      let place = ReducedPoint(point.parameters)
    else { return [] }
    let p = point.parameters
    let number = p.volume * (2 * p.injectionRate / p.gamma).squareRoot()
    var entry = Entry(
      "N_unpol at v = \(Text.number(place.v, digits: 2)), a = \(Text.number(place.a, digits: 2))",
      place: "introduction, c0V")
    entry.paper = .number(number, tolerance: 0.02)
    entry.paperText = "V√(2A/Γ̄) = " + Text.number(number)
    entry.paperSpeaksOf = .meanField
    entry.meanField = point.scales.unpolarizedN
    entry.exact = session.exact.value("meanN", point.system)
    // Counted among the points already.
    entry.reference = nil
    entry.measured = point.estimate("meanN")
    entry.remark = "mean field with the Γ̄t term, p = 0; exact and Monte Carlo: su2, which keeps some polarisation"
    return [entry]
  }

  private var rows: [(FinishedPoint, ReducedPoint)] {
    points.compactMap { point in ReducedPoint(point.parameters).map { (point, $0) } }
      .sorted { ($0.1.v, $0.1.a) < ($1.1.v, $1.1.a) }
  }

  private var pointTable: String {
    Markdown.table(
      ["v", "a", "Nc", "⟨N⟩", "p, (S9)", "p, exact", "p, Monte Carlo", "z"],
      rows.map { point, place in
        let exact = session.exact.value("polarization", point.system)
        return [
          Text.number(place.v, digits: 3), Text.number(place.a, digits: 3),
          Text.number(point.parameters.gamma / point.parameters.gammaTriplet, digits: 3),
          Text.estimate(point.estimate("meanN")), Text.fixed(place.polarization, 4),
          exact.map { Text.fixed($0, 4) } ?? "not solved", Text.estimate(point.estimate("polarization")),
          check("polarization", point).map { Text.signed($0.z) } ?? "",
        ]
      })
  }

  private func figure() -> Figure {
    var script = FigureScript(
      "fig1", subject: "Fig. 1 of the paper with the measured polarisation", width: 760, height: 640)
    for line in ReducedGrid.ticks { script.add(line) }
    // To the edges of the outermost cells.
    script.add("set yrange [-4.7:6.5]")
    script.add("set xrange [-3.55:1.55]")
    script.add("set ytics ('10^{−4}' -4, '10^{−2}' -2, '1' 0, '10^2' 2, '10^4' 4, '10^6' 6)")
    script.add("set xlabel 'V/V_c'")
    script.add("set ylabel 'A/A_c'")
    script.add("set cblabel 'polarisation'")
    script.add("set cbrange [0:1]")
    script.add("set key off")
    script.add("set label 1 'SR' at -2.7,-4.1 font ',20' textcolor rgb '#000000' front")
    script.add("set label 2 'TA' at -3.2,1.9 font ',20' textcolor rgb '#000000' front")
    script.add("set label 3 'unpolarised' at 0.15,4.6 font ',17' textcolor rgb '#ffffff' front")
    script.add("set label 4 'V = V_c' at 0.08,0.35 textcolor rgb '#ffffff' front")
    script.add("set label 5 'N ≈ N_c' at -1.9,4.9 textcolor rgb '#ffffff' front")
    script.add("set label 6 'a = 8v' at -3.4,-1.75 textcolor rgb '#000000' front")
    var map = Table(["log10v", "log10a", "polarization"])
    for i in 0..<56 {
      for j in 0..<51 {
        let (x, y) = (-3.5 + 0.1 * Double(j), -4.6 + 0.2 * Double(i))
        let p = ReducedPoint(v: pow(10, x), a: pow(10, y)).polarization
        map.add([Rounded.to5(x), Rounded.to5(y), Double(String(format: "%.3f", p)) ?? .nan])
      }
    }
    func marks(_ isAluminium: Bool) -> Table {
      var table = Table(["log10v", "log10a", "polarization", "standardError", "criticalN", "exact", "S9"])
      for (point, place) in rows {
        let p = point.estimate("polarization")
        let criticalN = point.parameters.gamma / point.parameters.gammaTriplet
        if (criticalN > 1000) != isAluminium { continue }
        table.add(
          [
            log10(place.v), log10(place.a), p.value, p.standardError, criticalN,
            session.exact.value("polarization", point.system), place.polarization,
          ].map { $0.map(Rounded.to5) })
      }
      return table
    }
    script.add(block: "lines", columns: ["x", "y"], rows: [[0, -4.7], [0, 0]])
    script.add(block: "large", columns: ["x", "y"], rows: [[0, 0], [-3.25, 6.5]])
    // a = 8v, up to where it meets av² = 1.
    let eight = Rounded.to5(log10(8.0))
    let corner = Rounded.to5(eight / 3)
    let crossing: [[Double]] = [[-3.55, Rounded.to5(eight - 3.55)], [-corner, 2 * corner]]
    script.add(block: "crossing", columns: ["x", "y"], rows: crossing)
    let (aluminium, others) = ("'fig1_aluminium.csv'", "'fig1_others.csv'")
    let white = "linewidth 1.6 linecolor rgb '#ffffff'"
    // Dark ones below the line a = 8v, which goes through two of the points.
    func label(_ file: String) -> FigureScript.Item {
      .init(
        file,
        using:
          "(column(1)+0.12):(column(2)-(column(\"S9\")<0.65 ? 0 : 0.15)):(sprintf('%.2f',column(\"polarization\")))"
          + ":(column(\"S9\")<0.65 ? 0xffffff : 0x000000)",
        with: "labels left font ',12' textcolor rgb variable")
    }
    let dark = "lines linecolor rgb '#ffffff' linewidth 2.2 dashtype (6,3)"
    script.plot([
      .init("'fig1_map.csv'", using: "1:2:3", with: "image"),
      .init("$lines", using: "1:2", with: dark), .init("$large", using: "1:2", with: dark),
      .init("$crossing", using: "1:2", with: "lines linecolor rgb '#000000' linewidth 1.6 dashtype (6,3)"),
      .init(aluminium, using: "1:2:(column(\"polarization\"))", with: "points pointtype 7 pointsize 2.1 palette"),
      .init(aluminium, using: "1:2", with: "points pointtype 6 pointsize 2.1 \(white)"),
      .init(others, using: "1:2:(column(\"polarization\"))", with: "points pointtype 5 pointsize 1.8 palette"),
      .init(others, using: "1:2", with: "points pointtype 4 pointsize 1.8 \(white)"),
      label(aluminium), label(others),
    ])
    return Figure(
      script,
      caption:
        "Fig. 1: polarisation by (S9) as background, measured (su2) in and beside the points: circles aluminium with Nc = 10⁴, squares Nc = 100.",
      tables: [
        ("fig1_map.csv", map.data), ("fig1_aluminium.csv", marks(true).data), ("fig1_others.csv", marks(false).data),
      ])
  }
}
