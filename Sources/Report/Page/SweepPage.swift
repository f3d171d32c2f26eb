import Foundation
import Results

/// report.html of a sweep: its figures, a table of its points, and links to their pages.
struct SweepPage {
  let data: SweepData
  let theories: [PointComparison]
  let figures: [Figure]
  let drawn: DrawnFigures
  /// Directories of the points that have a page of their own, relative to the sweep's; by index.
  let pages: [Int: String]

  /// At most so many warnings of points are listed.
  private static let mostWarnings = 20

  var html: String {
    HTML.page(
      title: "\(data.sweep.name): qpspin",
      body: header + PageParts.warnings(warnings) + pictures + points + PageParts.files(in: data.directory))
  }

  private var header: String {
    let swept = data.axes.map { axis in
      let values = axis.values
      return "\(axis.key): \(values.count) values from \(NumberText.short(values.first ?? 0)) to "
        + "\(NumberText.short(values.last ?? 0)) \(axis.unit)"
    }
    return "<header>\n<h1>\(HTML.text(data.sweep.name))</h1>\n"
      + "<p class=\"sub\">model \(HTML.text(data.sweep.model.rawValue)), a sweep of \(data.points.count) points, "
      + "\(data.sweep.events) events</p>\n" + swept.map { "<p class=\"sub\">\(HTML.text($0))</p>\n" }.joined()
      + "</header>\n"
  }

  private var warnings: [String] {
    let all = data.sweep.warnings
    var shown = Array(all.prefix(SweepPage.mostWarnings))
    if all.count > shown.count { shown.append("and \(all.count - shown.count) more, in summary.json") }
    let missing = theories.filter { $0.exact == nil }
    if let reason = missing.first?.refusal {
      shown.append("no exact solution stands beside \(missing.count) of \(theories.count) points: \(reason)")
    }
    return shown
  }

  private var pictures: String {
    guard let remark = SweepFigures.remark(data) else { return PageParts.figures(figures, drawn) }
    return "<h2>Figures</h2>\n<p>\(HTML.text(remark))</p>\n"
  }

  private var points: String {
    let names = ["meanN", "noiseN", "tauN", "tauJ", "polarization", "fluxNoise"].filter(data.estimates.contains)
    let hasExact = theories.contains { $0.exact != nil }
    var head = ["point"] + data.axes.map { HTML.text($0.key) } + ["N0", "t_f (s)"]
    for name in names {
      head.append(HTML.text(name))
      if hasExact && name != "fluxNoise" { head.append("z") }
    }
    var rows = [head]
    for (index, point) in data.points.enumerated() {
      let link = pages[index].map { "<a href=\"\($0)/report.html\">\(index + 1)</a>" }
      var row = [link ?? "\(index + 1)"]
      row += data.axes.map { NumberText.short(data.value($0, ofPoint: index)) }
      row += [point.summary.scales.N0, point.summary.scales.tf].map { $0.map { NumberText.short($0) } ?? "none" }
      for name in names {
        let estimate = point.summary.estimates[name]
        row.append(
          estimate.map { estimate in
            let (value, error) = ResultTable.rounded(estimate)
            return "\(PageParts.decimal(value)) ± \(PageParts.decimal(error))"
          } ?? "")
        guard hasExact && name != "fluxNoise" else { continue }
        let isStationary = ReportWarnings.isStationary(point)
        row.append(
          isStationary ? estimate.map { PageParts.z($0, theories[index].exact?.values[name]) } ?? "" : "")
      }
      rows.append(row)
    }
    let note =
      "Every estimate is in sweep.csv. ± is the standard error"
      + (hasExact ? "; z = (value − exact)/standard error." : ".")
      + (pages.count < data.points.count
        ? " The pages of points are made by `qpspin report` on their directories, points/0001 and so on." : "")
    return "<h2>Points</h2>\n" + HTML.table(rows, class: "points", numbers: 0..<head.count)
      + "<p class=\"note\">\(HTML.text(note))</p>\n"
  }
}
