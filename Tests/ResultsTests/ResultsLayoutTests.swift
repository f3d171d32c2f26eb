import Foundation
import TestSupport
import Testing

import Results

/// What in a results directory is qpspin's, and what is not.
@Suite struct ResultsLayoutTests {
  private static let ownFiles = [
    "summary.json", "config.json", "provenance.json", "report.html", "sweep.csv", "trace.csv", "histogram_m.csv",
    "figures/style.gp", "figures/flux_noise.pdf", "figures/map_tauJFit.png", "figures/sweep_meanN.gp",
    "figures/sweep_theory.csv", "points/0001/summary.json", "points/12345/figures/trace.svg", ".DS_Store",
    "points/0001/.DS_Store", ".figures.incomplete-12/x", "points/0002/.figures.incomplete-1/style.gp",
    ".report.html.incomplete-3",
  ]
  private static let foreignFiles = [
    "notes.txt", "summary.json~", ".hidden", "histogram_N.csv.bak", "figures/mine.svg", "figures/trace_2.svg",
    "figures/trace.svg.old", "figures/old/trace.svg", "figures/trace.svg/x", "points/notes", "points/1/summary.json",
    "points/x001/summary.json", "points/0001/notes", "points/0001/points/0001/summary.json",
    "points/0001/figures/a.png",
    "style.gp", "trace.svg", "summary.json/x",
  ]

  @Test func own() throws {
    let scratch = try Scratch()
    for name in Self.ownFiles { try scratch.write("", to: name) }
    #expect(ResultsLayout.foreign(in: scratch.path) == [])
    #expect(ResultsLayout.foreign(in: scratch.path + "/nothing") == [])
  }

  @Test(arguments: foreignFiles)
  func foreign(_ name: String) throws {
    let scratch = try Scratch()
    for name in Self.ownFiles where name != "summary.json" { try scratch.write("", to: name) }
    try scratch.write("x", to: name)
    let found = ResultsLayout.foreign(in: scratch.path)
    #expect(found.count == 1 && (name == found[0] || name.hasPrefix(found[0] + "/")), "\(found)")
  }

  /// Files where directories belong.
  @Test(arguments: ["figures", "points", "points/0001"])
  func files(_ name: String) throws {
    let scratch = try Scratch()
    try scratch.write("mine", to: name)
    #expect(ResultsLayout.foreign(in: scratch.path) == [name])
  }
}
