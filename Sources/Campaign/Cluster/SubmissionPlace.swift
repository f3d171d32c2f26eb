import Foundation
public import Results

/// Where the shards of a submitted run go, and what is there of them already. Reads only.
public struct SubmissionPlace: Sendable {
  /// The results are there: nothing is to be done.
  public let isFinished: Bool
  /// The shards' directory as the user would name it.
  public let directory: String
  /// Shards that are not there yet, in order.
  public let tasks: [Int]
  /// Jobs of an earlier submission, which may be in the queue still.
  public let earlierJobs: [String]

  /// Where shards go that belong to a results directory.
  public static func shardsDirectory(for output: String) -> String {
    var output = output
    while output.count > 1, output.hasSuffix("/") { output.removeLast() }
    return output + "-shards"
  }

  /// - Parameter output: the results directory.
  /// - Throws: `FileError` where something else is in the way, or a shard is being run.
  public init(_ plan: CampaignPlan, shards: Int, output: String) throws(FileError) {
    directory = SubmissionPlace.shardsDirectory(for: output)
    switch try ExistingResults(output).compare(with: plan) {
    case .none: isFinished = false
    case .same: isFinished = true
    case .different(let difference):
      throw FileError(
        .cannotCreate, path: output,
        "holds a run of another config (\(difference)); remove it, or take another --output")
    }
    if isFinished {
      tasks = []
      earlierJobs = []
      return
    }
    if let unfinished = try RunIdentity.read(in: WorkDirectory.path(for: output), for: output),
      let obstacle = unfinished.obstacle(to: RunIdentity(plan))
    {
      throw FileError(.badData, path: output, "the unfinished run there \(obstacle); take another --output")
    }
    try SubmissionPlace.checkConfig(plan, in: directory)
    try SubmissionPlace.checkFiles(in: directory, shards: shards)
    var tasks: [Int] = []
    var identity = RunIdentity(plan)
    for index in 1...shards {
      guard let shard = Shard(index, of: shards) else { break }
      identity.shard = shard
      switch try ShardFile(at: directory, shard: shard).compare(with: identity).get() {
      case .same: continue
      case .different(let difference):
        throw SubmissionPlace.refusal(directory, "shard \(shard) there is not of this run: \(difference)")
      case .none: break
      }
      tasks.append(index)
      let hidden = WorkDirectory.path(for: directory, part: RunPlace.part(shard))
      guard let unfinished = try RunIdentity.read(in: hidden, for: directory) else { continue }
      if let obstacle = unfinished.obstacle(to: identity) {
        throw SubmissionPlace.refusal(directory, "unfinished shard \(shard) there \(obstacle)")
      }
      if case .running(let owner) = WorkDirectory.owner(of: hidden) {
        throw FileError(
          .cannotCreate, path: directory,
          "shard \(shard) is being run\(owner.isEmpty ? "" : " (\(owner))"); wait for it, or cancel it")
      }
    }
    self.tasks = tasks
    earlierJobs = Submission.read(in: directory)?.jobs ?? []
  }

  private static func refusal(_ directory: String, _ message: String) -> FileError {
    FileError(.cannotCreate, path: directory, message + "; remove it, or take another --output")
  }

  /// What an earlier submission was for.
  private static func checkConfig(_ plan: CampaignPlan, in directory: String) throws(FileError) {
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory), !isDirectory.boolValue {
      throw FileError(.cannotCreate, path: directory, "is a file; it must be a directory, for the shards")
    }
    guard let old = try? POSIXFile.read(Submission.config(in: directory)), Data(old) != plan.resolvedConfig else {
      return
    }
    let differences = ExistingResults.differences(Data(old), plan.resolvedConfig).joined(separator: "; ")
    throw refusal(directory, "shards of another config were submitted there (\(differences))")
  }

  /// Shards of another division would be in the way of the merge.
  private static func checkFiles(in directory: String, shards: Int) throws(FileError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    let own = "-of-\(shards)" + ShardFile.suffix
    if let foreign = names.sorted().first(where: { $0.hasSuffix(ShardFile.suffix) && !$0.hasSuffix(own) }) {
      throw refusal(directory, "\(foreign) there is not one of \(shards) shards")
    }
  }
}
