import Foundation
import TestSupport
import Testing

/// Where results may go, and that nothing is lost or left behind when they cannot.
@Suite struct OutputTests {
  /// Files of a finished run of a model with reversed spins.
  private static let runFiles = [
    "autocorrelation.csv", "config.json", "histogram_N.csv", "histogram_S.csv", "histogram_m.csv", "joint_N_m.csv",
    "provenance.json", "spectrum.csv", "summary.json", "trace.csv",
  ]

  private func scratch(_ config: String = Configs.tiny()) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(config, to: "c.json")
    return scratch
  }

  /// Places at which no directory can be made.
  @Test(arguments: [
    ("c.json", "c.json: is a file; the output must be a directory"),
    ("c.json/", "c.json/: is a file; the output must be a directory"),
    ("full", "full: is a directory with other things in it; the output must be new, empty, or a run"),
    (".", ".: is a directory with other things in it; the output must be new, empty, or a run"),
    ("full/..", "full/..: is a directory with other things in it; the output must be new, empty, or a run"),
    ("/", "/: is a directory with other things in it; the output must be new, empty, or a run"),
  ])
  func refused(_ item: (output: String, message: String)) throws {
    let scratch = try scratch()
    try scratch.write("mine", to: "full/notes.txt")
    for arguments in [[], ["--overwrite"]] {
      let outcome = try Program.run(["run", "c.json", "--output", item.output] + arguments, in: scratch)
      #expect(outcome == .failure(73, item.message), "\(arguments)")
    }
    #expect(scratch.listing() == ["c.json", "full", "full/notes.txt"])
    #expect(try scratch.read("full/notes.txt") == "mine")
  }

  @Test func parentIsAFile() throws {
    let scratch = try scratch()
    for output in ["c.json/x", "c.json/x/y"] {
      let outcome = try Program.run(["run", "c.json", "--output", output], in: scratch)
      #expect(outcome == .failure(73, "\(output): cannot be created (\(scratch.path)/c.json is a file)"))
    }
    #expect(scratch.listing() == ["c.json"])
  }

  #if os(Linux)
    /// Not even root can make a directory there.
    @Test(arguments: ["/proc/qpspin", "/proc/qpspin/run"])
    func unwritableParent(_ output: String) throws {
      let scratch = try scratch()
      let outcome = try Program.run(["run", "c.json", "--output", output], in: scratch)
      #expect(outcome == .failure(73, "\(output): cannot be created (No such file or directory)"))
      #expect(scratch.listing() == ["c.json"])
    }
  #endif

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func readOnlyParent() throws {
    let scratch = try scratch()
    try scratch.write("", to: "locked/file")
    let locked = scratch.url.appendingPathComponent("locked").path
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: locked)
    let outcome = try Program.run(["run", "c.json", "--output", "locked/run"], in: scratch)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: locked)
    #expect(outcome == .failure(73, "locked/run: cannot be created (Permission denied)"))
    #expect(scratch.listing() == ["c.json", "locked", "locked/file"])
  }

  /// A file system that takes nothing more, in the middle of writing: a file size limit of zero stands in for it.
  @Test func cannotWrite() throws {
    let scratch = try scratch()
    let outcome = try Program.shell("ulimit -f 0; exec \"$0\" run c.json --output new/run", in: scratch)
    #expect(outcome == .failure(74, "new/run/config.json: cannot be written (File too large)"))
    #expect(scratch.listing() == ["c.json"])
  }

  /// Another run that is there stays as it is when the new one fails.
  @Test func failureKeepsOldResults() throws {
    let scratch = try scratch()
    #expect(try Program.run(["run", "c.json", "--output", "r"], in: scratch).ending == .code(0))
    let before = try scratch.deterministicFiles(of: "r")
    let listing = scratch.listing()
    let outcome = try Program.shell("ulimit -f 0; exec \"$0\" run c.json --output r --seed 2 --overwrite", in: scratch)
    #expect(outcome == .failure(74, "r/config.json: cannot be written (File too large)"))
    #expect(try scratch.deterministicFiles(of: "r") == before)
    #expect(scratch.listing() == listing)
  }

  @Test func defaultOutput() throws {
    let scratch = try scratch()
    let outcome = try Program.run(["run", "c.json"], in: scratch)
    #expect(outcome.ending == .code(0))
    #expect(outcome.error == "")
    #expect(
      scratch.listingWithoutReports()
        == ["c.json", "results", "results/tiny"] + Self.runFiles.map { "results/tiny/\($0)" })
  }

  /// An empty directory, a path that goes up and down again, a slash at the end, a link to a directory.
  @Test func unusualOutputs() throws {
    let scratch = try scratch()
    try FileManager.default.createDirectory(atPath: scratch.path + "/empty", withIntermediateDirectories: false)
    for output in ["empty", "empty/../new//b/.", "slash/"] {
      let outcome = try Program.run(["run", "c.json", "--output", output], in: scratch)
      #expect(outcome.ending == .code(0), "\(output): \(outcome.error)")
    }
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/link", withDestinationPath: "slash")
    let outcome = try Program.run(["run", "c.json", "--output", "link", "--seed", "3", "--overwrite"], in: scratch)
    #expect(outcome.ending == .code(0))
    #expect(try scratch.read("slash/config.json").contains("\"seed\" : 3"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path + "/link") == "slash")
    var expected = ["c.json", "link", "new"]
    for directory in ["empty", "new/b", "slash"] {
      expected += [directory] + Self.runFiles.map { "\(directory)/\($0)" }
    }
    #expect(scratch.listingWithoutReports() == expected.sorted())
  }

  /// The same run a second time: says so, prints the same table, touches nothing.
  @Test func runAgain() throws {
    let scratch = try scratch()
    let first = try Program.run(["run", "c.json", "--output", "r"], in: scratch)
    #expect(first.ending == .code(0))
    let provenance = try scratch.read("r/provenance.json")
    let second = try Program.run(["run", "c.json", "--output", "r", "--threads", "2"], in: scratch)
    #expect(
      second
        == .code(
          0, output: first.output, error: "qpspin: r holds this run already; --overwrite runs it again\n"))
    let quiet = try Program.run(["run", "c.json", "--output", "r", "--quiet"], in: scratch)
    #expect(quiet == .code(0, output: first.output))
    #expect(try scratch.read("r/provenance.json") == provenance)
    let files = try scratch.deterministicFiles(of: "r")
    let again = try Program.run(["run", "c.json", "--output", "r", "--overwrite"], in: scratch)
    #expect(again == .code(0, output: first.output))
    #expect(try scratch.read("r/provenance.json") != provenance)
    #expect(try scratch.deterministicFiles(of: "r") == files)
  }

  /// Another run in the way: what differs is said, and only --overwrite replaces it.
  @Test func anotherRun() throws {
    let scratch = try scratch()
    #expect(try Program.run(["run", "c.json", "--output", "r"], in: scratch).ending == .code(0))
    let files = try scratch.deterministicFiles(of: "r")
    let other = try Program.run(["run", "c.json", "--output", "r", "--seed", "2"], in: scratch)
    #expect(
      other == .failure(73, "r: holds a run of another config (seed was 1, is 2); --overwrite replaces it"))
    try scratch.write(Configs.tiny(parameters: "\"injectionRate\": 20, \"volume\": 0.3"), to: "d.json")
    let volume = try Program.run(["run", "d.json", "--output", "r"], in: scratch)
    #expect(volume.ending == .code(73))
    #expect(volume.error.contains("parameters was {") && volume.error.contains("\"volume\": 0.2"))
    #expect(volume.error.filter(\.isNewline).count == 1)
    #expect(try scratch.deterministicFiles(of: "r") == files)
    let replaced = try Program.run(["run", "c.json", "--output", "r", "--seed", "2", "--overwrite"], in: scratch)
    #expect(replaced.ending == .code(0))
    #expect(replaced.error == "")
    #expect(try scratch.read("r/config.json").contains("\"seed\" : 2"))
    #expect(scratch.listingWithoutReports() == ["c.json", "d.json", "r"] + Self.runFiles.map { "r/\($0)" })
  }

  /// A run that is there, but damaged: told, not taken for good.
  @Test func damagedRun() throws {
    let scratch = try scratch()
    #expect(try Program.run(["run", "c.json", "--output", "r"], in: scratch).ending == .code(0))
    try scratch.write("{ \"schemaVersion\": 1 }", to: "r/summary.json")
    let outcome = try Program.run(["run", "c.json", "--output", "r", "--quiet"], in: scratch)
    #expect(outcome == .failure(65, "r/summary.json: is not a summary of qpspin"))
    #expect(try Program.run(["run", "c.json", "--output", "r", "--overwrite"], in: scratch).ending == .code(0))
  }

  @Test func planWritesNothing() throws {
    let scratch = try scratch()
    let outcome = try Program.run(["plan", "c.json", "--threads", "4"], in: scratch)
    #expect(outcome.ending == .code(0))
    #expect(outcome.error == "")
    try Golden.expectExact(outcome.output, "plan.txt")
    #expect(scratch.listing() == ["c.json"])
  }

  @Test func planOfASweep() throws {
    let scratch = try scratch(Configs.sweep())
    let outcome = try Program.run(["plan", "c.json", "--threads", "1"], in: scratch)
    #expect(outcome.ending == .code(0))
    try Golden.expectExact(outcome.output, "plan-sweep.txt")
  }
}
