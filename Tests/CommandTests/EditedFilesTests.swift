import Foundation
import TestSupport
import Testing

/// Files that were edited by hand, are missing, or are from a newer version: one line, code 65, and nothing is touched.
@Suite struct EditedFilesTests {
  private static let newer = "has schemaVersion 2, from a newer qpspin; this one reads up to 1"
  private static let notWhole = "is missing: not a whole results directory"

  /// What is done to a file of a finished sweep of three points, and what is said by who reads it. A nil text: removed.
  private static let edits: [(file: String, from: String, to: String?, commands: [String], message: String)] = [
    ("summary.json", "\"schemaVersion\" : 1", "\"schemaVersion\" : 2", ["verify", "report", "status", "run"], newer),
    (
      "points/0002/summary.json", "\"schemaVersion\" : 1", "\"schemaVersion\" : 2",
      ["verify", "report", "status", "run"], newer
    ),
    (
      "summary.json", "\"points\" : 3", "\"points\" : 2", ["verify", "report", "status", "run"],
      "says that there are 2 points; points/ has 3: not a whole results directory"
    ),
    (
      "summary.json", "\"points\" : 3", "\"points\" : -1", ["verify", "report", "status", "run"],
      "says that there are -1 points; points/ has 3: not a whole results directory"
    ),
    ("points/0003/summary.json", "", nil, ["verify", "report", "status", "run"], notWhole),
    ("points/0001/config.json", "", nil, ["verify", "report"], notWhole),
    ("points/0001/autocorrelation.csv", "", nil, ["verify", "report"], notWhole),
    (
      "points/0001/summary.json", "\"trajectories\" : 4", "\"trajectories\" : -4", ["verify", "report"],
      "has trajectories, duration or burnIn that no run can have"
    ),
    (
      "points/0001/summary.json", "\"volume\" : 0.2", "\"volume\" : 1e300", ["verify", "report"],
      "has parameters that no config can have"
    ),
    (
      "points/0001/summary.json", "\"volume\" : 0.2", "\"volume\" : 0", ["verify", "report"],
      "has parameters that no config can have"
    ),
    ("points/0001/histogram_N.csv", "0,", "x,", ["verify", "report"], "line 2: \"x\" is not a number"),
    ("points/0001/config.json", "\"squid\"", "\"squib\"", ["verify", "report"], "is not a config of qpspin"),
  ]

