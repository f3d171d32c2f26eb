import Foundation
import TestSupport
import Testing

import Binary

/// Parts of a run, and their merge.
@Suite struct ShardTests {
  private func shard(_ text: String, in scratch: Scratch, _ more: [String] = []) throws {
    let outcome = try Program.run(["run", "c.json", "--shard", text, "--output", "s", "--quiet"] + more, in: scratch)
    #expect(outcome == .code(0), "\(text)")
  }

  private static let manyTrajectories =
    Configs.tiny(trajectories: 600, duration: 2, more: ", \"ensemble\": {}")
    .replacingOccurrences(of: "\"duration\": 10", with: "\"duration\": 1")
    .replacingOccurrences(of: "8", with: "1")

  /// One shard, several, more than there are tasks; whole points where a precision is asked for.
  @Test(arguments: [
    (Configs.sweep(), 1), (Configs.sweep(), 3), (Configs.tiny(), 9),
    (manyTrajectories, 2),
    (Configs.sweep(trajectories: 40, more: ", \"precision\": {\"meanN\": 0.5}"), 2), (Configs.leaping, 2),
  ])
  func merged(_ item: (config: String, count: Int)) throws {
    let scratch = try Scratch()
    try scratch.write(item.config, to: "c.json")
    let whole = try Program.run(["run", "c.json", "--output", "whole", "--quiet"], in: scratch)
    #expect(whole.ending == .code(0))
    for index in (1...item.count).reversed() {
      try shard("\(index)/\(item.count)", in: scratch, ["--threads", "\(1 + index % 2)"])
    }
    let merged = try Program.run(["merge", "s", "s", "--output", "r", "--quiet"], in: scratch)
    #expect(merged == .code(0, output: whole.output))
    #expect(try scratch.deterministicFiles(of: "r") == scratch.deterministicFiles(of: "whole"))
    #expect(!scratch.listing().contains { $0.contains("incomplete") })
    let status = try Program.run(["status", "s"], in: scratch)
    #expect(status.output.contains(": \(item.count) of \(item.count) shards finished"))
  }

  /// Records that are right in themselves, and not where they belong: of other runs, twice, left out.
  @Test func spliced() throws {
    let scratch = try Scratch()
    try scratch.write(Configs.sweep(), to: "c.json")
    for index in 1...2 { try shard("\(index)/2", in: scratch) }
    let other = try Program.run(
      ["run", "c.json", "--shard", "2/2", "--output", "o", "--seed", "8", "--quiet"], in: scratch)
    #expect(other.ending == .code(0))
    func records(_ path: String) throws -> [[UInt8]] {
      var rest = [UInt8](try Data(contentsOf: scratch.url.appendingPathComponent(path)))
      var result: [[UInt8]] = []
      while !rest.isEmpty {
        let size = try BinaryRecord.header(rest).size
        result.append(Array(rest.prefix(size)))
        rest.removeFirst(size)
      }
      return result
    }
    let second = try records("s/shard-2-of-2.qpshard")
    let foreign = try records("o/shard-2-of-2.qpshard")
    #expect(second.count >= 3)
    let (head, points, end) = (second[0], Array(second[1..<(second.count - 1)]), second[second.count - 1])
    let cases: [(records: [[UInt8]], what: String)] = [
      ([head] + Array(points.dropFirst()) + [end], "is not whole"),
      ([head, points[0]] + points + [end], "holds a point twice"),
      ([head, foreign[1]] + Array(points.dropFirst()) + [end], "holds a piece of another run"),
    ]
    for (changed, what) in cases {
      try scratch.write(Data(changed.joined()), to: "s/shard-2-of-2.qpshard")
      let outcome = try Program.run(["merge", "s", "--output", "r"], in: scratch)
      #expect(outcome.ending == .code(65))
      #expect(outcome.error.hasPrefix("qpspin: s/shard-2-of-2.qpshard: \(what)"), "\(outcome.error)")
    }
  }

