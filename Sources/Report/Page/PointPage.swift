import ClusterModel
import Foundation
import Results
import Theory

/// report.html of one point.
struct PointPage {
  let point: PointData
  let theory: PointComparison
  let figures: [Figure]
  let drawn: DrawnFigures
  /// A link to the page above, of the sweep that the point is of.
  let parent: String?

  private var summary: Summary { point.summary }

  var html: String {
    let body =
      header + PageParts.warnings(ReportWarnings.of(point, theory)) + estimates
      + PageParts.figures(figures, drawn) + processes + run
      + PageParts.files(in: point.directory)
    return HTML.page(title: "\(summary.name): qpspin", body: body)
  }

  private var header: String {
    let p = summary.parameters.parameters
    let parameters = ParameterColumns.shown(for: p).map { column in
      let value = column.value(p)
      let unit = value == nil || column.unit.isEmpty ? "" : " " + column.unit
      return "\(column.symbol) = \(value.map { NumberText.short($0, digits: 6) } ?? "none")\(unit)"
    }
    let scales = summary.scales
    func number(_ value: Double?, _ unit: String = "") -> String {
      value.map { NumberText.short($0) + unit } ?? "none"
    }
    return "<header>\n<h1>\(HTML.text(summary.name))</h1>\n"
      + (parent.map { "<p class=\"sub\"><a href=\"\($0)\">the whole sweep</a></p>\n" } ?? "")
      + "<p class=\"sub\">model \(HTML.text(summary.model.rawValue)), \(HTML.text(scales.regime))</p>\n"
      + "<p class=\"sub\">\(HTML.text(parameters.joined(separator: ",  ")))</p>\n"
      + "<p class=\"sub\">mean field: N0 = \(number(scales.N0)), m0 = \(number(scales.m0)), "
      + "t_f = N0²/(AV) = \(number(scales.tf, " s"))</p>\n</header>\n"
  }

  private var estimates: String {
    let isStationary = ReportWarnings.isStationary(point)
    let columns: [(title: String, theory: TheoreticalEstimates?)] = [
      ("exact", theory.exact), ("Fokker-Planck", theory.fokkerPlanck), ("mean field", theory.meanField),
    ].filter { $0.1 != nil }
    let hasZ = isStationary && theory.exact != nil
    var head = ["estimate", "value", "standard error"]
    for column in columns {
      head.append(column.title)
      if column.title == "exact" && hasZ { head.append("z") }
    }
    var rows = [head + ["unit", "meaning"]]
    for name in EstimateName.all {
      guard let estimate = summary.estimates[name] else { continue }
      let (unit, meaning) = EstimateName.description(name)
      let (value, error) = ResultTable.rounded(estimate)
      var row = [HTML.text(name), PageParts.decimal(value), PageParts.decimal(error)]
      for column in columns {
        let reference = column.theory?.values[name]
        row.append(reference.map { NumberText.short($0, digits: 6) } ?? "")
        if column.title == "exact" && hasZ { row.append(PageParts.z(estimate, reference)) }
      }
      rows.append(row + [HTML.text(unit), HTML.text(meaning)])
    }
    var note = "Standard errors are from the spread between independent trajectories."
    if hasZ { note += " z = (value − exact)/standard error; about 19 in 20 lie between −2 and 2." }
    if theory.fokkerPlanck != nil { note += " Fokker-Planck is the leading order in 1/N and m/N." }
    if !isStationary { note += " Theory is that of the stationary state." }
    return "<h2>Estimates</h2>\n" + HTML.table(rows, class: "estimates", numbers: 1..<head.count)
      + "<p class=\"note\">\(HTML.text(note))</p>\n"
  }

  private var processes: String {
    var head = ["process", "events", "rate (1/s)", "standard error"]
    let exact = theory.exact.flatMap { $0.eventRates.isEmpty ? nil : $0.eventRates }
    if exact != nil { head.append("exact") }
    var rows = [head]
    for name in summary.run.eventsByProcess.keys.sorted() {
      let rate = summary.eventRates[name].map(ResultTable.rounded)
      var row = [
        HTML.text(name), "\(summary.run.eventsByProcess[name] ?? 0)", PageParts.decimal(rate?.value ?? ""),
        PageParts.decimal(rate?.error ?? ""),
      ]
      if let exact { row.append(exact[name].map { NumberText.short($0, digits: 6) } ?? "") }
      rows.append(row)
    }
    return rows.count > 1 ? "<h2>Processes</h2>\n" + HTML.table(rows, class: "processes", numbers: 1..<head.count) : ""
  }

  private var run: String {
    let (run, diagnostics) = (summary.run, summary.diagnostics)
    func seconds(_ value: Double?) -> String { value.map { NumberText.short($0, digits: 6) + " s" } ?? "none" }
    var facts: [(name: String, value: String)] = [
      ("trajectories", "\(run.trajectories) of \(seconds(run.duration)), after a burn-in of \(seconds(run.burnIn))"),
      ("ended by", run.endedBy == "precision" ? "the precision of the config" : "all trajectories of the config"),
      ("algorithm", summary.algorithm + (summary.accuracy.map { ", accuracy \(NumberText.short($0))" } ?? "")),
      ("events", "\(run.events), and \(run.burnInEvents) in the burn-in"),
      ("random numbers", "\(run.rng), seed \(run.seed), point \(run.point), streams: \(run.streams)"),
    ]
    if let windowN = diagnostics.windowN { facts.append(("integral of C_N up to", seconds(windowN))) }
    if let windowJ = diagnostics.windowJ { facts.append(("integral of C_J up to", seconds(windowJ))) }
    if let times = diagnostics.correlationTimesPerTrajectory {
      facts.append(
        ("length of a trajectory", "\(NumberText.short(times, digits: 3)) correlation times; 50 or more are good"))
    }
    if let ratio = diagnostics.errorRatioMeanN {
      facts.append(
        (
          "error ratio of meanN",
          "\(NumberText.short(ratio, digits: 3)): between trajectories over within; near 1 is good"
        ))
    }
    return "<h2>The run</h2>\n" + HTML.facts(facts)
  }
}
