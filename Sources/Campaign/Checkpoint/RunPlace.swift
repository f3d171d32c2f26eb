import Foundation
public import Results

/// Where a run is to be carried out: takes the hidden directory, and sees whether what is in it can be gone on with.
public struct RunPlace: Sendable {
  public enum State: Sendable, Equatable {
    /// There is nothing of this run yet.
    case new
    /// Some of it is there.
    case continued
    /// All of it is there: nothing is to be done.
    case finished
  }

  public let state: State
  /// nil where nothing is to be done.
  public let work: WorkDirectory?

  /// - Parameters:
  ///   - shard: nil: the whole run.
  ///   - overwrite: removes what is there of this or another run.
  /// - Throws: `FileError` where something else is in the way.
  public init(_ plan: CampaignPlan, at path: String, shard: Shard? = nil, overwrite: Bool) throws(FileError) {
    var identity = RunIdentity(plan, shard: shard)
    let hidden = WorkDirectory.path(for: path, part: RunPlace.part(shard))
    let unfinished = overwrite ? nil : try RunIdentity.read(in: hidden, for: path)
    let existing =
      shard.map { ShardFile(at: path, shard: $0).compare(with: identity) } ?? .success(.none)
    var comparison = try shard == nil ? ExistingResults(path).compare(with: plan) : existing.get()
    // It was allowed to replace them when it began.
    if case .different = comparison, unfinished?.replaces == true { comparison = .none }
    switch comparison {
    case .same where !overwrite:
      RunPlace.removeRemains(of: identity, at: path, hidden)
      state = .finished
      work = nil
      return
    case .different(let difference) where !overwrite:
      throw FileError(
        .cannotCreate, path: path, "holds a run of another config (\(difference)); --overwrite replaces it")
    case .none: identity.replaces = false
    default: identity.replaces = true
    }
    if shard == nil, let obstacle = ResultsLayout.obstacle(in: path) {
      throw FileError(.cannotCreate, path: path, obstacle)
    }
    let work = try WorkDirectory(for: path, part: RunPlace.part(shard))
    if overwrite {
      try work.clear()
    } else if let unfinished, let obstacle = unfinished.obstacle(to: identity) {
      throw FileError(.badData, path: path, "the unfinished run there \(obstacle); --overwrite starts anew")
    }
    self.work = work
    state = unfinished == nil ? .new : .continued
    if state == .new { try RunPlace.write(identity, in: work) }
  }

  /// What tells the hidden directories of shards apart.
  static func part(_ shard: Shard?) -> String {
    shard.map { ".shard-\($0.index)-of-\($0.count)" } ?? ""
  }

  private static func write(_ identity: RunIdentity, in work: WorkDirectory) throws(FileError) {
    let path = RunIdentity.file(in: work.path)
    do {
      let data = try JSONText.encode(identity)
      try POSIXFile.create(path + ".new", [UInt8](data), durable: true)
      try POSIXFile.rename(path + ".new", to: path)
      try POSIXFile.synchronize(work.path)
    } catch {
      let code = (error as? POSIXFailure)?.code ?? EIO
      work.remove()
      throw FileError(
        FileError.isFull(code) ? .inputOutput : .cannotCreate, path: work.output,
        "cannot be created (\((error as? POSIXFailure)?.reason ?? "\(error)"))")
    }
  }

  /// A run that was killed between its last two steps leaves an empty shell.
  private static func removeRemains(of identity: RunIdentity, at path: String, _ hidden: String) {
    guard POSIXFile.identity(hidden) != nil,
      let there = try? RunIdentity.read(in: hidden, for: path), there.obstacle(to: identity) == nil,
      let work = try? WorkDirectory(for: path, part: part(identity.shard))
    else { return }
    work.remove()
  }
}
