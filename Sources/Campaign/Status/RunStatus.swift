import Foundation
public import Results

/// How far a run or its shards are, and what each point has reached: from the files alone, also while they are written.
public struct RunStatus: Sendable, Codable, Equatable {
  public enum State: String, Sendable, Codable {
    case finished, running, stopped, missing
    /// A process of another machine, whose lock cannot be seen from here and of which nothing was heard for a while.
    case silent
  }

  /// A whole run, or one of its shards.
  public struct Part: Sendable, Codable, Equatable {
    public var shard: Shard?
    public var state: State
    /// Which process, while it runs or may run.
    public var process: String?
    /// Seconds since its last sign of life, where that alone tells that it runs.
    public var lastSign: Double?
    public var progress: RunProgress?
  }

  public struct Point: Sendable, Codable, Equatable {
    public var parameters: ParameterRecord
    /// Trajectories that are done and saved, and that there will be at most.
    public var trajectories: Int
    public var ofTrajectories: Int
    /// From those so far; absent where they are too few.
    public var estimates: [String: EstimateRecord]
  }

  public var name: String
  public var state: State
  public var parts: [Part]
  public var points: [Point]
  /// What could not be read.
  public var warnings: [String]

  /// - Parameter path: the output of a run, finished or not, or the directory of shards.
  /// - Throws: `FileError` if there is none.
  public static func of(_ path: String) throws -> RunStatus {
    POSIXFile.identity(path + "/summary.json") != nil
      ? RunStatus(finished: try ResultsReader(path)) : try RunStatus(unfinished: path)
  }

  private init(unfinished path: String) throws {
    // Of a results directory that is not there yet, the shards may be.
    var path = path
    var places = try RunStatus.parts(path)
    let shards = SubmissionPlace.shardsDirectory(for: path)
    if places.isEmpty, POSIXFile.identity(shards) != nil {
      path = shards
      places = try RunStatus.parts(path)
    }
    guard let identity = try places.first?.identity ?? Submission.identity(in: path) else {
      throw FileError(.badData, path: path, "there is no run, neither finished nor begun")
    }
    let configuration = try Configuration.parse(
      Data(identity.config.utf8), name: path, knownGenerators: CampaignPlan.knownGenerators)
    let plan = try CampaignPlan(configuration, file: path)
    var parts = places.map(\.part)
    if let count = identity.shard?.count {
      let there = Set(parts.compactMap { $0.shard?.index })
      for index in 1...count where !there.contains(index) {
        parts.append(Part(shard: Shard(index, of: count), state: .missing))
      }
      parts.sort { ($0.shard?.index ?? 0) < ($1.shard?.index ?? 0) }
    }
    name = configuration.name
    let states = Set(parts.map(\.state))
    state =
      states.contains(.running)
      ? .running : states.contains(.silent) ? .silent : states.count == 1 ? states.first ?? .missing : .stopped
    self.parts = parts
    var found: [String] = []
    var collected = RunStatus.Collected(plan)
    for place in places { place.collect(&collected) { found.append($0) } }
    points = plan.points.indices.map { collected.status(ofPoint: $0) }
    warnings = found
  }

  private init(finished reader: ResultsReader) {
    name = reader.sweep?.name ?? reader.summaries.first?.name ?? ""
    state = .finished
    parts = [Part(state: .finished)]
    points = reader.summaries.map { summary in
      Point(
        parameters: summary.parameters, trajectories: summary.run.trajectories,
        ofTrajectories: summary.run.trajectories, estimates: summary.estimates)
    }
    warnings = []
  }
}
