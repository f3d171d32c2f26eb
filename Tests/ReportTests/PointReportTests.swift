import ClusterModel
import Foundation
import Report
import Results
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Figures and page of one point.
@Suite struct PointReportTests {
  private static let withSpins = [
    "autocorrelation_J", "autocorrelation_N", "flux_noise", "histogram_N", "histogram_S", "histogram_m", "joint_N_m",
    "spectrum_J", "spectrum_N", "trace",
  ]

  /// The scripts in figures/, by name.
  private func scripts(_ directory: String, in scratch: Scratch) throws -> [String] {
    try scratch.files(in: directory + "/figures").filter { $0.hasSuffix(".gp") && $0 != "style.gp" }.map {
      String($0.dropLast(3))
    }
  }

  /// Every figure of every model is drawn, with and without theory and errors, small and large.
  @Test(arguments: ModelName.allCases, [1, 40])
  func models(_ model: ModelName, _ size: Int) throws {
    let scratch = try Scratch()
    for (hasTheory, hasErrors) in [(true, true), (false, false)] {
      let directory = "\(hasTheory)"
      try WrittenResults(model: model, hasErrors: hasErrors, hasTheory: hasTheory, exact: "never", size: size)
        .write(to: directory, in: scratch)
      #expect(try Reporter(scratch.path + "/" + directory).write() == nil)
      let expected =
        model.hasReversedSpins
        ? Self.withSpins : ["autocorrelation_N", "histogram_N", "spectrum_N", "trace"]
      #expect(try scripts(directory, in: scratch) == expected)
      let files = try scratch.files(in: directory + "/figures")
      for name in expected { #expect(files.contains(name + ".svg"), "\(name)") }
      let script = try scratch.read(directory + "/figures/histogram_N.gp")
      #expect(script.contains("exact") == hasTheory && script.contains("vectors") == (hasErrors && size == 1))
      #expect(files.contains("histogram_N_bins.csv") == (size == 40))
      let page = try scratch.read(directory + "/report.html")
      #expect(page.components(separatedBy: "<svg").count - 1 == expected.count)
      try expectWellFormed(page)
    }
  }

  /// A page is a whole document, and needs nothing from elsewhere.
  private func expectWellFormed(_ page: String) throws {
    let parser = XMLParser(data: Data(page.utf8))
    #expect(parser.parse(), "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "")")
    #expect(!page.contains("<script") && !page.contains("http-equiv=\"refresh\""))
    for marker in ["src=\"http", "href=\"http", "href='http", "url(http", "@import"] {
      #expect(!page.contains(marker), "\(marker)")
    }
    // Names within the page are there once.
    let names = page.matches(of: /\bid=["']([^"']*)["']/).map { String($0.1) }
    let twice = Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    #expect(twice.isEmpty, "\(twice)")
  }

  /// The numbers beside theory: z of the exact solution, which this table is off by a known amount.
  @Test func estimates() throws {
    let scratch = try Scratch()
    try WrittenResults().write(to: "r", in: scratch)
    #expect(try Reporter(scratch.path + "/r").write() == nil)
    let page = try scratch.read("r/report.html")
    // meanN = 10.9 ± 0.109 against 10.889482: z = +0.10.
    #expect(
      page.contains(
        "<tr><td>meanN</td><td class=\"n\">10.90</td><td class=\"n\">0.11</td><td class=\"n\">10.8895</td>"
          + "<td class=\"n\">+0.10</td>"))
    #expect(page.contains("<td>spinFlip</td><td class=\"n\">1000</td><td class=\"n\">0.9800</td>"))
    #expect(!page.contains("class=\"warnings\""))
    #expect(page.contains("There is no provenance.json here"))
  }

  /// What a reader has to know is said.
  @Test func warnings() throws {
    let scratch = try Scratch()
    try WrittenResults(exact: "never", warnings: ["short & <b>bad</b>"]).write(to: "r", in: scratch)
    _ = try Reporter(scratch.path + "/r", gnuplot: nil).write()
    let page = try scratch.read("r/report.html")
    #expect(page.contains("<li>short &amp; &lt;b&gt;bad&lt;/b&gt;</li>"))
    #expect(page.contains("<li>no exact solution stands beside these numbers: the config says"))
    #expect(page.contains("The figures are missing: gnuplot is not installed, or not in PATH."))
    #expect(!page.contains("<svg"))

    // From a given state, without the time to forget it.
    let start = WrittenResults(
      parameters: Parameters(
        injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10), initialState: "\"empty\"")
    try start.write(to: "s", in: scratch)
    var summary = start.summary
    summary.run.burnIn = 0
    try scratch.write(JSONText.encode(summary), to: "s/summary.json")
    try scratch.write(start.ensemble.data, to: "s/ensemble.csv")
    _ = try Reporter(scratch.path + "/s").write()
    let transient = try scratch.read("s/report.html")
    #expect(transient.contains("<li>the averages hold the way from the start to the stationary state"))
    #expect(!transient.contains("<th class=\"n\">z</th>"))
    #expect(try scripts("s", in: scratch).filter { $0.hasPrefix("ensemble") } == ["ensemble_N", "ensemble_S"])
  }

