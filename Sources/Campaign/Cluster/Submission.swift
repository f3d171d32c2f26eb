import Foundation
import Results

/// What was submitted for a directory of shards: `submission.json` in it.
struct Submission: Codable, Equatable {
  var shards: Int
  /// Absent where there was nothing left for it to do.
  var arrayJob: String?
  var mergeJob: String

  var jobs: [String] { [arrayJob, mergeJob].compactMap(\.self) }

  static func file(in directory: String) -> String { directory + "/submission.json" }
  /// The config that the tasks read.
  static func config(in directory: String) -> String { directory + "/config.json" }

  /// nil where there is none that can be read.
  static func read(in directory: String) -> Submission? {
    guard let bytes = try? POSIXFile.read(file(in: directory)) else { return nil }
    return try? JSONDecoder().decode(Submission.self, from: Data(bytes))
  }

  /// What its shards are parts of, before there are any; nil where nothing was submitted.
  static func identity(in directory: String) throws -> RunIdentity? {
    guard let submission = read(in: directory), let shard = Shard(1, of: submission.shards) else { return nil }
    let path = config(in: directory)
    let configuration = try Configuration.load(path: path, knownGenerators: CampaignPlan.knownGenerators)
    return RunIdentity(try CampaignPlan(configuration, file: path), shard: shard)
  }
}
