import Binary
import Campaign
import Foundation
import Kernel

/// The first byte says which file the others are, the second of which run.
enum HostileCheckpoint {
  enum File: UInt8, CaseIterable {
    /// A record, as it is.
    case record
    /// The contents of records, which come with a right checksum: what stands behind the machine and the blocks of
    /// trajectories in the middle, blocks of a point, the ledger.
    case task, point, ledger
    /// The file of a shard, its checksums put right.
    case shard
  }

  static func read(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 2 else { return "too short" }
    let file = File.allCases[Int(bytes[0]) % File.allCases.count]
    let plan = HostilePlans.all[Int(bytes[1]) % HostilePlans.all.count]
    let content = Array(bytes[2...])
    do throws(BinaryError) {
      switch file {
      case .record: expect(try BinaryRecord(content).bytes == content, "a record that is written differently")
      case .task: return try readTask(plan, content)
      case .point: try readPoint(plan, content)
      case .ledger:
        var reader = BinaryReader(content)
        _ = try Ledger(plan, from: &reader)
        try reader.expectEnd()
      case .shard: return HostileShard.read(content)
      }
      return nil
    } catch {
      return oneLine("\(error)")
    }
  }

  /// A state is refused, or can be gone on with, and what it then shows is taken in turn.
  private static func readTask(_ plan: CampaignPlan, _ content: [UInt8]) throws(BinaryError) -> String? {
    let blocks = Array(0..<plan.points[0].blockCount)
    var reader = BinaryReader(TaskState(plan, point: 0, blocks: blocks, state: content).bytes)
    let state = try TaskState(plan, from: &reader)
    try reader.expectEnd()
    try state.check(plan)
    let request = PauseRequest()
    var last: [UInt8] = []
    var shown = 0
    request.ask()
    do throws(TrajectoryError) {
      _ = try state.resume(plan, request) { bytes in
        last = bytes
        shown += 1
        // A few thousand events.
        if shown < 100 { request.ask() } else { request.stop() }
      }
    } catch .stopped {
    } catch .runaway {
      return "it runs away"
    } catch {
      fatalError("\(error)")
    }
    if shown > 0 { try TaskState(plan, point: 0, blocks: blocks, state: last).check(plan) }
    return nil
  }

  private static func readPoint(_ plan: CampaignPlan, _ content: [UInt8]) throws(BinaryError) {
    var reader = BinaryReader(content)
    let progress = try PointReduction.Progress(of: plan.points[0], from: &reader)
    try reader.expectEnd()
    HostileShard.use(progress, plan)
    var writer = BinaryWriter()
    progress.encode(to: &writer)
    var again = BinaryReader(writer.bytes)
    _ = try PointReduction.Progress(of: plan.points[0], from: &again)
  }

  static var seeds: [(name: String, bytes: [UInt8])] {
    get throws {
      var seeds: [(name: String, bytes: [UInt8])] = []
      for (index, plan) in HostilePlans.all.enumerated() {
        func add(_ file: File, _ name: String, _ bytes: [UInt8]) {
          seeds.append(("\(file)-\(index)-\(name)", [file.rawValue, UInt8(index)] + bytes))
        }
        let states = try states(plan)
        add(.task, "first", states.first ?? [])
        add(.task, "middle", states[states.count / 2])
        if index < 3 { add(.task, "last", states.last ?? []) }
        let point = plan.points[0]
        let outcomes = try CampaignRun.simulate(point, blocks: Array(0..<point.blockCount))
        let reduction = PointReduction(plan: point)
        _ = reduction.deliver(outcomes[0], block: 0)
        if outcomes.count > 2 { _ = reduction.deliver(outcomes[2], block: 2) }
        var writer = BinaryWriter()
        reduction.progress?.progress.encode(to: &writer)
        add(.point, "some", writer.bytes)
        if index == 0 {
          add(.record, "point", BinaryRecord(kind: .point, fingerprint: 1, content: [1, 2, 3]).bytes)
          add(.shard, "whole", try HostileShard.seed(plan))
        }
      }
      return seeds
    }
  }

  /// What the trajectories of a point show at every fifth look.
  private static func states(_ plan: CampaignPlan) throws -> [[UInt8]] {
    let request = PauseRequest()
    var states: [[UInt8]] = []
    var looks = 0
    let pauses = Pauses(request) { bytes in
      if looks % 5 == 0 { states.append(bytes) }
      looks += 1
      request.ask()
    }
    request.ask()
    _ = try CampaignRun.simulate(plan.points[0], blocks: Array(0..<plan.points[0].blockCount), pauses: pauses)
    return states
  }
}
