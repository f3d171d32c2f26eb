import Foundation
import TestSupport
import Testing

import Results

/// Runs of every model against what they are known to give.
@Suite struct RunTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let config: String
    let files: [String]

    var testDescription: String { name }
  }

  private static let all = [
    "autocorrelation.csv", "config.json", "histogram_N.csv", "histogram_S.csv", "histogram_m.csv", "joint_N_m.csv",
    "provenance.json", "spectrum.csv", "summary.json", "trace.csv",
  ]
  private static let withoutSpin = all.filter { $0 != "histogram_S.csv" && $0 != "histogram_m.csv" }

  static let cases = [
    Case(name: "heisenberg", config: Configs.tiny(name: "heisenberg"), files: all),
    Case(
      name: "ising",
      config: Configs.tiny(
        name: "ising", model: "ising", parameters: "\"injectionRate\": 30, \"volume\": 0.2, \"zeeman\": 0.5"),
      files: all),
    Case(
      name: "su2",
      config: Configs.tiny(
        name: "su2", model: "su2", parameters: "\"injectionRate\": 30, \"volume\": 0.3, \"trappingTime\": 5",
        more: ", \"ensemble\": { \"times\": 5 }"), files: (all + ["ensemble.csv"]).sorted()),
    Case(
      name: "polarized", config: Configs.tiny(name: "polarized", model: "polarized"), files: withoutSpin),
    Case(
      name: "polarized-ising",
      config: Configs.tiny(name: "polarized-ising", model: "polarized-ising", more: ", \"rng\": \"mt19937\""),
      files: withoutSpin),
  ]

  @Test(arguments: cases)
  func models(_ item: Case) throws {
    let scratch = try Scratch()
    try scratch.write(item.config, to: "c.json")
    let outcome = try Program.run(["run", "c.json", "--output", "r"], in: scratch)
    #expect(outcome.ending == .code(0))
    #expect(outcome.error == "")
    try Golden.expectNumeric(outcome.output, "run-\(item.name).txt")
    #expect(scratch.listingWithoutReports() == ["c.json", "r"] + item.files.map { "r/\($0)" })
    try Golden.expectNumeric(scratch.read("r/summary.json"), "summary-\(item.name).json")
    try Golden.expectExact(bitExact(scratch.read("r/summary.json")), "summary-\(item.name).json")
    for name in ["config.json", "joint_N_m.csv"] where item.files.contains(name) {
      try Golden.expectExact(scratch.read("r/\(name)"), "\(item.name)-\(name)")
    }
    if item.files.contains("ensemble.csv") {
      // Its columns of theory are solutions in time, whose steps depend on rounding: StatisticalTests has them.
      try Golden.expectExact(withoutTheory(scratch.read("r/ensemble.csv")), "\(item.name)-ensemble.csv")
    }
    for name in ["histogram_N.csv", "autocorrelation.csv"] {
      let table = try scratch.read("r/\(name)")
      try Golden.expectExact(withoutTheory(table), "\(item.name)-\(name)")
      try Golden.expectNumeric(table, "\(item.name)-\(name)")
    }
    try Golden.expectNumeric(scratch.read("r/spectrum.csv"), "\(item.name)-spectrum.csv")
    try Golden.expectNumeric(scratch.read("r/trace.csv"), "\(item.name)-trace.csv")
  }

  /// A table without the columns that are computed, not simulated: they pass through functions of the C library.
  private func withoutTheory(_ table: String) -> String {
    let rows = table.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let columns = (rows.first ?? []).indices.filter {
      !["exact", "fokkerPlanck", "meanField"].contains(where: rows[0][$0].hasPrefix)
    }
    return rows.map { row in columns.map { String(row[$0]) }.joined(separator: ",") + "\n" }.joined()
  }

  /// The summary without what passes through functions of the C library: exponential fits, and the scales.
  private func bitExact(_ summary: String) throws -> String {
    var object = try #require(try JSONSerialization.jsonObject(with: Data(summary.utf8)) as? [String: Any])
    object["scales"] = nil
    var estimates = try #require(object["estimates"] as? [String: Any])
    estimates["tauNFit"] = nil
    estimates["tauJFit"] = nil
    object["estimates"] = estimates
    let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .prettyPrinted])
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  @Test func sweep() throws {
    let scratch = try Scratch()
    try scratch.write(Configs.sweep(), to: "c.json")
    // Quiet: on a busy machine the run may last long enough to tell how far it is.
    let outcome = try Program.run(["run", "c.json", "--output", "r", "--quiet"], in: scratch)
    #expect(outcome.ending == .code(0))
    #expect(outcome.error == "")
    try Golden.expectNumeric(outcome.output, "run-sweep.txt")
    try Golden.expectNumeric(scratch.read("r/sweep.csv"), "sweep.csv")
    try Golden.expectNumeric(scratch.read("r/summary.json"), "summary-sweep.json")
    let point = (Self.all.filter { $0 != "provenance.json" } + ["ensemble.csv"]).sorted()
    var expected = ["c.json", "r", "r/config.json", "r/points", "r/provenance.json", "r/summary.json", "r/sweep.csv"]
    for number in ["0001", "0002", "0003"] {
      expected += ["r/points/\(number)"] + point.map { "r/points/\(number)/\($0)" }
    }
    #expect(scratch.listingWithoutReports() == expected.sorted())
  }

  /// One trajectory: no errors, and it says so.
  @Test func oneTrajectory() throws {
    let scratch = try Scratch()
    try scratch.write(Configs.tiny(trajectories: 1), to: "c.json")
    let outcome = try Program.run(["run", "c.json", "--output", "r"], in: scratch)
    #expect(outcome.ending == .code(0))
    try Golden.expectNumeric(outcome.output, "run-one.txt")
    let reader = try ResultsReader(scratch.path + "/r")
    let estimates = try #require(reader.summaries.first).estimates
    #expect(!estimates.isEmpty)
    #expect(estimates.values.allSatisfy { $0.standardError == nil })
  }

  /// Nothing happens at all: zeros where they are known, nothing where there is nothing to know.
  @Test func nothingHappens() throws {
    let scratch = try Scratch()
    try scratch.write(
      Configs.tiny(parameters: "\"injectionRate\": 0, \"volume\": 1").replacingOccurrences(
        of: "{ \"N\": 4 }", with: "\"empty\""), to: "c.json")
    let outcome = try Program.run(["run", "c.json", "--output", "r"], in: scratch)
    #expect(outcome.ending == .code(0))
    try Golden.expectNumeric(outcome.output, "run-nothing.txt")
    #expect(!(try scratch.read("r/summary.json").lowercased().contains("nan")))
  }

  /// All but one trajectory stay empty: the jackknife leaves that one out, too.
  @Test func almostNothingHappens() throws {
    let scratch = try Scratch()
    try scratch.write(
      Configs.tiny(parameters: "\"injectionRate\": 0.02, \"volume\": 1", trajectories: 3).replacingOccurrences(
        of: "{ \"N\": 4 }", with: "\"empty\""), to: "c.json")
    for seed in 1...12 {
      let outcome = try Program.run(
        ["run", "c.json", "--output", "r\(seed)", "--seed", "\(seed)", "--quiet"], in: scratch)
      #expect(outcome.ending == .code(0), "seed \(seed): \(outcome.error)")
    }
    let empty = try (1...12).map { seed in
      let reader = try ResultsReader(scratch.path + "/r\(seed)")
      let trajectories = reader.summaries.first?.estimates["polarization"] == nil
      let occupied = (reader.summaries.first?.estimates["meanN"]?.value ?? 0) > 0
      return trajectories && occupied
    }
    #expect(empty.contains(true), "no seed gave the case that this test is about")
  }

  @Test func provenance() throws {
    let scratch = try Scratch()
    try scratch.write(Configs.tiny(), to: "c.json")
    #expect(try Program.run(["run", "c.json", "--output", "r", "--threads", "3"], in: scratch).ending == .code(0))
    let data = try Data(contentsOf: scratch.url.appendingPathComponent("r/provenance.json"))
    let provenance = try JSONDecoder().decode(Provenance.self, from: data)
    #expect(provenance.version == Build.version)
    #expect(provenance.threads == 3)
    #expect(provenance.command.dropFirst() == ["run", "c.json", "--output", "r", "--threads", "3"])
    #expect(provenance.gslVersion.hasPrefix("2."))
    #expect(provenance.peakMemory > 1_000_000)
    #expect(provenance.wallTime > 0 && provenance.eventsPerSecond > 0 && provenance.cpuTime > 0)
    #expect(!provenance.host.isEmpty && !provenance.compiler.isEmpty && provenance.cores > 0)
  }
}
