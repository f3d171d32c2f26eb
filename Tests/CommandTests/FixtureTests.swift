import Binary
import Campaign
import Foundation
import TestSupport
import Testing

/// What earlier programs of this and older format versions have written must still be read: Fixtures/record has made it.
@Suite struct FixtureTests {
  private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  private static let versions: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasPrefix("format-") }.sorted())
    ?? []

  /// The files of a version, with the names that they had.
  private func scratch(_ version: String) throws -> Scratch {
    let scratch = try Scratch()
    let source = Self.directory.appendingPathComponent(version)
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path) {
      let hidden = name.hasSuffix(".incomplete") ? "." + name : name
      try FileManager.default.copyItem(
        at: source.appendingPathComponent(name), to: scratch.url.appendingPathComponent(hidden))
    }
    return scratch
  }

  /// Whether runs of a fixture give the numbers that this program gives.
  private func hasTheseNumbers(_ scratch: Scratch, _ directory: String) throws -> Bool {
    struct Version: Decodable { let resultsVersion: Int }
    let data = Data(try scratch.read(directory + "/run.json").utf8)
    return try JSONDecoder().decode(Version.self, from: data).resultsVersion == RunIdentity.currentResultsVersion
  }

  @Test func currentVersionIsThere() throws {
    let current = BinaryRecord.currentVersion
    let expected = (1...current).map { "format-\($0)" }.sorted()
    #expect(
      Self.versions == expected,
      "format version \(current) has no fixtures: record them with Tests/CommandTests/Fixtures/record PROGRAM")
  }

  /// A run in the middle: what it has is known, it goes on from there, and gives the bytes of an uninterrupted run.
  @Test(arguments: versions.flatMap { version in ["in-step", "alone", "leaping"].map { (version, $0) } })
  func continued(_ item: (version: String, name: String)) throws {
    let scratch = try scratch(item.version)
    let name = item.name
    let status = try Program.run(["status", name], in: scratch)
    #expect(status.ending == .code(0))
    #expect(status.output.hasPrefix("\(name): stopped; the same command continues it"))
    #expect(!status.output.contains("note:"), "\(status.output)")
    let isCurrent = try hasTheseNumbers(scratch, ".\(name).incomplete")
    let run = try Faults.runWell("run \(name).json --output \(name)", in: scratch)
    if !isCurrent {
      #expect(run.ending == .code(65) && run.error.contains("whose numbers differ from those of this one"), "\(run)")
      return
    }
    #expect(run.ending == .code(0), "\(run)")
    #expect(run.error.hasPrefix("qpspin: \(name): continues the run that was begun there\n"))
    // Only another GSL or processor may not go on with the states of its generators.
    let warnings = run.error.split(separator: "\n").filter {
      $0.contains("warning") && !$0.contains("was written with")
    }
    #expect(warnings.isEmpty, "\(warnings)")
    #expect(try scratch.read(name + "/provenance.json").contains("\"sessions\" : 2"))
    let whole = try Faults.runWell("run \(name).json --output whole --quiet", in: scratch)
    #expect(whole == .code(0, output: run.output))
    #expect(try scratch.deterministicFiles(of: name) == scratch.deterministicFiles(of: "whole"))
  }

  /// What is saved is used, and not run again: a state that is not what it would have been comes through to the end.
  @Test(arguments: versions)
  func used(_ version: String) throws {
    let scratch = try scratch(version)
    let status = try Program.run(["status", "in-step"], in: scratch)
    #expect(status.output.contains(" 8/20 ") && status.output.contains(" 20/20 "), "\(status.output)")
    let path = ".in-step.incomplete/checkpoint/point-1"
    let old = try BinaryRecord([UInt8](Data(contentsOf: scratch.url.appendingPathComponent(path))))
    // Behind the counts of blocks and trajectories stands the sum of the means of N.
    var content = old.content
    content[16 + 5] ^= 1
    let record = BinaryRecord(kind: old.kind, fingerprint: old.fingerprint, content: content)
    try scratch.write(Data(record.bytes), to: path)
    let run = try Faults.runWell("run in-step.json --output in-step --quiet", in: scratch)
    if run.ending == .code(65) { return }
    let whole = try Faults.runWell("run in-step.json --output whole --quiet", in: scratch)
    #expect(run.ending == .code(0) && whole.ending == .code(0))
    #expect(try scratch.read("in-step/points/0001/summary.json") != scratch.read("whole/points/0001/summary.json"))
    #expect(try scratch.read("in-step/points/0002/summary.json") == scratch.read("whole/points/0002/summary.json"))
  }

  /// Finished results.
  @Test(arguments: versions)
  func results(_ version: String) throws {
    let scratch = try scratch(version)
    let files = try scratch.deterministicFiles(of: "finished")
    let verified = try Program.run(["verify", "finished"], in: scratch)
    #expect(verified.ending == .code(0) && verified.output.contains("verdict: agrees"), "\(verified)")
    #expect(try Program.run(["status", "finished"], in: scratch).output.hasPrefix("finished: finished\n"))
    let again = try Program.run(["run", "finished.json", "--output", "finished"], in: scratch)
    #expect(again.error == "qpspin: finished holds this run already; --overwrite runs it again\n")
    #expect(again.ending == .code(0) && again.output.hasPrefix("finished: 2 points; every estimate is in sweep.csv\n"))
    #expect(try Program.run(["report", "finished"], in: scratch) == .code(0))
    let pages = scratch.listing().filter { $0.hasSuffix("report.html") }
    #expect(pages.count == 3)
    #expect(try scratch.deterministicFiles(of: "finished").filter { !$0.key.contains("figures/") } == files)
  }

  /// Shards, of which one is in the middle.
  @Test(arguments: versions)
  func shards(_ version: String) throws {
    let scratch = try scratch(version)
    let status = try Program.run(["status", "shards"], in: scratch)
    #expect(status.output.hasPrefix("in-step: 2 of 3 shards finished\n  shard 2/3: stopped"))
    #expect(!status.output.contains("note:"), "\(status.output)")
    #expect(
      try Program.run(["merge", "shards", "--output", "r"], in: scratch)
        == .failure(65, "shards: shard 2 of 3 is missing"))
    let isCurrent = try hasTheseNumbers(scratch, ".shards.shard-2-of-3.incomplete")
    let run = try Faults.runWell("run in-step.json --shard 2/3 --output shards", in: scratch)
    if !isCurrent {
      #expect(run.ending == .code(65))
      return
    }
    #expect(run.ending == .code(0) && !run.error.replacing("was written with", with: "").contains("damaged"), "\(run)")
    let merged = try Faults.runWell("merge shards --output r --quiet", in: scratch)
    let whole = try Faults.runWell("run in-step.json --output whole --quiet", in: scratch)
    #expect(merged == whole && merged.ending == .code(0))
    #expect(try scratch.deterministicFiles(of: "r") == scratch.deterministicFiles(of: "whole"))
  }
}
