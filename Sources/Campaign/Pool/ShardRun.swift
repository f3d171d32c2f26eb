import Binary
import Foundation
import GSLBridge
public import Results

/// Carries out one shard of a plan.
public struct ShardRun: Sendable {
  private let plan: CampaignPlan
  private let shard: Shard
  private let threads: Int

  public init(_ plan: CampaignPlan, shard: Shard, threads: Int) {
    self.plan = plan
    self.shard = shard
    self.threads = max(1, threads)
  }

  /// Runs what is not done yet of the shard, and puts its file into the output directory.
  /// - Throws: `TrajectoryError`, `FileError`; `RunStopped` when `control` stops it.
  public func run(in work: WorkDirectory, meter: ProgressMeter, control: RunControl) throws {
    let identity = RunIdentity(plan, shard: shard)
    let started = Date.now
    let directory = work.path + "/checkpoint"
    let blocks = shard.blocks(of: plan)
    var restart = Restart(
      plan, in: directory, fingerprint: identity.fingerprint, files: nil, warn: control.warn)
    for (point, progress) in restart.progress
    where progress.isComplete || progress.blockCount == blocks[point].count {
      restart.finished[point] = .init(files: [], blocks: blocks[point].count, events: progress.events)
      restart.progress[point] = nil
    }
    let keeper = CheckpointKeeper(plan, restart, in: work, control: control, isShard: true) { _ in }
    let session = RunSession(keeper, restart, threads: threads, meter: meter, blocks: blocks) { point, _ in
      try keeper.keep(point)
      return []
    }
    try session.run()
    let sessions = keeper.sessions
    let provenance = Provenance(
      gslVersion: GSL.version, threads: threads, start: started, sessions: sessions.count,
      wallTime: sessions.wallTime, cpuTime: sessions.cpuTime,
      events: keeper.finishedPoints.values.reduce(0) { $0 + $1.events })
    let points = blocks.indices.filter { !blocks[$0].isEmpty }
    try write(
      points, from: directory, header: .init(identity: identity, provenance: try JSONText.encode(provenance)),
      in: work)
  }

  /// Joins the files of the points to one, which then gets its name.
  private func write(
    _ points: [Int], from directory: String, header: ShardFile.Header, in work: WorkDirectory
  ) throws {
    if !work.isHeld { throw work.loss }
    let fingerprint = header.identity.fingerprint
    let file = ShardFile(at: work.output, shard: shard)
    let temporary = work.path + "/shard.new"
    do {
      try POSIXFile.create(
        temporary,
        BinaryRecord(kind: .shardHeader, fingerprint: fingerprint, content: try header.bytes).bytes)
      for point in points {
        let kept = CheckpointKeeper.pointFile(directory, point, fingerprint: fingerprint)
        var content = BinaryWriter()
        content.put(point)
        let record: BinaryRecord
        do { record = try CheckpointFile.record(kept.path) } catch {
          throw FileError(.badData, path: kept.path, "\(error); remove it and repeat the command")
        }
        try POSIXFile.append(
          temporary,
          BinaryRecord(kind: .point, fingerprint: fingerprint, content: content.bytes + record.content).bytes)
      }
      var end = BinaryWriter()
      end.put(points.count)
      try POSIXFile.append(
        temporary, BinaryRecord(kind: .shardEnd, fingerprint: fingerprint, content: end.bytes).bytes, durable: true)
      try POSIXFile.makeDirectory(work.output)
      try POSIXFile.rename(temporary, to: file.path)
      try? POSIXFile.synchronize(work.output)
    } catch let error as POSIXFailure {
      throw FileError(.inputOutput, path: file.path, "cannot be written (\(error.reason))")
    }
    work.remove()
  }
}
