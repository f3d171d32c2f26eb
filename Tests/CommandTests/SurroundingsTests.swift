import Foundation
import TestSupport
import Testing

/// Where a run finds itself: another language, no home, a directory that is taken away from under it.
@Suite struct SurroundingsTests {
  private func shell(_ variables: String, _ arguments: String, in scratch: Scratch) throws -> Outcome {
    try Program.shell("\(variables) exec \"$0\" \(arguments)", in: scratch)
  }

  /// Languages with decimal commas and a dotless i, made by `localedef` for the test.
  @Test(arguments: ["de_DE", "tr_TR"])
  func decimalCommas(_ language: String) throws {
    let scratch = try Scratch()
    let made = try Program.shell("mkdir l; localedef -i \(language) -f UTF-8 l/\(language).UTF-8 >&2", in: scratch)
    let name = "\(language).UTF-8"
    let variables = "LOCPATH=\"$PWD/l\" LC_ALL=\(name) LC_NUMERIC=\(name) LANG=\(name) LANGUAGE=\(name)"
    let point = try Program.shell("\(variables) locale decimal_point", in: scratch)
    if point.output != ",\n" {
      print("skipped: \(name) could not be made (\(made.error))")
      return
    }
    try scratch.write(Configs.tiny(more: ", \"exact\": \"never\", \"ensemble\": {}"), to: "c.json")
    for command in ["plan c.json --threads 1", "theory c.json", "theory c.json --json", "schema", "material --json"] {
      #expect(try shell(variables, command, in: scratch) == shell("LC_ALL=C", command, in: scratch), "\(command)")
    }
    let plain = try shell("LC_ALL=C", "run c.json --output plain --quiet", in: scratch)
    let here = try shell(variables, "run c.json --output here --quiet", in: scratch)
    #expect(plain.ending == .code(0) && here == plain)
    // All figures and tables.
    #expect(try scratch.deterministicFiles(of: "here") == scratch.deterministicFiles(of: "plain"))
    #expect(try shell(variables, "verify here", in: scratch) == shell("LC_ALL=C", "verify plain", in: scratch))
    #expect(try shell(variables, "report here --format pdf", in: scratch) == .code(0))
    #expect(try scratch.read("here/figures/histogram_N.svg") == scratch.read("plain/figures/histogram_N.svg"))
    // A figure drawn by hand from its script.
    let drawn = try Program.shell(
      "cp plain/figures/histogram_N.svg s && cd plain/figures && \(variables) gnuplot histogram_N.gp", in: scratch)
    if drawn.ending == .code(0) {
      #expect(try scratch.read("plain/figures/histogram_N.svg") == scratch.read("s"))
    }
  }

  /// A home that is not there, cannot be entered, or is not named: nothing is written to it, nothing depends on it.
  @Test(arguments: ["-u HOME", "HOME=/nowhere", "HOME=/dev/null", "-i"])
  func noHome(_ variables: String) throws {
    let scratch = try Scratch()
    try scratch.write(Configs.tiny(), to: "c.json")
    let plain = try Program.run(["run", "c.json", "--output", "plain", "--quiet"], in: scratch)
    // What `make sanitize` sets is no part of the surroundings.
    let kept = "${ASAN_OPTIONS:+\"ASAN_OPTIONS=$ASAN_OPTIONS\"}"
    let outcome = try Program.shell("exec env \(variables) \(kept) \"$0\" run c.json --output r --quiet", in: scratch)
    #expect(outcome == plain)
    #expect(try scratch.deterministicFiles(of: "r") == scratch.deterministicFiles(of: "plain"))
    #expect(!scratch.listing().contains { !["c.json", "r", "plain"].contains($0.split(separator: "/")[0]) })
  }

  /// The hidden directory, or all above it, is removed while the run is at work: it ends soon, and says why.
  @Test(arguments: [".r.incomplete", "."])
  func vanished(_ part: String) throws {
    let scratch = try Scratch()
    try scratch.write(ResumeTests.config("heisenberg").replacingOccurrences(of: "120", with: "100000"), to: "c.json")
    let run = try Launched(["run", "c.json", "--output", "a/b/r"], in: scratch)
    try run.waitForWork(in: scratch.path + "/a/b/.r.incomplete")
    let began = Date.now
    _ = try Program.shell("rm -rf a/b/\(part) || rm -rf a", in: scratch)
    let outcome = run.wait()
    #expect(run.ended.timeIntervalSince(began) < 20)
    #expect(
      outcome
        == .failure(
          74,
          "a/b/r: its hidden directory \(scratch.path)/a/b/.r.incomplete was removed or replaced during the run; "
            + "nothing is left to go on from"))
    #expect(!scratch.listing().contains { $0.contains("incomplete") })
  }

  /// Another run has come to the place of the one that was removed: it is left alone.
  @Test func replaced() throws {
    let scratch = try Scratch()
    let config = ResumeTests.config("heisenberg").replacingOccurrences(of: "120", with: "100000")
    try scratch.write(config, to: "c.json")
    try scratch.write(ResumeTests.config("ising"), to: "d.json")
    let first = try Launched(["run", "c.json", "--output", "r", "--quiet"], in: scratch)
    try first.waitForWork(in: scratch.path + "/.r.incomplete")
    _ = try Program.shell("rm -rf .r.incomplete", in: scratch)
    let second = try Program.run(["run", "d.json", "--output", "r", "--quiet"], in: scratch)
    #expect(first.wait().ending == .code(74))
    #expect(second.ending == .code(0))
    let whole = try Program.run(["run", "d.json", "--output", "whole", "--quiet"], in: scratch)
    #expect(second == whole)
    #expect(try scratch.deterministicFiles(of: "r") == scratch.deterministicFiles(of: "whole"))
  }
}
