import Foundation
import Results
import Statistics

extension RunStatus {
  /// Where something of a run is.
  struct Place {
    var identity: RunIdentity
    var part: Part
    /// The hidden directory, or the file of a finished shard.
    var path: String
  }

  /// The run or the shards that have an output.
  static func parts(_ output: String) throws -> [Place] {
    let whole = WorkDirectory.path(for: output)
    if let identity = try RunIdentity.read(in: whole, for: output) { return [hidden(whole, identity)] }
    var places: [Place] = []
    let files = FileManager.default
    for name in ((try? files.contentsOfDirectory(atPath: output)) ?? []).sorted()
    where name.hasSuffix(ShardFile.suffix) {
      let path = "\(output)/\(name)"
      let identity = try ShardReader(path).header.identity
      places.append(Place(identity: identity, part: Part(shard: identity.shard, state: .finished), path: path))
    }
    let parent = (whole as NSString).deletingLastPathComponent
    let prefix = ((whole as NSString).lastPathComponent as NSString).deletingPathExtension + ".shard-"
    for name in ((try? files.contentsOfDirectory(atPath: parent)) ?? []).sorted()
    where name.hasPrefix(prefix) && name.hasSuffix(".incomplete") {
      let path = "\(parent)/\(name)"
      guard let identity = try RunIdentity.read(in: path, for: output) else { continue }
      // A duplicate that runs beside a finished one.
      if places.contains(where: { $0.identity.shard == identity.shard }) { continue }
      places.append(hidden(path, identity))
    }
    return places
  }

  private static func hidden(_ path: String, _ identity: RunIdentity) -> Place {
    let progress = RunProgress.read(in: path)
    var part = Part(shard: identity.shard, state: .stopped, progress: progress)
    switch WorkDirectory.owner(of: path) {
    case .none: break
    case .running(let owner): (part.state, part.process) = (.running, owner)
    case .elsewhere(let owner):
      part.process = owner
      part.lastSign = RunProgress.age(in: path)
      part.state = part.lastSign.map { $0 < RunProgress.silence } == true ? .running : .silent
    }
    return Place(identity: identity, part: part, path: path)
  }

  /// What came in of each point from all places.
  struct Collected {
    let plan: CampaignPlan
    var sums: [Int: [TrajectorySums]] = [:]
    var finished: [Int: Summary] = [:]

    init(_ plan: CampaignPlan) { self.plan = plan }

    func status(ofPoint index: Int) -> Point {
      let point = plan.points[index]
      if let summary = finished[index] {
        return Point(
          parameters: summary.parameters, trajectories: summary.run.trajectories,
          ofTrajectories: summary.run.trajectories, estimates: summary.estimates)
      }
      let sums = sums[index] ?? []
      var estimates: [String: EstimateRecord] = [:]
      if sums.count > 1 {
        for (name, estimate) in PointEstimates(blocks: sums, estimator: CurveEstimator(point)).values {
          estimates[name] = EstimateRecord(estimate)
        }
      }
      return Point(
        parameters: ParameterRecord(point.parameters), trajectories: sums.reduce(0) { $0 + $1.count },
        ofTrajectories: point.trajectories, estimates: estimates)
    }
  }
}

extension RunStatus.Place {
  /// Adds what is there.
  func collect(_ collected: inout RunStatus.Collected, warn: (String) -> Void) {
    let plan = collected.plan
    if part.state == .finished {
      guard let reader = try? ShardReader(path) else { return warn("\(path) cannot be read") }
      for point in reader.points where plan.points.indices.contains(point) {
        guard let progress = try? reader.progress(ofPoint: point, plan.points[point]) else {
          warn("point \(point + 1) of \(path) cannot be read")
          continue
        }
        collected.sums[point, default: []] += progress.sums
      }
      return
    }
    let results = path + "/results/"
    let restart = Restart(
      plan, in: path + "/checkpoint", fingerprint: identity.fingerprint,
      files: { try? POSIXFile.read(results + $0) }, warn: warn)
    for (point, _) in restart.finished {
      let bytes = (try? POSIXFile.read(results + plan.path(ofPoint: point) + "summary.json")) ?? []
      collected.finished[point] = try? JSONDecoder().decode(Summary.self, from: Data(bytes))
    }
    for (point, progress) in restart.progress { collected.sums[point, default: []] += progress.sums }
  }
}
