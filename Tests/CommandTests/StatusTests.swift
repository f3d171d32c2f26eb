import Foundation
import TestSupport
import Testing

/// `status` of processes that cannot be seen from here.
@Suite struct StatusTests {
  /// A run that stopped, with the sign of another process in it.
  private func stopped(_ scratch: Scratch) throws {
    try scratch.write(ResumeTests.config("heisenberg").replacingOccurrences(of: "120", with: "100000"), to: "c.json")
    let run = try Program.run(["run", "c.json", "--output", "r", "--time-limit", "1s", "--quiet"], in: scratch)
    #expect(run.ending == .code(75))
  }

  private func sign(_ owner: String, at time: Date, changed: Date? = nil, in scratch: Scratch) throws {
    try scratch.write(owner, to: ".r.incomplete/lock")
    let progress = """
      {"done": 0.25, "eventsPerSecond": 1000, "finishedTasks": 1, "tasks": 9, "time": "\(time.formatted(.iso8601))"}
      """
    try scratch.write(progress, to: ".r.incomplete/progress.json")
    try FileManager.default.setAttributes(
      [.modificationDate: changed ?? time], ofItemAtPath: scratch.path + "/.r.incomplete/progress.json")
  }

  private func status(_ scratch: Scratch) throws -> String {
    let outcome = try Program.run(["status", "r"], in: scratch)
    #expect(outcome.ending == .code(0) && outcome.error == "")
    return String(outcome.output.prefix { $0 != "\n" })
  }

  /// On another node of a file system that does not show locks: by its last sign of life.
  @Test func otherNode() throws {
    let scratch = try Scratch()
    try stopped(scratch)
    #expect(try status(scratch).hasPrefix("r: stopped; the same command continues it"))
    try sign("process 77 on node7", at: .now.addingTimeInterval(-12), in: scratch)
    let running = try status(scratch)
    #expect(running.contains(/^r: running \(process 77 on node7, last sign 1[2-9] s ago\), 25 % done \(1 of 9 tasks\)/))
    let json = try Program.run(["status", "r", "--json"], in: scratch).output
    #expect(json.contains("\"state\" : \"running\"") && json.contains("\"process\" : \"process 77 on node7\""))
    // Its clock is ahead: that of the file system counts.
    try sign("process 77 on node7", at: .now.addingTimeInterval(600), changed: .now, in: scratch)
    #expect(try status(scratch).hasPrefix("r: running (process 77 on node7, last sign 0 s ago)"))
    // Silent; also where a copy has made the file new.
    let old = Date.now.addingTimeInterval(-130)
    for changed in [old, .now] {
      try sign("process 77 on node7", at: old, changed: changed, in: scratch)
      #expect(
        try status(scratch)
          == "r: no sign since \(old.formatted(.iso8601)) (process 77 on node7); if it has ended, the same command "
          + "continues it, 25 % done (1 of 9 tasks), no checkpoint yet")
      let json = try Program.run(["status", "r", "--json"], in: scratch).output
      #expect(json.contains("\"state\" : \"silent\""))
    }
    // Before it has shown anything, and with a file that is none.
    try scratch.write("{", to: ".r.incomplete/progress.json")
    #expect(try status(scratch).hasPrefix("r: no sign since it began (process 77 on node7)"))
  }

  /// On this machine a lock that nobody has is that of a process that was killed.
  @Test func killedHere() throws {
    let scratch = try Scratch()
    try stopped(scratch)
    let host = ProcessInfo.processInfo.hostName
    try sign("process 77 on \(host)", at: .now, in: scratch)
    #expect(try status(scratch).hasPrefix("r: stopped; the same command continues it, 25 % done"))
    // Who stops in order leaves no name.
    let run = try Program.run(["run", "c.json", "--output", "r", "--time-limit", "1s", "--quiet"], in: scratch)
    #expect(run.ending == .code(75))
    #expect(try scratch.read(".r.incomplete/lock") == "")
  }

  /// A shard on another node, in the line of its shard.
  @Test func shards() throws {
    let scratch = try Scratch()
    try scratch.write(ResumeTests.config("heisenberg").replacingOccurrences(of: "120", with: "100000"), to: "c.json")
    let command = ["run", "c.json", "--shard", "2/3", "--output", "s", "--time-limit", "1s", "--quiet"]
    #expect(try Program.run(command, in: scratch).ending == .code(75))
    try scratch.write("process 5 on node8", to: ".s.shard-2-of-3.incomplete/lock")
    let outcome = try Program.run(["status", "s"], in: scratch)
    #expect(outcome.output.contains("  shard 2/3: running (process 5 on node8, last sign "))
    #expect(outcome.output.contains("  shard 1/3: not begun, or elsewhere\n"))
  }
}