  @Test func results() throws {
    let scratch = try Scratch()
    try scratch.write(
      Configs.sweep().replacingOccurrences(of: "\"burnIn\": 1", with: "\"burnIn\": 6"), to: "c.json")
    #expect(try Faults.runWell("run c.json --output r --quiet", in: scratch).ending == .code(0))
    for edit in Self.edits {
      let text = try scratch.read("r/" + edit.file)
      let path = scratch.path + "/r/" + edit.file
      if let to = edit.to {
        let place = try #require(text.range(of: edit.from))
        try scratch.write(text.replacingCharacters(in: place, with: to), to: "r/" + edit.file)
      } else {
        try FileManager.default.removeItem(atPath: path)
      }
      let listing = scratch.listing()
      for command in edit.commands {
        let arguments = command == "run" ? "run c.json --output r --quiet" : "\(command) r"
        let outcome = try Faults.runWell(arguments, in: scratch)
        #expect(outcome == .failure(65, "r/\(edit.file): \(edit.message)"), "\(command)")
      }
      #expect(scratch.listing() == listing)
      try scratch.write(text, to: "r/" + edit.file)
    }
    // The config of a finished run: the run is then another one, and stays.
    let config = try scratch.read("r/config.json")
    for (text, difference) in [
      (config.replacingOccurrences(of: "\"seed\" : 7", with: "\"seed\" : 8"), "seed was 8, is 7"),
      ("junk", "its config.json cannot be read"),
    ] {
      try scratch.write(text, to: "r/config.json")
      #expect(
        try Faults.runWell("run c.json --output r --quiet", in: scratch)
          == .failure(73, "r: holds a run of another config (\(difference)); --overwrite replaces it"))
    }
  }

  /// A run in the middle, whose files are edited: what cannot be trusted is refused, or run again.
  @Test func unfinished() throws {
    let scratch = try Scratch()
    let config = ResumeTests.config("heisenberg")
    try scratch.write(config, to: "c.json")
    let whole = try Faults.runWell("run c.json --output whole --quiet", in: scratch)
    try scratch.write(config.replacingOccurrences(of: "120", with: "100000"), to: "d.json")
    #expect(try Faults.runWell("run d.json --output r --quiet --time-limit 1s", in: scratch).ending == .code(75))
    let saved = try scratch.read(".r.incomplete/run.json")
    // The copy of the config in it is another one, is no config, or is that of a newer program.
    for (from, to, message) in [
      (
        "\\\"duration\\\" : 100000", "\\\"duration\\\" : 90000",
        "r: the unfinished run there is of another config (duration was 90000, is 100000); --overwrite starts anew"
      ),
      (
        "\"resultsVersion\" : ", "\"resultsVersion\" : 9",
        "r: the unfinished run there was begun by qpspin 0.1.0, whose numbers differ from those of this one, 0.1.0; "
          + "--overwrite starts anew"
      ),
      (
        "\"formatVersion\" : ", "\"formatVersion\" : 9",
        "r: an unfinished run of a newer qpspin is here (format 91, this one reads up to 1); --overwrite starts anew"
      ),
    ] {
      #expect(saved.contains(from))
      try scratch.write(saved.replacingOccurrences(of: from, with: to), to: ".r.incomplete/run.json")
      #expect(try Faults.runWell("run d.json --output r --quiet", in: scratch) == .failure(65, message))
    }
    try scratch.write(
      saved.replacingOccurrences(of: "\\\"model\\\"", with: "\\\"modal\\\""), to: ".r.incomplete/run.json")
    let status = try Program.run(["status", "r"], in: scratch)
    #expect(status.ending == .code(65) && status.error.filter(\.isNewline).count == 1, "\(status)")
    // Claiming to be the other run, its states are those of another: nothing of them is taken.
    let identity = saved.replacingOccurrences(of: "\\\"duration\\\" : 100000", with: "\\\"duration\\\" : 120")
    try scratch.write(identity, to: ".r.incomplete/run.json")
    let run = try Faults.runWell("run c.json --output r", in: scratch)
    #expect(run.ending == .code(0) && run.output == whole.output)
    #expect(run.error.contains("belongs to another run; what it held is run again"), "\(run.error)")
    #expect(try scratch.deterministicFiles(of: "r") == scratch.deterministicFiles(of: "whole"))
  }

  /// A shard of a newer version, and one whose config was edited.
  @Test func shards() throws {
    let scratch = try Scratch()
    try scratch.write(Configs.sweep(), to: "c.json")
    for index in 1...2 {
      #expect(try Program.run(["run", "c.json", "--shard", "\(index)/2", "--output", "s"], in: scratch) == .code(0))
    }
    let name = "s/shard-2-of-2.qpshard"
    let bytes = try Data(contentsOf: scratch.url.appendingPathComponent(name))
    var newer = bytes
    newer[8] = 2
    var edited = bytes
    let place = try #require(edited.range(of: Data("\\\"seed\\\" : 7".utf8)))
    edited[place.upperBound - 1] = UInt8(ascii: "8")
    for (data, message) in [
      (newer, "has format version 2, from a newer qpspin; this one reads up to 1"),
      (edited, "is damaged (its checksum)"),
    ] {
      try scratch.write(data, to: name)
      for command in ["merge s --output r", "status s"] {
        #expect(try Faults.runWell(command, in: scratch) == .failure(65, "\(name): \(message)"), "\(command)")
      }
      // A finished shard is known by its file: one that is none is not this one, and is not replaced unasked.
      let again = try Faults.runWell("run c.json --shard 2/2 --output s", in: scratch)
      #expect(again.ending == .code(73) && again.error.contains(message), "\(again)")
    }
    #expect(!scratch.listing().contains("r"))
    #expect(try Faults.runWell("merge nowhere --output r", in: scratch).ending == .code(65))
  }
}
