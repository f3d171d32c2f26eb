import Binary
import Foundation
import TestSupport
import Testing

import Campaign
import Results

/// `RunIdentity.currentResultsVersion` says which numbers a program gives. A run may be continued, and shards joined, by any
/// program of the same version, so a change of a number without a change of the version mixes two kinds of numbers in one
/// result. What each version gives is recorded in Recorded/results-N.json.
@Suite struct ResultsVersionTests {
  /// Of one config: tables that are the same bit for bit on every machine, and estimates, which pass through functions of
  /// the C library.
  private struct Recorded: Codable, Equatable {
    var tables: [String: String] = [:]
    var estimates: [String: Double] = [:]
  }

  private static let leaping: [String: String?] = [
    "model": #""su2""#, "parameters": #"{"injectionRate": 48600, "volume": 1, "spinFlipTime": null}"#,
    "timeUnit": #""tf""#, "duration": "4", "burnIn": "0.5", "trajectories": "5", "algorithm": #""tau-leaping""#,
    "accuracy": "0.2", "correlation": nil,
  ]

  private static let cases: [(name: String, changes: [String: String?])] = [
    ("heisenberg", [:]), ("heisenberg-mt19937", ["rng": #""mt19937""#]), ("ising", ["model": #""ising""#]),
    ("su2", ["model": #""su2""#]), ("polarized", ["model": #""polarized""#]),
    ("polarized-ising", ["model": #""polarized-ising""#]), ("leaping", leaping),
    ("sweep", ["sweep": #"{"volume": [0.2, 1]}"#]),
    ("precision", ["precision": #"{"meanN": 0.1}"#, "trajectories": "60"]),
  ]

  private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Recorded")

  /// The numbers that this program gives.
  private func now() throws -> [String: Recorded] {
    var all: [String: Recorded] = [:]
    for (name, changes) in Self.cases {
      let settings: [String: String?] = [
        "trajectories": "12", "duration": "30", "burnIn": "3", "correlation": #"{"step": 0.25, "maximumLag": 4}"#,
        "initialState": #"{"N": 4}"#, "trace": #"{"trajectories": 0, "points": 2}"#, "exact": #""never""#, "seed": "3",
        "parameters": changes["sweep"] == nil ? #"{"injectionRate": 20, "volume": 0.5}"# : #"{"injectionRate": 20}"#,
      ]
      let plan = try plan(settings.merging(changes) { $1 })
      let scratch = try Scratch()
      let results = try ResultsDirectory(creating: scratch.path + "/r")
      let summaries = try CampaignRun(plan, threads: 2).run(into: results)
      var recorded = Recorded()
      for (index, summary) in summaries.enumerated() {
        let path = plan.path(ofPoint: index)
        for table in ["histogram_N.csv", "joint_N_m.csv", "autocorrelation.csv"] {
          let text = try String(contentsOfFile: results.staging + "/" + path + table, encoding: .utf8)
          let digest = Checksum.of(Array(Self.withoutTheory(text).utf8))
          recorded.tables[path + table] = String(digest, radix: 16)
        }
        recorded.tables[path + "events"] = "\(summary.run.events) \(summary.run.burnInEvents)"
        for (name, estimate) in summary.estimates {
          recorded.estimates[path + name] = estimate.value
          recorded.estimates[path + name + ".standardError"] = estimate.standardError
        }
      }
      results.discard()
      all[name] = recorded
    }
    return all
  }

  /// Columns that are computed, not simulated, pass through functions of the C library.
  private static func withoutTheory(_ table: String) -> String {
    let rows = table.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let columns = (rows.first ?? []).indices.filter { column in
      !["exact", "fokkerPlanck", "meanField"].contains { rows[0][column].hasPrefix($0) }
    }
    return rows.map { row in columns.map { String(row[$0]) }.joined(separator: ",") }.joined(separator: "\n")
  }

  private func differences(_ now: [String: Recorded], _ then: [String: Recorded]) -> [String] {
    var found: [String] = []
    for name in Set(now.keys).union(then.keys).sorted() {
      guard let now = now[name], let then = then[name] else {
        found.append(name)
        continue
      }
      for key in Set(now.tables.keys).union(then.tables.keys).sorted() where now.tables[key] != then.tables[key] {
        found.append("\(name): \(key)")
      }
      for key in Set(now.estimates.keys).union(then.estimates.keys).sorted() {
        let (a, b) = (now.estimates[key] ?? .nan, then.estimates[key] ?? .nan)
        if !(abs(a - b) <= 1e-9 * max(abs(a), abs(b))) { found.append("\(name): \(key) was \(b), is \(a)") }
      }
    }
    return found
  }

  /// Fails when a number of a result changes and the version does not.
  @Test func numbersBelongToTheirVersion() throws {
    let version = RunIdentity.currentResultsVersion
    let file = Self.directory.appendingPathComponent("results-\(version).json")
    let now = try now()
    guard let data = try? Data(contentsOf: file) else {
      if ProcessInfo.processInfo.environment["RECORD_RESULTS_VERSION"] == "1" {
        try FileManager.default.createDirectory(at: Self.directory, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(now).write(to: file)
      }
      Issue.record(
        """
        the numbers of results version \(version) are not recorded: record them with \
        RECORD_RESULTS_VERSION=1 swift test --filter ResultsVersionTests, which fails once
        """)
      return
    }
    let differences = differences(now, try JSONDecoder().decode([String: Recorded].self, from: data))
    #expect(
      differences.isEmpty,
      """
      numbers of results have changed. If that is meant: raise RunIdentity.currentResultsVersion to \(version + 1), so that no \
      unfinished run or shard of before is mixed with it; record the numbers with RECORD_RESULTS_VERSION=1 swift test --filter \
      ResultsVersionTests; say what changed in CHANGELOG.md under Results; record the fixtures anew \
      (Tests/CommandTests/Fixtures/record). A recorded version is never recorded again.
      """)
  }

  /// No version is left out, and none is recorded before its time.
  @Test func everyVersionIsRecorded() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path).sorted()
    #expect(names == (1...RunIdentity.currentResultsVersion).map { "results-\($0).json" }.sorted())
  }
}
