import Foundation
import TestSupport
import Testing

/// Runs that are killed, stopped, and continued: the same bytes, the right codes, nothing lost.
@Suite struct ResumeTests {
  /// A second or two of work in a debug build.
  static func config(_ model: String, rng: String = "taus113", more: String = "") -> String {
    """
    {"name": "r", "model": "\(model)", "parameters": {"injectionRate": 20, "volume": 0.5}, "trajectories": 9,
    "duration": 120, "burnIn": 20, "seed": 5, "initialState": {"N": 4}, "correlation": {"step": 0.02, "maximumLag": 8},
    "trace": {"trajectories": 1, "points": 11, "duration": 10}, "exact": "never", "rng": "\(rng)"\(more)}
    """
  }

  private static let leaping = """
    {"name": "leaping", "model": "su2", "timeUnit": "tf", "trajectories": 5, "duration": 15, "burnIn": 2, "seed": 1,
    "parameters": {"injectionRate": 48600, "volume": 1, "spinFlipTime": null}, "exact": "never", "ensemble": {"times": 9},
    "trace": {"trajectories": 2, "points": 30}, "algorithm": "tau-leaping", "accuracy": 0.2}
    """

  static let cases: [(name: String, config: String)] = [
    ("heisenberg", config("heisenberg", more: #", "sweep": {"volume": [0.2, 0.5]}"#)),
    ("ising", config("ising", rng: "mt19937")), ("su2", config("su2", rng: "ranlxd1", more: #", "ensemble": {}"#)),
    ("polarized", config("polarized", rng: "gfsr4")),
    (
      "polarized-ising",
      config("polarized-ising", rng: "cmrg", more: #", "precision": {"meanN": 0.002}"#)
        .replacingOccurrences(of: "\"trajectories\": 9", with: "\"trajectories\": 40")
    ),
    ("leaping", leaping),
  ]

  /// Killed at instants that are not chosen, on changing numbers of threads, and at last left to end.
  @Test(arguments: cases.map(\.name))
  func killed(_ name: String) throws {
    let scratch = try Scratch()
    try scratch.write(try #require(Self.cases.first { $0.name == name }).config, to: "c.json")
    let whole = try Program.run(["run", "c.json", "--output", "whole", "--quiet"], in: scratch)
    #expect(whole.ending == .code(0))
    var killed = 0
    for i in 0..<12 where !FileManager.default.fileExists(atPath: scratch.path + "/r") {
      let arguments = ["run", "c.json", "--output", "r", "--quiet", "--checkpoint-interval", "0.1s"]
      let run = try Launched(arguments + ["--threads", "\(1 + i % 3)"], in: scratch)
      usleep(UInt32.random(in: 20_000...400_000))
      if run.isRunning { killed += 1 }
      run.signal(SIGKILL)
      _ = run.wait()
    }
    let last = try Program.run(["run", "c.json", "--output", "r", "--quiet"], in: scratch)
    #expect(last == .code(0, output: whole.output))
    #expect(killed > 0, "the run is too short for this test")
    #expect(try scratch.deterministicFiles(of: "r") == scratch.deterministicFiles(of: "whole"))
    #expect(!scratch.listing().contains { $0.contains("incomplete") })
  }

  /// Each signal: the code, within two seconds, a line, and nothing lost. Three tries, should the machine be with others.
  @Test(arguments: [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM"), (SIGUSR1, "SIGUSR1"), (SIGHUP, "SIGHUP")])
  func signals(_ item: (number: Int32, name: String)) throws {
    var time = Double.infinity
    for _ in 0..<3 where time >= 2 { time = try stop(by: item) }
    #expect(time < 2)
  }

  /// The time from a signal to the end, in s.
  private func stop(by item: (number: Int32, name: String)) throws -> Double {
    let scratch = try Scratch()
    try scratch.write(Self.config("heisenberg").replacingOccurrences(of: "120", with: "100000"), to: "c.json")
    let run = try Launched(["run", "c.json", "--output", "a/r"], in: scratch)
    try run.waitForWork(in: scratch.path + "/a/.r.incomplete")
    let began = Date.now
    run.signal(item.number)
    let outcome = run.wait()
    #expect(outcome.ending == .code(75))
    #expect(outcome.error.hasPrefix("qpspin: stopped by \(item.name) with "))
    #expect(outcome.error.contains("the same command continues"))
    #expect(scratch.listing().contains { $0.hasPrefix("a/.r.incomplete/checkpoint/task-") })
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/a/r"))
    // Nobody takes it for a result.
    #expect(try Program.run(["verify", "a/r"], in: scratch).ending != .code(0))
    return run.ended.timeIntervalSince(began)
  }

  /// A time limit, told before the end of it. Three tries, as for signals.
  @Test func timeLimit() throws {
    let scratch = try Scratch()
    try scratch.write(Self.config("heisenberg").replacingOccurrences(of: "120", with: "100000"), to: "c.json")
    var time = Double.infinity
    for attempt in 0..<3 where time >= 4 {
      let began = Date.now
      let command = ["run", "c.json", "--output", "r\(attempt)", "--time-limit", "4s", "--quiet"]
      let run = try Launched(command, in: scratch)
      let outcome = run.wait()
      time = run.ended.timeIntervalSince(began)
      #expect(outcome.ending == .code(75))
      #expect(outcome.error.contains("stopped by the time limit"))
    }
    #expect(time > 3 && time < 4, "\(time) s")
    for wrong in ["", "0s", "x", "5", "1:2:3:4", "-3m", "1m1h", "1e9s", "2m3"] {
      let refused = try Program.run(["run", "c.json", "--time-limit", wrong], in: scratch)
      #expect(refused.ending == .code(64), "\(wrong)")
    }
  }

  /// Another config is not continued; it is said what differs.
  @Test func changedConfig() throws {
    let scratch = try Scratch()
    let config = Self.config("heisenberg").replacingOccurrences(of: "120", with: "100000")
    try scratch.write(config, to: "c.json")
    let first = try Program.run(["run", "c.json", "--output", "r", "--time-limit", "1s", "--quiet"], in: scratch)
    #expect(first.ending == .code(75))
    try scratch.write(config.replacingOccurrences(of: "0.5", with: "0.25"), to: "d.json")
    let listing = scratch.listing()
    let other = try Program.run(["run", "d.json", "--output", "r", "--seed", "6"], in: scratch)
    #expect(
      other
        == .failure(
          65,
          "r: the unfinished run there is of another config (parameters.volume was 0.5, is 0.25; seed was 5, is 6); "
            + "--overwrite starts anew"))
    #expect(scratch.listing() == listing)
    try scratch.write(Self.config("heisenberg").replacingOccurrences(of: "120", with: "12"), to: "e.json")
    let anew = try Program.run(["run", "e.json", "--output", "r", "--overwrite", "--quiet"], in: scratch)
    #expect(anew.ending == .code(0))
    #expect(!scratch.listing().contains { $0.contains("incomplete") })
  }

  /// One process at a time, and status reads meanwhile.
  @Test func twoProcesses() throws {
    let scratch = try Scratch()
    try scratch.write(Self.config("heisenberg").replacingOccurrences(of: "120", with: "100000"), to: "c.json")
    let run = try Launched(["run", "c.json", "--output", "r"], in: scratch)
    try run.waitForWork(in: scratch.path + "/.r.incomplete")
    for overwrite in [[], ["--overwrite"]] {
      let second = try Program.run(["run", "c.json", "--output", "r"] + overwrite, in: scratch)
      #expect(second.ending == .code(73))
      let owner = "process \(run.process.processIdentifier) on "
      #expect(second.error.hasPrefix("qpspin: r: another qpspin is at work on it (\(owner)"))
    }
    let status = try Program.run(["status", "r"], in: scratch)
    #expect(status.ending == .code(0))
    #expect(status.output.hasPrefix("r: running (process \(run.process.processIdentifier) on "))
    run.signal(SIGTERM)
    #expect(run.wait().ending == .code(75))
    let stopped = try Program.run(["status", "r"], in: scratch)
    #expect(stopped.output.hasPrefix("r: stopped; the same command continues it"))
    #expect(
      try Program.run(["status", "nothing"], in: scratch)
        == .failure(65, "nothing: there is no run, neither finished nor begun"))
  }

  /// A second SIGINT ends at once; what was saved before is there.
  @Test func secondInterrupt() throws {
    let scratch = try Scratch()
    try scratch.write(Self.config("heisenberg"), to: "c.json")
    let run = try Launched(["run", "c.json", "--output", "r", "--quiet", "--checkpoint-interval", "0.1s"], in: scratch)
    try run.waitForWork(in: scratch.path + "/.r.incomplete")
    run.signal(SIGINT)
    run.signal(SIGINT)
    let ending = run.wait().ending
    #expect([.code(75), .signal(SIGINT), .code(0)].contains(ending), "\(ending)")
    #expect(try Program.run(["run", "c.json", "--output", "r", "--quiet"], in: scratch).ending == .code(0))
    #expect(try Program.run(["run", "c.json", "--output", "whole", "--quiet"], in: scratch).ending == .code(0))
    #expect(try scratch.deterministicFiles(of: "r") == scratch.deterministicFiles(of: "whole"))
  }
}

/// The program, running.
final class Launched {
  let process = Process()
  private let output = Pipe()
  private let error = Pipe()
  /// When it had ended, after `wait`. Its pipes may be open for longer, in programs that were launched beside it.
  private(set) var ended = Date.distantFuture

  init(_ arguments: [String], in directory: Scratch) throws {
    process.executableURL = URL(fileURLWithPath: try Program.path())
    process.arguments = arguments
    process.currentDirectoryURL = directory.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    try process.run()
  }

  var isRunning: Bool { process.isRunning }
  func signal(_ number: Int32) { if process.isRunning { kill(process.processIdentifier, number) } }

  /// Waits until the run has begun: it listens for signals by then.
  func waitForWork(in directory: String) throws {
    for _ in 0..<2000 {
      if FileManager.default.fileExists(atPath: directory + "/progress.json") { return }
      usleep(10_000)
    }
    Issue.record("no work was begun in \(directory)")
  }

  func wait() -> Outcome {
    process.waitUntilExit()
    ended = Date.now
    let error = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let status = process.terminationStatus
    return Outcome(
      ending: process.terminationReason == .exit ? .code(status) : .signal(status), output: output, error: error)
  }
}
