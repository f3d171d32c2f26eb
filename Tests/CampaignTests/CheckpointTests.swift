import Binary
import Foundation
import Synchronization
import TestSupport
import Testing

import Campaign
import Results

/// Files that a run is continued from: damaged, missing, of other programs.
@Suite struct CheckpointTests {
  #if DEBUG
    private static let duration = "200"
  #else
    private static let duration = "20000"
  #endif

  /// Some tenths of a second.
  private let settings: [String: String?] = [
    "trajectories": "9", "duration": duration, "burnIn": "20", "correlation": #"{"step": 0.25, "maximumLag": 4}"#,
    "trace": #"{"trajectories": 1, "points": 5}"#, "exact": #""never""#,
  ]

  private final class Warnings: Sendable {
    let all = Mutex<[String]>([])
  }

  /// Runs a plan to its end, or until a file whose path holds a text is there.
  /// - Returns: the warnings.
  private func run(_ plan: CampaignPlan, at path: String, threads: Int = 2, until file: String? = nil) throws
    -> [String]
  {
    let warnings = Warnings()
    let control = RunControl(interval: file == nil ? 60 : 0.02) { message in
      warnings.all.withLock { $0.append(message) }
    }
    let work = try #require(try place(plan, at: path).work)
    if let file {
      let hidden = work.path
      Thread.detachNewThread {
        for _ in 0..<20_000 {
          let names = FileManager.default.enumerator(atPath: hidden)?.compactMap { $0 as? String } ?? []
          if names.contains(where: { $0.contains(file) }) { break }
          usleep(1000)
        }
        control.stop("a test")
      }
    }
    do {
      let directory = try ResultsDirectory(in: work)
      _ = try CampaignRun(plan, threads: threads).run(into: directory, control: control)
      try directory.commit()
    } catch let stopped as RunStopped {
      #expect(file != nil && stopped.reason == "a test")
    }
    return warnings.all.withLock { $0 }
  }

  /// The place of a run, when the run before has let go of it: a run that stops does not wait for a worker that is still
  /// computing the theory of a point, which keeps the lock as long as its process lasts, here that of the tests.
  private func place(_ plan: CampaignPlan, at path: String) throws -> RunPlace {
    for _ in 0..<3000 {
      do { return try RunPlace(plan, at: path, overwrite: false) } catch {
        guard "\(error)".contains("another qpspin is at work on it (process \(getpid()) ") else { throw error }
        usleep(10_000)
      }
    }
    return try RunPlace(plan, at: path, overwrite: false)
  }

  /// Stops a run in the middle, with trajectories in the middle and a second checkpoint. Five tries, should the machine be with
  /// others just then.
  private func stopped(_ scratch: Scratch, _ plan: CampaignPlan) throws {
    for _ in 0..<5 {
      for old in ["/r", "/.r.incomplete"] { try? FileManager.default.removeItem(atPath: scratch.path + old) }
      #expect(try run(plan, at: scratch.path + "/r", until: "task-") == [])
      let files = files(scratch)
      if files.contains(where: { $0.contains("/task-") && !$0.hasSuffix(".previous") })
        && files.contains(where: { $0.hasSuffix("/ledger.previous") })
      {
        return
      }
    }
    Issue.record("the run is too short for this test")
  }

  private func files(_ scratch: Scratch) -> [String] {
    scratch.listing().filter { $0.hasPrefix(".r.incomplete/checkpoint/") }
  }

