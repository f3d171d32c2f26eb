import Foundation
import Results

/// What the pages of points and of sweeps have in common.
enum PageParts {
  static func warnings(_ warnings: [String]) -> String {
    if warnings.isEmpty { return "" }
    let items = warnings.map { "<li>\(HTML.text($0))</li>\n" }.joined()
    return
      "<div class=\"warnings\" role=\"note\"><strong>Before you use the numbers</strong>\n<ul>\n\(items)</ul></div>\n"
  }

  static func figures(_ figures: [Figure], _ drawn: DrawnFigures) -> String {
    var result = "<h2>Figures</h2>\n"
    if let reason = missing(figures, drawn) { result += "<p>\(HTML.text(reason))</p>\n" }
    let shown = figures.compactMap { figure in
      drawn.svg[figure.name].map {
        HTML.figure($0, name: figure.name, caption: figure.caption, isWide: figure.script.width > 800)
      }
    }
    return result + "<div class=\"figures\">\n\(shown.joined())</div>\n"
  }

  /// A sentence on figures that are not there; nil where all are.
  static func missing(_ figures: [Figure], _ drawn: DrawnFigures) -> String? {
    if figures.isEmpty { return "There is nothing to draw." }
    let failed = figures.filter { drawn.failures[$0.name] != nil }
    guard let first = failed.first, let reason = drawn.failures[first.name] else { return nil }
    let advice = "The scripts are in figures/; `qpspin report` on this directory draws them."
    if reason == .missing { return "The figures are missing: \(reason). \(advice)" }
    return
      "\(failed.count) of \(figures.count) figures are missing, the first of them \(first.name): \(reason). \(advice)"
  }

  /// z, marked where it is large.
  static func z(_ estimate: EstimateRecord, _ reference: Double?) -> String {
    guard let reference, let error = estimate.standardError, error > 0 else { return "" }
    let z = (estimate.value - reference) / error
    let text = String(format: "%+.2f", z).replacing("-", with: "−")
    return abs(z) > 4 ? "<span class=\"far\">\(text)</span>" : text
  }

  /// A number as tables have it, with a power of ten instead of `e`.
  static func decimal(_ text: String) -> String {
    let parts = text.replacing("-", with: "−").split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1].replacing("−", with: "-").replacing("+", with: "")) else {
      return HTML.text(text.replacing("-", with: "−"))
    }
    return HTML.text("\(parts[0])·\(NumberText.power(exponent))")
  }

  /// The config, and where the results come from.
  static func files(in directory: String) -> String {
    var result = ""
    if let data = FileManager.default.contents(atPath: directory + "/config.json"), data.count < 1 << 22 {
      let text = String(decoding: data, as: UTF8.self)
      result +=
        "<h2>Config</h2>\n<details open=\"open\"><summary>config.json: running it gives these results again</summary>\n"
        + "<pre>\(HTML.text(text))</pre></details>\n"
    }
    result += "<h2>Provenance</h2>\n"
    let file = FileManager.default.contents(atPath: directory + "/provenance.json")
    guard let file, let provenance = try? JSONDecoder().decode(Provenance.self, from: file) else {
      return result + "<p>There is no provenance.json here; a point of a sweep has it with the whole sweep.</p>\n"
    }
    return result
      + HTML.facts([
        ("program", "qpspin \(provenance.version), commit \(provenance.gitCommit)"),
        ("built with", "\(provenance.compiler), GSL \(provenance.gslVersion)"),
        (
          "machine",
          "\(provenance.host), \(provenance.system), \(provenance.cores) cores, \(provenance.threads) threads"
        ),
        ("start", provenance.start),
        ("time", "\(NumberText.short(provenance.wallTime)) s, \(NumberText.short(provenance.cpuTime)) s of processors"),
        ("speed", "\(NumberText.short(provenance.eventsPerSecond, digits: 3)) events/s"),
        ("memory", "\(NumberText.short(Double(provenance.peakMemory) / 1e6, digits: 3)) MB at most"),
        ("command", provenance.command.joined(separator: " ")),
      ])
  }
}
