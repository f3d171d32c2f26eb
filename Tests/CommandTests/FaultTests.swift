import Foundation
import TestSupport
import Testing

/// A disk that is full, and a kill, at any operation on files: nothing half-written is taken for whole, and the same command
/// then gives the bytes of a run that nothing befell.
@Suite(.enabled(if: Faults.isPossible, "needs Linux and a C compiler"))
struct FaultTests {
  private static let sweep = """
    {"name": "f", "model": "heisenberg", "parameters": {"injectionRate": 20}, "sweep": {"volume": [0.2]}, "seed": 1,
    "trajectories": 3, "duration": 20, "burnIn": 2, "initialState": {"N": 4}, "exact": "never",
    "correlation": {"step": 0.25, "maximumLag": 8}, "trace": {"trajectories": 0, "points": 2}}
    """

  /// Every operation with `QPSPIN_SLOW=1`; else some, others for each fault.
  private static func places(_ count: Int, from first: Int, every step: Int) -> StrideThrough<Int> {
    ProcessInfo.processInfo.environment["QPSPIN_SLOW"] == "1"
      ? stride(from: 1, through: count, by: 1) : stride(from: first, through: count, by: step)
  }

  /// Results as they are without figures, which are allowed to be missing.
  private func files(_ directory: String, in scratch: Scratch) throws -> [String: String] {
    try scratch.deterministicFiles(of: directory).filter { !$0.key.contains("figures/") }
  }