  /// Every file damaged in turn: the one before is taken, or what it held is run again; the bytes at the end are the same.
  @Test func damage() throws {
    let scratch = try Scratch()
    let plan = try plan(settings)
    #expect(try run(plan, at: scratch.path + "/whole") == [])
    let whole = try scratch.deterministicFiles(of: "whole")
    try stopped(scratch, plan)
    let saved = try files(scratch).map { ($0, try Data(contentsOf: scratch.url.appendingPathComponent($0))) }
    let current = saved.map(\.0).filter { !$0.hasSuffix(".previous") }
    #expect(current.contains { $0.contains("/task-") } && current.contains { $0.hasSuffix("/ledger") })
    // There were at least two checkpoints: one of its own, and that of the stop.
    #expect(saved.contains { $0.0.hasSuffix("/ledger.previous") })
    let run = try Data(contentsOf: scratch.url.appendingPathComponent(".r.incomplete/run.json"))
    for (number, name) in current.enumerated() {
      let content = try #require(saved.first { $0.0 == name }).1
      for damage in ["cut", "flip", "empty", "newer", "gone", "both"] {
        // A few of all combinations: each file, each damage.
        if number > 0 && damage != ["cut", "flip", "both"][number % 3] { continue }
        try? FileManager.default.removeItem(atPath: scratch.path + "/r")
        try? FileManager.default.removeItem(atPath: scratch.path + "/.r.incomplete")
        for (name, content) in saved { try scratch.write(content, to: name) }
        try scratch.write(run, to: ".r.incomplete/run.json")
        var bytes = content
        switch damage {
        case "cut": bytes = content.prefix(content.count * 2 / 3)
        case "empty": bytes = Data()
        case "newer": bytes[8] = 9
        default: bytes[content.count / 2] ^= 0x10
        }
        if damage == "gone" {
          try FileManager.default.removeItem(atPath: scratch.path + "/" + name)
        } else {
          try scratch.write(bytes, to: name)
        }
        let hasPrevious = saved.contains { $0.0 == name + ".previous" }
        if damage == "both" { try scratch.write(Data(bytes), to: name + ".previous") }
        let warnings = try self.run(plan, at: scratch.path + "/r", threads: 3)
        let count = damage == "gone" ? 0 : damage == "both" ? 2 : 1
        #expect(warnings.count == count, "\(damage) of \(name): \(warnings)")
        if damage != "gone", damage != "both" {
          let what = hasPrevious ? "the one before it is taken" : "what it held is run again"
          #expect(warnings.first?.hasSuffix(what) == true, "\(warnings)")
        }
        #expect(try scratch.deterministicFiles(of: "r") == whole, "\(damage) of \(name)")
      }
    }
  }

  /// Trajectories in the middle whose checksum is right and whose content is not, such as an index of a generator that GSL
  /// would use without looking, or the memory of another GSL's: the file before is taken, and without one they are run again.
  @Test func damageBehindTheChecksum() throws {
    var settings = settings
    settings["rng"] = #""mt19937""#
    let scratch = try Scratch()
    let plan = try plan(settings)
    #expect(try run(plan, at: scratch.path + "/whole") == [])
    let whole = try scratch.deterministicFiles(of: "whole")
    try stopped(scratch, plan)
    let saved = try files(scratch).map { ($0, [UInt8](try Data(contentsOf: scratch.url.appendingPathComponent($0)))) }
    let identity = try Data(contentsOf: scratch.url.appendingPathComponent(".r.incomplete/run.json"))
    let (name, good) = try #require(saved.first { $0.0.contains("/task-") && !$0.0.hasSuffix(".previous") })
    let record = try BinaryRecord(good)
    var reader = BinaryReader(record.content)
    let (machine, point, blocks) = (try reader.text(), try reader.integer(), try reader.integers())
    let state = try reader.byteArray()
    // 624 words of the first lane, then the index; before them their number in bytes.
    let count = withUnsafeBytes(of: UInt64(5000).littleEndian) { Array($0) }
    let first = try #require((0..<state.count - 5008).first { Array(state[$0..<$0 + 8]) == count })
    var wrongIndex = state
    wrongIndex.replaceSubrange(first + 8 + 4992..<first + 8 + 4996, with: [0, 0, 1, 0])
    for (machine, bad, complaint) in [
      (machine, wrongIndex, "is damaged (no state of mt19937: an index is 65536)"),
      (machine, Array(state.dropLast(8)), "is damaged ("),
      ("GSL 1.16, mt19937, vax", state, "was written with GSL 1.16, mt19937, vax, this is \(machine)"),
    ] {
      for hasPrevious in [true, false] {
        try? FileManager.default.removeItem(atPath: scratch.path + "/r")
        try? FileManager.default.removeItem(atPath: scratch.path + "/.r.incomplete")
        for (name, content) in saved { try scratch.write(Data(content), to: name) }
        try scratch.write(identity, to: ".r.incomplete/run.json")
        var writer = BinaryWriter()
        writer.put(machine)
        writer.put(point)
        writer.put(blocks)
        writer.put(bad)
        let file = BinaryRecord(kind: .task, fingerprint: record.fingerprint, content: writer.bytes)
        try scratch.write(Data(file.bytes), to: name)
        try? FileManager.default.removeItem(atPath: scratch.path + "/" + name + ".previous")
        if hasPrevious { try scratch.write(Data(good), to: name + ".previous") }
        let warnings = try run(plan, at: scratch.path + "/r")
        let what = hasPrevious ? "the one before it is taken" : "what it held is run again"
        #expect(warnings.count == 1 && warnings[0].contains(complaint) && warnings[0].hasSuffix(what), "\(warnings)")
        #expect(try scratch.deterministicFiles(of: "r") == whole)
      }
    }
  }

