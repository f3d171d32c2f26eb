import Binary
import Campaign
import Foundation
import Results
import Synchronization

/// Files of shards, as `merge` and `status` read them.
enum HostileShard {
  private static let scratch = HostileDirectory()

  static func read(_ content: [UInt8]) -> String? {
    let file = scratch.path + "/shard-1-of-1.qpshard"
    do {
      try POSIXFile.create(file, repaired(content))
      _ = try RunStatus.of(scratch.path).text
      let merge = try ShardMerge([scratch.path])
      for point in merge.plan.points.indices.prefix(3) { _ = try merge.complete(point) }
      return nil
    } catch {
      return oneLine("\(error)")
    }
  }

  /// The same with the checksum of each record as it must be.
  private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var place = 0
    while let (_, _, size) = try? BinaryRecord.header(Array(bytes[place...].prefix(BinaryRecord.headerSize))),
      size <= bytes.count - place
    {
      let sum = Checksum.of(Array(bytes[place..<place + size - 8]))
      withUnsafeBytes(of: sum.littleEndian) { bytes.replaceSubrange(place + size - 8..<place + size, with: $0) }
      place += size
    }
    return bytes
  }

  /// What is done with blocks that came in: they are shown, and where they are all, made into files.
  static func use(_ progress: PointReduction.Progress, _ plan: CampaignPlan) {
    let reduction = PointReduction(plan: plan.points[0], progress: progress)
    _ = reduction.relativeErrorOfTauN()
    guard let complete = reduction.complete else { return }
    do {
      _ = try PointResult(
        plan: plan.points[0], name: "h", algorithm: "direct", exact: .never, reduction: complete, config: Data())
    } catch {
      fatalError("no result: \(error)")
    }
  }

  /// A whole shard of one.
  static func seed(_ plan: CampaignPlan) throws -> [UInt8] {
    let directory = HostileDirectory()
    guard let shard = Shard(1, of: 1) else { return [] }
    let work = try WorkDirectory(for: directory.path + "/s")
    try ShardRun(plan, shard: shard, threads: 1).run(in: work, meter: ProgressMeter(), control: RunControl())
    return try POSIXFile.read(ShardFile(at: directory.path + "/s", shard: shard).path)
  }
}

/// A directory in memory where there is one, removed at the end.
final class HostileDirectory: Sendable {
  let path: String

  private static let made = Mutex<[String]>([])

  init() {
    let place = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    path = "\(place)/qpspin-hostile-\(UUID().uuidString)"
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      fatalError("\(error)")
    }
    let isFirst = HostileDirectory.made.withLock { made in
      made.append(path)
      return made.count == 1
    }
    // Those that are kept in global constants are never let go.
    if isFirst {
      atexit {
        for path in HostileDirectory.made.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
      }
    }
  }
}