  /// What is missing, double, foreign, or damaged is named, and nothing is written.
  @Test func refused() throws {
    let scratch = try Scratch()
    try scratch.write(Configs.sweep(), to: "c.json")
    func complaint(_ arguments: [String]) throws -> String {
      let outcome = try Program.run(["merge"] + arguments + ["--output", "r"], in: scratch)
      #expect(outcome.ending == .code(65), "\(arguments): \(outcome.error)")
      #expect(outcome.output.isEmpty)
      #expect(!scratch.listing().contains { $0 == "r" || $0.contains("incomplete") })
      return outcome.error
    }
    for index in [1, 3] { try shard("\(index)/3", in: scratch) }
    #expect(try complaint(["s"]) == "qpspin: s: shard 2 of 3 is missing\n")
    try shard("2/3", in: scratch)
    // The same shard again is no harm where it has its place, and double elsewhere.
    let again = try Program.run(["run", "c.json", "--shard", "2/3", "--output", "s"], in: scratch)
    #expect(again == .code(0, error: "qpspin: s holds this shard already; --overwrite runs it again\n"))
    let copy = try Data(contentsOf: scratch.url.appendingPathComponent("s/shard-2-of-3.qpshard"))
    try scratch.write(copy, to: "t/copy.qpshard")
    #expect(
      try complaint(["s", "t"])
        == "qpspin: t/copy.qpshard: is double: s/shard-2-of-3.qpshard is shard 2/3, too\n")
    // Of another seed; of another number of shards.
    let other = try Program.run(
      ["run", "c.json", "--shard", "2/3", "--output", "o", "--seed", "8", "--quiet"], in: scratch)
    #expect(other.ending == .code(0))
    let foreign = try complaint(["s/shard-1-of-3.qpshard", "o", "s/shard-3-of-3.qpshard"])
    #expect(foreign.hasPrefix("qpspin: o/shard-2-of-3.qpshard: is foreign: it is of another config (seed was 8, is 7)"))
    let four = try Program.run(["run", "c.json", "--shard", "2/4", "--output", "f", "--quiet"], in: scratch)
    #expect(four.ending == .code(0))
    #expect(try complaint(["s", "f"]).hasPrefix("qpspin: f/shard-2-of-4.qpshard: is foreign: shard 2/4"))
    #expect(try complaint(["c.json"]).hasPrefix("qpspin: c.json: is not a file of qpspin"))
    // Damaged in the middle, cut off, empty.
    for (bytes, what) in [
      (Data(copy.prefix(copy.count / 2)), "is cut off"), (Data(), "is empty"),
      (Data(copy.enumerated().map { $0.offset == copy.count / 2 ? $0.element ^ 1 : $0.element }), "is damaged"),
    ] {
      try scratch.write(bytes, to: "s/shard-2-of-3.qpshard")
      let message = try complaint(["s"])
      #expect(message.hasPrefix("qpspin: s/shard-2-of-3.qpshard: "), "\(what): \(message)")
    }
    for wrong in ["0/3", "4/3", "1", "1/2/3", "a/b", "-1/3", "1/100001", ""] {
      #expect(try Program.run(["run", "c.json", "--shard", wrong], in: scratch).ending == .code(64), "\(wrong)")
    }
  }

  /// Shards have checkpoints of their own.
  @Test func killed() throws {
    let scratch = try Scratch()
    try scratch.write(ResumeTests.config("su2", more: #", "sweep": {"volume": [0.2, 0.5]}"#), to: "c.json")
    #expect(try Program.run(["run", "c.json", "--output", "whole", "--quiet"], in: scratch).ending == .code(0))
    for index in 1...2 {
      let arguments = ["run", "c.json", "--shard", "\(index)/2", "--output", "s", "--quiet"]
      for _ in 0..<3 {
        let run = try Launched(arguments + ["--checkpoint-interval", "0.1s"], in: scratch)
        usleep(UInt32.random(in: 100_000...400_000))
        run.signal(SIGKILL)
        _ = run.wait()
      }
      #expect(try Program.run(arguments, in: scratch) == .code(0))
    }
    #expect(try Program.run(["merge", "s", "--output", "r", "--quiet"], in: scratch).ending == .code(0))
    #expect(try scratch.deterministicFiles(of: "r") == scratch.deterministicFiles(of: "whole"))
  }
}
