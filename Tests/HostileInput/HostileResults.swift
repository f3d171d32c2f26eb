import Campaign
import Foundation
import Report
import Results

/// A results directory in which one file is replaced: the first byte says which, and who reads it, the others are its content.
enum HostileResults {
  /// A file, and the directory that is read when it is replaced.
  struct Place: Sendable {
    let file: String
    let output: String
  }

  static let places: [Place] =
    [
      "summary.json", "config.json", "histogram_N.csv", "histogram_m.csv", "histogram_S.csv", "joint_N_m.csv",
      "autocorrelation.csv", "spectrum.csv", "ensemble.csv", "trace.csv",
    ].map { Place(file: "point/\($0)", output: "point") }
    + ["summary.json", "points/0001/summary.json", "points/0002/config.json", "points/0002/spectrum.csv", "sweep.csv"]
    .map { Place(file: "sweep/\($0)", output: "sweep") }
    + ["run.json", "progress.json", "lock"].map { Place(file: ".begun.incomplete/\($0)", output: "begun") }

  static func read(_ bytes: [UInt8]) -> String? {
    guard let first = bytes.first else { return "too short" }
    let place = places[Int(first) % places.count]
    let (path, good) = base
    let file = path + "/" + place.file
    defer { try? POSIXFile.create(file, good[place.file] ?? []) }
    do { try POSIXFile.create(file, Array(bytes.dropFirst())) } catch { fatalError("\(file): \(error.reason)") }
    var complaints: [String] = []
    func note(_ body: () throws -> Void) {
      do { try body() } catch { complaints.append(oneLine("\(error)")) }
    }
    let output = path + "/" + place.output
    switch place.output == "begun" ? 0 : Int(first) / places.count % 3 {
    case 0: note { _ = try RunStatus.of(output).text }
    case 1:
      note { _ = ResultTable(try ResultsReader(output)).text }
      note { _ = try Verifier(output).verify().map(\.agrees) }
    default: note { _ = try Reporter(output, gnuplot: nil).write() }
    }
    return complaints.first
  }

  /// Where the directories are, and the files as they were written.
  private static let base: (path: String, good: [String: [UInt8]]) = {
    let directory = HostileDirectory()
    do {
      for (name, config) in [("point", point), ("sweep", sweep)] {
        let configuration = try Configuration.parse(
          Data(config.utf8), name: name, knownGenerators: CampaignPlan.knownGenerators)
        let plan = try CampaignPlan(configuration, file: name)
        let results = try ResultsDirectory(creating: directory.path + "/" + name)
        _ = try CampaignRun(plan, threads: 1).run(into: results)
        try results.commit()
      }
      let configuration = try Configuration.parse(
        Data(sweep.utf8), name: "begun", knownGenerators: CampaignPlan.knownGenerators)
      let identity = RunIdentity(try CampaignPlan(configuration, file: "begun"))
      try FileManager.default.createDirectory(
        atPath: directory.path + "/.begun.incomplete", withIntermediateDirectories: false)
      try POSIXFile.create(
        directory.path + "/.begun.incomplete/run.json", [UInt8](try JSONText.encode(identity)))
      try POSIXFile.create(directory.path + "/.begun.incomplete/lock", Array("process 1".utf8))
      try POSIXFile.create(
        directory.path + "/.begun.incomplete/progress.json",
        Array(
          """
          {"done": 0.5, "finishedTasks": 2, "tasks": 4, "eventsPerSecond": 1e6, "remaining": 3, "time": "now"}
          """.utf8))
      var good: [String: [UInt8]] = [:]
      for place in places { good[place.file] = try POSIXFile.read(directory.path + "/" + place.file) }
      return (directory.path, good)
    } catch {
      fatalError("\(error)")
    }
  }()

  /// So small that exact solutions take no time.
  private static let common = """
    "parameters": {"injectionRate": 4, "volume": 0.2, "spinFlipTime": 0.5}, "exact": "never", "trajectories": 12, "duration": 60, "burnIn": 5, "seed": 1,
    "correlation": {"step": 1, "maximumLag": 10}
    """
  private static let point = """
    {"name": "p", "model": "ising", \(common), "ensemble": {"times": 9}, "trace": {"points": 9}, "initialState": {"N": 2}}
    """
  private static let sweep = """
    {"name": "s", "model": "heisenberg", \(common), "sweep": {"gamma": [9, 18]}, "trace": {"trajectories": 0}}
    """

  static var seeds: [(name: String, bytes: [UInt8])] {
    get throws {
      let good = base.good
      return places.enumerated().map { index, place in
        let name = place.file.split(separator: "/").joined(separator: "-").drop { $0 == "." }
        // Status reads no tables: report does, and verify some. The theory in figures of a sweep takes seconds.
        let reader = place.output == "begun" ? 0 : place.output == "sweep" || place.file.contains("summary") ? 1 : 2
        return (String(name), [UInt8(index + reader * places.count)] + (good[place.file] ?? []))
      }
    }
  }
}