  /// A damaged result file of a finished point: only that point is run again.
  @Test func damagedPoint() throws {
    var settings = settings
    // The second costs more, so it comes first.
    settings["sweep"] = #"{"injectionRate": [10, 20]}"#
    let scratch = try Scratch()
    let plan = try plan(settings)
    #expect(try run(plan, at: scratch.path + "/whole") == [])
    var done: [String] = []
    for _ in 0..<5 where done.count != 1 {
      for old in ["/r", "/.r.incomplete"] { try? FileManager.default.removeItem(atPath: scratch.path + old) }
      _ = try run(plan, at: scratch.path + "/r", threads: 1, until: "points/0002/summary.json")
      done = scratch.listing().filter { $0.hasSuffix("/histogram_N.csv") && $0.hasPrefix(".r.incomplete") }
    }
    #expect(done.count == 1, "the test needs one point finished and one not")
    try scratch.write("value\n", to: try #require(done.first))
    let warnings = try run(plan, at: scratch.path + "/r")
    #expect(warnings.count == 1 && warnings[0].hasSuffix("is damaged; its point is run again"), "\(warnings)")
    #expect(try scratch.deterministicFiles(of: "r") == scratch.deterministicFiles(of: "whole"))
  }

  /// run.json from a newer program, or damaged: refused, and nothing is touched.
  @Test(arguments: [
    (#"{"formatVersion": 2}"#, "an unfinished run of a newer qpspin is here (format 2, this one reads up to 1)"),
    ("{}", "run.json of an unfinished run is damaged"), ("", "run.json of an unfinished run is damaged"),
    (#"{"formatVersion": 1}"#, "run.json of an unfinished run is damaged"),
  ])
  func foreignIdentity(_ item: (text: String, complaint: String)) throws {
    let scratch = try Scratch()
    let plan = try plan(settings)
    try scratch.write(item.text, to: ".r.incomplete/run.json")
    try scratch.write("x", to: ".r.incomplete/checkpoint/ledger")
    let listing = scratch.listing()
    let error = #expect(throws: FileError.self) {
      try RunPlace(plan, at: scratch.path + "/r", overwrite: false)
    }
    #expect(error?.kind == .badData && error?.message.contains(item.complaint) == true, "\(String(describing: error))")
    #expect(scratch.listing() == listing)
    #expect(try RunPlace(plan, at: scratch.path + "/r", overwrite: true).state == .new)
  }

  /// Shards have each block once, whatever their number.
  @Test(arguments: [1, 2, 3, 7, 100])
  func shards(_ count: Int) throws {
    for changes in [
      [:], ["sweep": #"{"injectionRate": [1, 200, 20]}"#], ["precision": #"{"meanN": 0.1}"#, "trajectories": "90"],
      ["sweep": #"{"injectionRate": {"from": 1, "to": 900, "count": 60}}"#, "trajectories": "3"],
    ] as [[String: String?]] {
      let plan = try plan(settings.merging(changes) { $1 })
      var owners: [[Int]: Int] = [:]
      var most = 0
      for index in 1...count {
        let blocks = try #require(Shard(index, of: count)).blocks(of: plan)
        #expect(blocks.count == plan.points.count)
        most = max(most, blocks.reduce(0) { $0 + $1.count })
        for (point, blocks) in blocks.enumerated() {
          #expect(blocks == blocks.sorted())
          for block in blocks { owners[[point, block], default: 0] += 1 }
        }
      }
      #expect(owners.count == plan.blockCount && owners.values.allSatisfy { $0 == 1 }, "\(changes)")
      if changes["precision"] == nil { #expect(most <= plan.blockCount / count + 3, "\(changes): one has \(most)") }
    }
    #expect(Shard(0, of: 3) == nil && Shard(4, of: 3) == nil && Shard(1, of: 0) == nil)
  }
}