  private func check(
    _ fault: String, _ command: String, _ whole: [String: String], _ table: String, in scratch: Scratch
  ) throws {
    for name in ["r", ".r.incomplete", "s", ".s.shard-1-of-2.incomplete"] {
      try? FileManager.default.removeItem(atPath: scratch.path + "/" + name)
    }
    let outcome = try Faults.run(fault, command, in: scratch)
    if fault.hasPrefix("kill") {
      #expect(outcome.ending == .signal(SIGKILL) || outcome.ending == .code(0), "\(fault): \(outcome)")
    } else if outcome.ending != .code(0) {
      let isRefused = fault.hasPrefix("readonly") && outcome.ending == .code(73)
      #expect(outcome.ending == .code(74) || isRefused, "\(fault): \(outcome)")
      let isLine = outcome.error.hasPrefix("qpspin: ") && outcome.error.filter(\.isNewline).count == 1
      #expect(isLine, "\(fault): \(outcome)")
      #expect(outcome.output == "", "\(fault)")
    }
    // What has its name is whole.
    let isThere = FileManager.default.fileExists(atPath: scratch.path + "/r/summary.json")
    if isThere { #expect(try files("r", in: scratch) == whole, "\(fault)") }
    if outcome.ending == .code(0) { #expect(outcome.output == table, "\(fault)") }
    let again = try Faults.runWell(command, in: scratch)
    #expect(again == .code(0, output: table), "after \(fault)")
    if !whole.isEmpty { #expect(try files("r", in: scratch) == whole, "after \(fault)") }
    #expect(!scratch.listing().contains { $0.contains("incomplete") }, "after \(fault)")
  }

  @Test(arguments: [("full", 1), ("once", 3), ("kill", 5)])
  func anywhere(_ item: (fault: String, first: Int)) throws {
    let scratch = try Scratch()
    try scratch.write(Self.sweep, to: "c.json")
    let table = try Faults.runWell("run c.json --output whole --quiet", in: scratch)
    #expect(table.ending == .code(0))
    let whole = try files("whole", in: scratch)
    let count = try Faults.operations("run c.json --output r --quiet", in: scratch)
    #expect(count > 50)
    for place in Self.places(count, from: item.first, every: 16) {
      try check("\(item.fault) \(place)", "run c.json --output r --quiet", whole, table.output, in: scratch)
    }
  }

  /// With checkpoints every tenth of a second: also in the middle of one, and of what replaces the one before.
  @Test(arguments: [("full", 12), ("readonly", 20), ("once", 17), ("kill", 15), ("kill", 22)])
  func checkpoints(_ item: (fault: String, first: Int)) throws {
    let scratch = try Scratch()
    try scratch.write(
      ResumeTests.config("ising"), to: "c.json")
    let table = try Faults.runWell("run c.json --output whole --quiet", in: scratch)
    #expect(table.ending == .code(0))
    let whole = try files("whole", in: scratch)
    for place in Self.places(120, from: item.first, every: 26) {
      let command = "run c.json --output r --quiet --checkpoint-interval 0.1s --threads \(1 + place % 2)"
      try check("\(item.fault) \(place)", command, whole, table.output, in: scratch)
    }
  }

  /// A shard has its file whole or not at all.
  @Test(arguments: [("full", 2), ("once", 1), ("kill", 3)])
  func shards(_ item: (fault: String, first: Int)) throws {
    let scratch = try Scratch()
    try scratch.write(Self.sweep, to: "c.json")
    let command = "run c.json --shard 1/2 --output s --quiet"
    let count = try Faults.operations(command, in: scratch)
    let file = try Data(contentsOf: scratch.url.appendingPathComponent("s/shard-1-of-2.qpshard")).count
    for place in Self.places(count, from: item.first, every: 7) {
      try check("\(item.fault) \(place)", command, [:], "", in: scratch)
      // Provenance in it varies in length by some digits.
      let size = try Data(contentsOf: scratch.url.appendingPathComponent("s/shard-1-of-2.qpshard")).count
      #expect(abs(size - file) < 300)
    }
  }

  /// The clock of the day is set back by more than a year in the middle: checkpoints, time limit and progress go on.
  @Test func clockSetBack() throws {
    let scratch = try Scratch()
    try scratch.write(ResumeTests.config("heisenberg"), to: "c.json")
    try scratch.write(ResumeTests.config("heisenberg").replacingOccurrences(of: "120", with: "100000"), to: "d.json")
    let whole = try Faults.runWell("run c.json --output whole --quiet", in: scratch)
    var time = Double.infinity
    // Three tries, should the machine be with others.
    for _ in 0..<3 where time >= 8 {
      let began = Date.now
      let stopped = try Faults.run(
        "clock 1", "run d.json --output d --overwrite --time-limit 3s --checkpoint-interval 0.2s", in: scratch)
      time = Date.now.timeIntervalSince(began)
      #expect(stopped.ending == .code(75) && stopped.error.contains("stopped by the time limit"), "\(stopped)")
    }
    #expect(time > 2 && time < 8, "\(time) s")
    // It was set back in time, and checkpoints were written after that.
    let progress = try scratch.read(".d.incomplete/progress.json")
    let year = Calendar(identifier: .gregorian).component(.year, from: .now.addingTimeInterval(-400 * 86400))
    #expect(progress.contains("\"saved\" : \"\(year)-") && progress.contains("\"time\" : \"\(year)-"), "\(progress)")
    let status = try Program.run(["status", "d"], in: scratch).output
    #expect(status.hasPrefix("r: stopped; the same command continues it"))
    let run = try Faults.run("clock 0.2", "run c.json --output r --quiet --checkpoint-interval 0.1s", in: scratch)
    #expect(run == .code(0, output: whole.output))
    #expect(try files("r", in: scratch) == files("whole", in: scratch))
  }

  /// A second SIGINT does not wait until the first has saved, on a disk that takes its time; nothing comes to harm.
  @Test func secondInterrupt() throws {
    let scratch = try Scratch()
    // Some seconds long, so that it is not through before the first signal.
    let config = ResumeTests.config("heisenberg")
    try scratch.write(config.replacingOccurrences(of: "\"duration\": 120", with: "\"duration\": 3000"), to: "c.json")
    // Signals that come at once are one: the second comes when the first has been heard. Saving takes 30 s and more.
    let script = """
      LD_PRELOAD="\(Faults.library ?? "")" QPSPIN_FAULT="slow 3" "$0" run c.json --output r --quiet --checkpoint-interval 1h &
      n=0
      while ! test -e .r.incomplete/progress.json && test $n -lt 2000; do n=$((n + 1)); sleep 0.01; done
      kill -INT $!
      sleep 3
      kill -INT $!
      began=$(date +%s)
      wait $!
      echo $? $(($(date +%s) - began < 15))
      """
    try scratch.write(script, to: "script")
    let outcome = try Program.shell(". ./script", in: scratch)
    #expect(outcome.output == "130 1\n", "\(outcome)")
    let whole = try Faults.runWell("run c.json --output whole --quiet", in: scratch)
    #expect(try Faults.runWell("run c.json --output r --quiet", in: scratch) == whole)
    #expect(try files("r", in: scratch) == files("whole", in: scratch))
  }

  /// A file system mounted without locks.
  @Test func noLocks() throws {
    let scratch = try Scratch()
    try scratch.write(Self.sweep, to: "c.json")
    let whole = try Faults.runWell("run c.json --output whole --quiet", in: scratch)
    let run = try Faults.run("nolock", "run c.json --output r --quiet", in: scratch)
    #expect(run == .code(0, output: whole.output))
    #expect(try files("r", in: scratch) == files("whole", in: scratch))
  }
}
