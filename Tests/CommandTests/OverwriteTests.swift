import Foundation
import TestSupport
import Testing

/// `--overwrite` removes what qpspin wrote, and nothing else.
@Suite struct OverwriteTests {
  /// Without what takes long.
  private static let sweep = """
    {"name": "f", "model": "heisenberg", "parameters": {"injectionRate": 20}, "sweep": {"volume": [0.2, 0.1]}, "seed": 1,
    "trajectories": 3, "duration": 20, "burnIn": 2, "initialState": {"N": 4}, "exact": "never",
    "correlation": {"step": 0.25, "maximumLag": 8}, "trace": {"trajectories": 0, "points": 2}}
    """

  /// Without gnuplot, of which nothing depends here.
  private func run(_ more: String = "", in scratch: Scratch) throws -> Outcome {
    try Program.shell("PATH=/nowhere exec \"$0\" run c.json --output r --quiet \(more)", in: scratch)
  }

  /// Files of the user's in a results directory: named, kept, and in the way.
  @Test(arguments: [
    "notes.txt", "histogram_N.csv.bak", "old/data.csv", "figures/mine.svg", "points/0001/notes.txt", "points/mine/x",
  ])
  func foreign(_ name: String) throws {
    let scratch = try Scratch()
    try scratch.write(Self.sweep, to: "c.json")
    #expect(try run(in: scratch).ending == .code(0))
    try scratch.write("mine", to: "r/" + name)
    let files = try scratch.deterministicFiles(of: "r")
    let listing = scratch.listing()
    let shown = ["old/data.csv": "old", "points/mine/x": "points/mine"][name] ?? name
    for arguments in ["", "--seed 9"] {
      #expect(
        try run("--overwrite \(arguments)", in: scratch)
          == .failure(
            73,
            "r: holds \(shown), which qpspin has not written; move away what is to be kept, "
              + "since --overwrite removes only its own"))
      #expect(scratch.listing() == listing)
      #expect(try scratch.deterministicFiles(of: "r") == files)
    }
    // Without it they are in nobody's way.
    #expect(try run(in: scratch).ending == .code(0))
    try FileManager.default.removeItem(atPath: scratch.path + "/r/" + shown)
    #expect(try run("--overwrite --seed 9", in: scratch).ending == .code(0))
    #expect(try scratch.read("r/config.json").contains("\"seed\" : 9"))
  }

  /// Several, of which the first is named; and what a desktop leaves, which is nobody's.
  @Test func several() throws {
    let scratch = try Scratch()
    try scratch.write(Self.sweep, to: "c.json")
    #expect(try run(in: scratch).ending == .code(0))
    for name in ["b", "a", "c/d"] { try scratch.write("", to: "r/" + name) }
    #expect(
      try run("--overwrite", in: scratch)
        == .failure(
          73,
          "r: holds a and 2 more that qpspin has not written; move away what is to be kept, "
            + "since --overwrite removes only its own"))
    for name in ["a", "b", "c"] { try FileManager.default.removeItem(atPath: scratch.path + "/r/" + name) }
    try scratch.write("", to: "r/.DS_Store")
    #expect(try run("--overwrite", in: scratch).ending == .code(0))
    #expect(!scratch.listing().contains("r/.DS_Store"))
  }

  /// A file that comes during the run that is to replace it: the results are kept beside, and the same command puts them in
  /// place when it is gone.
  @Test func during() throws {
    let scratch = try Scratch()
    try scratch.write(ResumeTests.config("heisenberg"), to: "c.json")
    #expect(try run("--seed 9", in: scratch).ending == .code(0))
    let new = try Launched(["run", "c.json", "--output", "r", "--quiet", "--overwrite"], in: scratch)
    try new.waitForWork(in: scratch.path + "/.r.incomplete")
    try scratch.write("mine", to: "r/notes.txt")
    #expect(
      new.wait()
        == .failure(
          73,
          "r: holds notes.txt, which qpspin has not written; move away what is to be kept, "
            + "since --overwrite removes only its own"))
    #expect(try scratch.read("r/notes.txt") == "mine")
    #expect(try scratch.read("r/config.json").contains("\"seed\" : 9"))
    #expect(scratch.listing().contains(".r.incomplete/results/summary.json"))
    try FileManager.default.removeItem(atPath: scratch.path + "/r/notes.txt")
    let outcome = try Program.run(["run", "c.json", "--output", "r"], in: scratch)
    #expect(outcome.ending == .code(0) && outcome.error == "qpspin: r: continues the run that was begun there\n")
    #expect(try Program.run(["run", "c.json", "--output", "whole", "--quiet"], in: scratch).ending == .code(0))
    #expect(try scratch.deterministicFiles(of: "r") == scratch.deterministicFiles(of: "whole"))
  }

  /// All that `run` and `report` write is known: every model, sweeps over one and two parameters, all formats.
  @Test func everythingOwn() throws {
    let scratch = try Scratch()
    let large = """
      {"name": "large", "model": "ising", "timeUnit": "tf", "parameters": {"injectionRate": 3000, "volume": 30},
      "trajectories": 2, "duration": 2, "burnIn": 0, "seed": 1, "exact": "never", "ensemble": {},
      "trace": {"trajectories": 1, "points": 9}}
      """
    let never = ", \"exact\": \"never\""
    let maps = Configs.sweep(more: never).replacingOccurrences(
      of: "[10, 20, 40]", with: "[10, 20], \"volume\": [0.1, 0.2]"
    ).replacingOccurrences(of: "{ \"volume\": 0.2 }", with: "{}")
    for config in [RunTests.cases[1].config, Configs.sweep(more: never), maps, large] {
      try scratch.write(config, to: "c.json")
      try? FileManager.default.removeItem(atPath: scratch.path + "/r")
      #expect(try Program.run(["run", "c.json", "--output", "r", "--quiet"], in: scratch).ending == .code(0))
      #expect(try Program.run(["report", "r", "--format", "png"], in: scratch) == .code(0))
      // What a run that is not begun would say.
      let outcome = try Program.shell("ulimit -f 0; exec \"$0\" run c.json --output r --overwrite", in: scratch)
      #expect(outcome == .failure(74, "r: cannot be created (File too large)"))
    }
  }
}
