import Foundation
import GSLBridge
public import Results
import Synchronization

/// Joins the shards of a run to the results that the undivided run has.
public struct ShardMerge: Sendable {
  /// The plan of the run, from the config in the shards.
  public let plan: CampaignPlan
  /// In order.
  private let shards: [ShardReader]

  /// Reads what the shards are and proves that they are those of one run, each once and none missing.
  /// - Parameter places: directories with shards in them, or their files.
  /// - Throws: `FileError` (`badData`) that names what is foreign, double or missing.
  public init(_ places: [String]) throws {
    let readers = try ShardMerge.files(places).map { path throws(FileError) in try ShardReader(path) }
    guard let first = readers.first, let count = first.header.identity.shard?.count else {
      throw FileError(.badData, path: places.joined(separator: ", "), "holds no shards (*\(ShardFile.suffix))")
    }
    var shards = [ShardReader?](repeating: nil, count: count)
    for reader in readers {
      let identity = reader.header.identity
      guard let shard = identity.shard, shard.count == count else {
        throw FileError(
          .badData, path: reader.path,
          "is foreign: shard \(identity.shard?.description ?? "none"), but \(first.path) is one of \(count)")
      }
      var other = first.header.identity
      other.shard = shard
      if let obstacle = identity.obstacle(to: other) {
        throw FileError(.badData, path: reader.path, "is foreign: it \(obstacle), as \(first.path) is it")
      }
      if let there = shards[shard.index - 1] {
        throw FileError(.badData, path: reader.path, "is double: \(there.path) is shard \(shard), too")
      }
      shards[shard.index - 1] = reader
    }
    let missing = shards.indices.filter { shards[$0] == nil }.map { $0 + 1 }
    if !missing.isEmpty {
      let names = missing.prefix(20).map(String.init).joined(separator: ", ") + (missing.count > 20 ? ", …" : "")
      throw FileError(
        .badData, path: places.joined(separator: ", "),
        "\(missing.count == 1 ? "shard" : "shards") \(names) of \(count) \(missing.count == 1 ? "is" : "are") missing")
    }
    self.shards = shards.compactMap { $0 }
    let configuration = try Configuration.parse(
      Data(first.header.identity.config.utf8), name: first.path, knownGenerators: CampaignPlan.knownGenerators)
    plan = try CampaignPlan(configuration, file: first.path)
    if var identity = Optional(RunIdentity(plan, shard: first.header.identity.shard)) {
      identity.replaces = first.header.identity.replaces
      if let obstacle = first.header.identity.obstacle(to: identity) {
        throw FileError(.badData, path: first.path, "it \(obstacle)")
      }
    }
  }

  /// The shards' files at the given places, each file once.
  private static func files(_ places: [String]) throws(FileError) -> [String] {
    var seen: Set<[UInt64]> = []
    var result: [String] = []
    for place in places {
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place, isDirectory: &isDirectory) else {
        throw FileError(.badData, path: place, "is missing; shards or directories of them are needed")
      }
      var paths = [place]
      if isDirectory.boolValue {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        paths = names.filter { $0.hasSuffix(ShardFile.suffix) }.sorted().map { "\(place)/\($0)" }
      }
      for path in paths {
        if let identity = POSIXFile.identity(path), seen.insert(identity).inserted { result.append(path) }
      }
    }
    return result
  }

  /// Adds the blocks of all shards in their order and writes the results.
  /// - Throws: `FileError`.
  public func run(into directory: ResultsDirectory, threads: Int, meter: ProgressMeter = ProgressMeter()) throws {
    let started = Date.now
    let began = RunControl.now
    let writer = PointWriter(plan, into: directory)
    meter.expect(plan.points.map { _ in (blocks: 1, work: 1) }, threads: threads)
    let next = Mutex(0)
    try WorkerPool.run(
      threads: threads,
      next: {
        next.withLock { number in
          defer { number += 1 }
          return number < plan.points.count ? number : nil
        }
      }
    ) { point in
      let job = meter.begin(1, ofPoint: point)
      _ = try writer.write(point, try complete(point))
      meter.finished(job, events: 0)
    }
    let parts = shards.compactMap { try? JSONDecoder().decode(Provenance.self, from: $0.header.provenance) }
    _ = try writer.writeWhole { events in
      var provenance = Provenance(
        gslVersion: GSL.version, threads: threads, start: started,
        wallTime: RunControl.now - began, cpuTime: Build.resourceUsage.cpuTime, events: events)
      provenance.shards = parts
      provenance.eventsPerSecond = parts.reduce(0) { $0 + $1.eventsPerSecond }
      return provenance
    }
  }

  /// All blocks of a point, each of which must be in one shard.
  package func complete(_ index: Int) throws(FileError) -> PointReduction.Complete {
    let point = plan.points[index]
    var joined = PointReduction.Progress(point)
    var owners: [Int: String] = [:]
    for shard in shards {
      guard let progress = try shard.progress(ofPoint: index, point) else { continue }
      for block in Array(0..<progress.reduced.blockCount) + progress.early.keys.sorted() {
        if let owner = owners.updateValue(shard.path, forKey: block) {
          throw FileError(
            .badData, path: shard.path, "is double: block \(block + 1) of point \(index + 1) is in \(owner), too")
        }
      }
      if progress.reduced.blockCount > 0 {
        joined.reduced = progress.reduced
        joined.isComplete = progress.isComplete
      }
      joined.early.merge(progress.early) { first, _ in first }
    }
    let reduction = PointReduction(plan: point, progress: joined)
    if joined.isComplete { return joined.reduced }
    if let complete = reduction.deliver([]) { return complete }
    let missing = (0..<point.blockCount).first { owners[$0] == nil } ?? 0
    throw FileError(
      .badData, path: shards.first?.path ?? "", "block \(missing + 1) of point \(index + 1) is missing in all shards")
  }
}
