import Foundation
import TestSupport
import Testing

/// Figures and report.html, as `run` makes them and `report` remakes them.
@Suite struct ReportCommandTests {
  /// Every file of a directory, report.html too, but what gnuplot and the program have no part in.
  private func files(_ directory: String, in scratch: Scratch) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in scratch.listing() where name.hasPrefix(directory + "/") {
      files[name] = FileManager.default.contents(atPath: scratch.path + "/" + name)
    }
    return files
  }

  private func run(_ config: String, in scratch: Scratch, _ arguments: [String] = []) throws {
    try scratch.write(config, to: "c.json")
    // Quiet: on a slow machine there are lines of progress.
    let outcome = try Program.run(["run", "c.json", "--output", "r", "--quiet"] + arguments, in: scratch)
    #expect(outcome.ending == .code(0) && outcome.error == "", "\(outcome)")
  }

  /// `report` makes the same bytes again from the files alone, with nothing left beside them.
  @Test(arguments: [Configs.tiny(), Configs.tiny(model: "ising", more: ", \"ensemble\": {}"), Configs.sweep()])
  func remade(_ config: String) throws {
    let scratch = try Scratch()
    try run(config, in: scratch)
    let made = try files("r", in: scratch)
    #expect(made.keys.contains("r/report.html") && made.keys.contains { $0.hasSuffix(".svg") })
    let results = made.filter { !$0.key.contains("/figures") && !$0.key.hasSuffix("report.html") }
    for name in made.keys where results[name] == nil {
      try? FileManager.default.removeItem(atPath: scratch.path + "/" + name)
    }
    #expect(try files("r", in: scratch) == results)
    // Elsewhere, as if copied from another machine.
    try FileManager.default.moveItem(atPath: scratch.path + "/r", toPath: scratch.path + "/moved")
    #expect(try Program.run(["report", "moved"], in: scratch) == .code(0))
    try FileManager.default.moveItem(atPath: scratch.path + "/moved", toPath: scratch.path + "/r")
    let remade = try files("r", in: scratch)
    #expect(remade.keys.sorted() == made.keys.sorted())
    for (name, content) in made { #expect(remade[name] == content, "\(name)") }
  }

  /// Neither figures nor page with `--no-report`; `report` makes them later, the same ones. Shards are joined likewise.
  @Test func leftOut() throws {
    let scratch = try Scratch()
    try run(Configs.tiny(), in: scratch)
    let made = try files("r", in: scratch).filter { !$0.key.hasSuffix("/provenance.json") }
    let results = made.filter { !$0.key.contains("/figures") && !$0.key.hasSuffix("/report.html") }
    func check(_ arguments: [String]) throws {
      try FileManager.default.removeItem(atPath: scratch.path + "/r")
      let outcome = try Program.run(arguments + ["--output", "r", "--quiet", "--no-report"], in: scratch)
      #expect(outcome.ending == .code(0) && outcome.error == "", "\(outcome)")
      #expect(try files("r", in: scratch).filter { !$0.key.hasSuffix("/provenance.json") } == results)
    }
    try check(["run", "c.json"])
    #expect(try Program.run(["report", "r"], in: scratch) == .code(0))
    let figures = try files("r", in: scratch).filter { $0.key.contains("/figures") }
    #expect(!figures.isEmpty && figures == made.filter { $0.key.contains("/figures") })
    #expect(try Program.run(["run", "c.json", "--shard", "1/1", "--output", "s", "--quiet"], in: scratch) == .code(0))
    try check(["merge", "s"])
  }

  @Test func formats() throws {
    let scratch = try Scratch()
    try run(Configs.tiny(model: "polarized"), in: scratch)
    #expect(try Program.run(["report", "r/", "--format", "pdf", "--format", "png"], in: scratch) == .code(0))
    for name in ["autocorrelation_N", "histogram_N", "spectrum_N", "trace"] {
      for format in ["gp", "svg", "pdf", "png"] {
        #expect(
          FileManager.default.fileExists(atPath: "\(scratch.path)/r/figures/\(name).\(format)"), "\(name).\(format)")
      }
    }
  }

  /// Without gnuplot, or with one that fails, the run is as good: a line says what is missing, and so does the page.
  @Test func withoutGnuplot() throws {
    let scratch = try Scratch()
    try run(Configs.tiny(), in: scratch)
    let whole = try scratch.read("r/summary.json")
    let table = try Program.run(["run", "c.json", "--output", "r", "--quiet"], in: scratch).output
    let advice = "The scripts are in figures/; `qpspin report` on this directory draws them.\n"
    let missing = try Program.shell("PATH=/nowhere exec \"$0\" run c.json --output s", in: scratch)
    let reason = "gnuplot is not installed, or not in PATH"
    #expect(missing == .code(0, output: table, error: "qpspin: s: The figures are missing: \(reason). \(advice)"))
    #expect(try scratch.read("s/summary.json") == whole)
    #expect(try scratch.read("s/report.html").contains("The figures are missing: \(reason)."))
    #expect(scratch.listing().contains("s/figures/histogram_N.gp"))
    #expect(!scratch.listing().contains { $0.hasPrefix("s/") && $0.hasSuffix(".svg") })
    let quiet = try Program.shell("PATH=/nowhere exec \"$0\" run c.json --output t --quiet", in: scratch)
    #expect(quiet == .code(0, output: table))

    try scratch.write("#!/bin/sh\necho 'line 1: no font' >&2\nexit 1\n", to: "bin/gnuplot")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.path + "/bin/gnuplot")
    let failing = try Program.shell("PATH=\"$PWD/bin:$PATH\" exec \"$0\" report s", in: scratch)
    #expect(failing.ending == .code(0))
    #expect(failing.error.hasPrefix("qpspin: s: 10 of 10 figures are missing, the first of them histogram_N: "))
    #expect(failing.error.contains("gnuplot failed (line 1: no font)") && failing.error.filter(\.isNewline).count == 1)
    // With gnuplot again, all is there.
    #expect(try Program.run(["report", "s"], in: scratch) == .code(0))
    #expect(scratch.listing().contains("s/figures/histogram_N.svg"))
  }

  @Test func refused() throws {
    let scratch = try Scratch()
    let nothing = "is not a results directory of qpspin: there is no summary.json in it"
    #expect(try Program.run(["report", "none"], in: scratch) == .failure(65, "none: \(nothing)"))
    try scratch.write("x", to: "dir/file")
    #expect(try Program.run(["report", "dir"], in: scratch) == .failure(65, "dir: \(nothing)"))
    #expect(try Program.run(["report", "dir/file"], in: scratch) == .failure(65, "dir/file: \(nothing)"))
    try scratch.write("{}", to: "dir/summary.json")
    #expect(
      try Program.run(["report", "dir"], in: scratch) == .failure(65, "dir/summary.json: is not a summary of qpspin"))
    try scratch.write("{\"schemaVersion\": 2}", to: "dir/summary.json")
    #expect(
      try Program.run(["report", "dir"], in: scratch)
        == .failure(
          65, "dir/summary.json: has schemaVersion 2, from a newer qpspin; this one reads up to 1"))
    #expect(scratch.listing() == ["dir", "dir/file", "dir/summary.json"])
  }

  /// Places where nothing can be written, and nothing half-written after.
  @Test func unwritable() throws {
    let scratch = try Scratch()
    try run(Configs.tiny(), in: scratch)
    let before = try files("r", in: scratch)
    let full = try Program.shell("ulimit -f 0; exec \"$0\" report r", in: scratch)
    #expect(full == .failure(74, "r/figures/style.gp: cannot be written (File too large)"))
    #expect(try files("r", in: scratch) == before)
    try FileManager.default.removeItem(atPath: scratch.path + "/r/figures")
    try scratch.write("mine", to: "r/figures")
    #expect(
      try Program.run(["report", "r"], in: scratch)
        == .failure(73, "r/figures: is a file; figures need a directory of that name"))
    #expect(try scratch.read("r/figures") == "mine")
  }

  /// A run whose report cannot be written has its results.
  @Test func runWithoutPage() throws {
    let scratch = try Scratch()
    try scratch.write(Configs.tiny(), to: "c.json")
    // Files of at most 64 KiB: enough for all but the page with its figures.
    let outcome = try Program.shell("ulimit -f 128; exec \"$0\" run c.json --output r", in: scratch)
    #expect(outcome.ending == .code(0))
    #expect(
      outcome.error == "qpspin: r: figures and report.html could not be made (cannot be written (File too large))\n")
    #expect(scratch.listing().contains("r/summary.json") && !scratch.listing().contains("r/report.html"))
    #expect(!scratch.listing().contains { $0.contains("incomplete") })
  }
}