  /// Names are shown as they are and do nothing.
  @Test(arguments: TextTests.hostile)
  func hostileNames(_ name: String) throws {
    let scratch = try Scratch()
    let results = WrittenResults(name: name, exact: "never")
    try results.write(to: "r", in: scratch)
    // Whoever wrote the config wrote the same name; a line end within JSON text is not JSON.
    let config =
      "{\"name\": \"</pre><script>alert(1)</script>\", \"squid\": {\"fluxPerSpin\": 1e-7}, "
      + "\"initialState\": \"stationary\", \"exact\": \"never\"}"
    try scratch.write(config, to: "r/config.json")
    // No name is in a script: GnuplotTests has those that gnuplot reads.
    _ = try Reporter(scratch.path + "/r", gnuplot: nil).write()
    #expect(
      !scratch.listing().filter { $0.hasSuffix(".gp") }.contains { (try? scratch.read($0).contains("pwned")) != false })
    try expectWellFormed(scratch.read("r/report.html"))
    #expect(!scratch.listing().contains { $0.contains("pwned") })
  }

  /// The same files give the same files.
  @Test func deterministic() throws {
    let scratch = try Scratch()
    try WrittenResults().write(to: "r", in: scratch)
    _ = try Reporter(scratch.path + "/r").write()
    let first = try scratch.deterministicFiles(of: "r")
    _ = try Reporter(scratch.path + "/r").write()
    #expect(try scratch.deterministicFiles(of: "r") == first)
    #expect(try scratch.files(in: "r").allSatisfy { !$0.hasPrefix(".") })
  }

  /// What is no whole results directory is told so; nothing is written.
  @Test func damaged() throws {
    let scratch = try Scratch()
    func message(_ directory: String) -> String {
      do {
        _ = try Reporter(directory).write()
        return "no error"
      } catch {
        return "\(error.kind): \(error)".replacing(scratch.path + "/", with: "")
      }
    }
    #expect(
      message(scratch.path + "/none")
        == "badData: none: is not a results directory of qpspin: there is no summary.json in it")
    let results = WrittenResults()
    try results.write(to: "r", in: scratch)
    let whole = scratch.listing()
    for file in ["histogram_N.csv", "config.json", "spectrum.csv"] {
      let content = try scratch.read("r/" + file)
      try FileManager.default.removeItem(atPath: scratch.path + "/r/" + file)
      #expect(message(scratch.path + "/r") == "badData: r/\(file): is missing: not a whole results directory")
      try scratch.write("{", to: "r/" + file)
      #expect(message(scratch.path + "/r").hasPrefix("badData: r/\(file): "))
      try scratch.write(content, to: "r/" + file)
    }
    #expect(scratch.listing() == whole)
    var summary = results.summary
    summary.schemaVersion = 99
    try scratch.write(JSONText.encode(summary), to: "r/summary.json")
    #expect(
      message(scratch.path + "/r").hasPrefix("badData: r/summary.json: has schemaVersion 99, from a newer qpspin"))
    summary = results.summary
    summary.parameters.volume = 0
    try scratch.write(JSONText.encode(summary), to: "r/summary.json")
    #expect(message(scratch.path + "/r") == "badData: r/summary.json: has parameters that no config can have")
    #expect(scratch.listing() == whole)
  }

  /// Numbers that no run writes, but a table may hold: told (what is not finite), or drawn, but never a crash.
  @Test(arguments: ["1e308", "-1e308", "1e-308", "nan", "inf", "-5", "", "0"])
  func strangeNumbers(_ cell: String) throws {
    let scratch = try Scratch()
    try WrittenResults(exact: "never").write(to: "r", in: scratch)
    let tables = try scratch.files(in: "r").filter { $0.hasSuffix(".csv") }
    func strange(_ text: String, rows: Int) -> String {
      let lines = text.split(separator: "\n")
      let row = lines[0].split(separator: ",").map { _ in cell }.joined(separator: ",")
      return lines.enumerated().map { (1...rows).contains($0) ? row : String($1) }.joined(separator: "\n") + "\n"
    }
    for table in tables {
      let text = try scratch.read("r/" + table)
      for changed in [strange(text, rows: 1), strange(text, rows: 1000), String(text.split(separator: "\n")[0]) + "\n"]
      {
        try scratch.write(changed, to: "r/" + table)
        let isRefused = Double(cell)?.isFinite == false && changed.contains(cell)
        do {
          _ = try Reporter(scratch.path + "/r", gnuplot: nil).write()
          #expect(!isRefused, "\(table)")
        } catch {
          #expect(isRefused && "\(error)".hasSuffix("\"\(cell)\" is not a number"), "\(table): \(error)")
        }
      }
      try scratch.write(Double(cell)?.isFinite == false ? text : strange(text, rows: 1), to: "r/" + table)
    }
    // gnuplot may draw them or not.
    _ = try Reporter(scratch.path + "/r").write()
  }
}
