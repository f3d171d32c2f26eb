import Campaign
import ClusterModel
import Foundation
import Results

/// A system and a run of it, as a user would write it: everything goes through the config.
struct Campaign: Sendable {
  var model: ModelName
  var parameters: Parameters
  var trajectories: Int
  /// Measured time of a trajectory, in `timeUnit`.
  var duration: Double
  var seed: UInt64
  /// More members of the config as JSON, such as `"burnIn": 0`.
  var more: [String] = []
  var timeUnit = "tf"

  /// What a run leaves: its summary, and its tables by file name.
  struct Outcome {
    let summary: Summary
    let tables: [String: CSVTable]

    func estimate(_ name: String) -> EstimateRecord? { summary.estimates[name] }
  }

  private var json: String {
    func text(_ time: Double?) -> String { time.map { "\($0)" } ?? "null" }
    let p = parameters
    let members =
      [
        #""name": "test", "model": "\#(model.rawValue)", "timeUnit": "\#(timeUnit)", "trajectories": \#(trajectories)"#,
        #""duration": \#(duration), "seed": \#(seed), "trace": {"trajectories": 0}"#,
        #""parameters": {"injectionRate": \#(p.injectionRate), "volume": \#(p.volume), "gamma": \#(p.gamma), "#
          + #""gammaTriplet": \#(p.gammaTriplet), "spinFlipTime": \#(text(p.spinFlipTime)), "#
          + #""trappingTime": \#(text(p.trappingTime))\#(p.zeeman == 0 ? "" : #", "zeeman": \#(p.zeeman)"#)}"#,
      ] + more
    return "{" + members.joined(separator: ", ") + "}"
  }

  func run(threads: Int = 2) throws -> Outcome {
    let configuration = try Configuration.parse(
      Data(json.utf8), name: "test.json", knownGenerators: CampaignPlan.knownGenerators)
    let plan = try CampaignPlan(configuration, file: "test.json")
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("qpspin-\(UUID().uuidString)").path
    let directory = try ResultsDirectory(creating: path)
    defer {
      directory.discard()
      try? FileManager.default.removeItem(atPath: path)
    }
    let summaries = try CampaignRun(plan, threads: threads).run(into: directory)
    try directory.commit()
    var tables: [String: CSVTable] = [:]
    for name in ["autocorrelation.csv", "ensemble.csv"] {
      guard let data = FileManager.default.contents(atPath: path + "/" + name) else { continue }
      tables[name] = CSVTable(String(decoding: data, as: UTF8.self))
    }
    return Outcome(summary: summaries[0], tables: tables)
  }
}

/// A table of numbers as the program writes it; cells without a number are NaN.
struct CSVTable: Sendable {
  private var columns: [String: [Double]] = [:]
  /// In the order of the file.
  private(set) var names: [String] = []

  init(_ text: String) {
    let rows = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    guard let names = rows.first else { return }
    self.names = names.map(String.init)
    for (place, name) in names.enumerated() {
      columns[String(name)] = rows.dropFirst().map { place < $0.count ? Double($0[place]) ?? .nan : .nan }
    }
  }

  /// A column by its name; empty if there is none.
  func column(_ name: String) -> [Double] { columns[name] ?? [] }
}
