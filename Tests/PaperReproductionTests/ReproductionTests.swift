import Foundation
import PaperReproduction
import Report
import Results
import TestSupport
import Testing

/// The whole reproduction with a handful of quasi-particles and far too few trajectories: what it writes, not what it finds.
@Suite("The reproduction from end to end", .enabled(if: (try? Gnuplot()) != nil))
struct ReproductionTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The configs with smaller clusters: the same files but for their injection rates.
  private static func writeConfigs(_ scratch: Scratch) throws {
    let directory = repository.appendingPathComponent("configs/paper")
    for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) where name.hasSuffix(".json") {
      let data = try Data(contentsOf: directory.appendingPathComponent(name))
      var config = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let isTriplet = ["ta-", "time-ta-", "plane-"].contains { name.hasPrefix($0) }
      let factor = name.hasPrefix("squid") ? 1e-9 : isTriplet ? 2e-3 : 0.02
      for key in ["parameters", "sweep"] {
        guard var member = config[key] as? [String: Any] else { continue }
        if let rate = member["injectionRate"] { member["injectionRate"] = scaled(rate, by: factor) }
        config[key] = member
      }
      try scratch.write(try JSONSerialization.data(withJSONObject: config), to: "configs/" + name)
    }
  }

  /// A number, a list, or a range.
  private static func scaled(_ value: Any, by factor: Double) -> Any {
    if let number = value as? Double { return number * factor }
    if let list = value as? [Double] { return list.map { $0 * factor } }
    guard var range = value as? [String: Any] else { return value }
    for key in ["from", "to"] { if let end = range[key] as? Double { range[key] = end * factor } }
    return range
  }

  private func session(_ scratch: Scratch, threads: Int, runs: String, reuses: Bool = false) -> PaperSession {
    PaperSession(
      configs: scratch.path + "/configs", runs: scratch.path + "/" + runs, scale: .smallest, threads: threads,
      reuses: reuses, log: { _ in })
  }

  @Test("pages, figures and data of all parts; the same bytes on one thread and on two")
  func whole() throws {
    let scratch = try Scratch()
    try ReproductionTests.writeConfigs(scratch)
    let verdict = try PaperReproduction(session(scratch, threads: 2, runs: "runs")).write(to: scratch.path + "/paper")
    #expect(verdict.checks.count > 100)

    let page = try scratch.read("paper/README.md")
    #expect(page.hasPrefix("# The paper, reproduced\n"))
    #expect(page.contains(verdict.lines[0]))
    for place in ["Eq. (7)", "Eq. (8)", "Eq. (9)", "(S9)", "(S10)", "(S12)", "(S13)", "(S14)", "Fig. 1", "note [26]"] {
      #expect(page.contains(place), "\(place) is not on the page")
    }
    // What a page shows or refers to is there.
    for name in ["README.md", "crossover.md", "spin-noise.md", "reversal.md"] {
      let text = try scratch.read("paper/" + name)
      for match in text.matches(of: /\]\(((?:figures\/)?[a-zA-Z0-9_-]+\.(?:svg|md|csv))\)/) {
        #expect(scratch.listing().contains("paper/" + match.1), "\(name) refers to \(match.1)")
      }
      #expect(!text.contains("nan") && !text.contains("inf "), "\(name) has a number that is none")
    }
    let figures = scratch.listing().filter { $0.hasPrefix("paper/figures/") && $0.hasSuffix(".svg") }
    #expect(figures.count == 10)
    for figure in figures { #expect(try scratch.read(figure).contains("</svg>")) }

    // Some of it again on one thread.
    _ = try PaperReproduction(session(scratch, threads: 1, runs: "again-runs"), parts: [.limits, .squid, .reversal])
      .write(
        to: scratch.path + "/again")
    let whole = try scratch.deterministicFiles(of: "paper")
    let again = try scratch.deterministicFiles(of: "again").filter { $0.key != "README.md" }
    #expect(again.count > 12)
    for (name, content) in again { #expect(whole[name] == content, "\(name) differs") }
  }

  @Test("one part; runs that are there are taken, and other directories are left alone")
  func reuse() throws {
    let scratch = try Scratch()
    try ReproductionTests.writeConfigs(scratch)
    let parts: [PaperPart] = [.reversal]
    _ = try PaperReproduction(session(scratch, threads: 2, runs: "runs"), parts: parts).write(
      to: scratch.path + "/paper")
    #expect(try scratch.read("paper/README.md").contains("Only some of its parts are here."))
    let before = try scratch.deterministicFiles(of: "paper")

    // A run that was not made again has the mark that was put there.
    try scratch.write("mark", to: "runs/zeeman/mark")
    _ = try PaperReproduction(session(scratch, threads: 2, runs: "runs", reuses: true), parts: parts).write(
      to: scratch.path + "/paper")
    #expect(scratch.listing().contains("runs/zeeman/mark"))
    #expect(try scratch.deterministicFiles(of: "paper") == before)

    try scratch.write("something", to: "other/file")
    #expect(throws: FileError.self) {
      try PaperReproduction(session(scratch, threads: 2, runs: "runs", reuses: true), parts: parts).write(
        to: scratch.path + "/other")
    }
    #expect(scratch.listing().filter { $0.hasPrefix("other") } == ["other", "other/file"])
  }
}
