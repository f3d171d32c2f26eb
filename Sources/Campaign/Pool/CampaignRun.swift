import Binary
import Foundation
import GSLBridge
import Kernel
public import Results
import Synchronization

/// Carries out a plan: all blocks of all points over the workers, each point reduced and written when it is complete.
public struct CampaignRun: Sendable {
  public let plan: CampaignPlan
  public let threads: Int

  public init(_ plan: CampaignPlan, threads: Int) {
    self.plan = plan
    self.threads = max(1, threads)
  }

  /// Runs everything that is not done yet and writes it to `directory`, which is left to the caller to commit or to discard.
  /// - Returns: the summaries of all points, in order.
  /// - Throws: `TrajectoryError`, `FileError`; `RunStopped` when `control` stops it.
  public func run(
    into directory: ResultsDirectory, meter: ProgressMeter = ProgressMeter(), control: RunControl = RunControl()
  ) throws -> [Summary] {
    let identity = RunIdentity(plan)
    let started = Date.now
    let restart = Restart(
      plan, in: directory.work.path + "/checkpoint", fingerprint: identity.fingerprint,
      files: { directory.contents($0) }, warn: control.warn)
    let summaries = Mutex([Summary?](repeating: nil, count: plan.points.count))
    for (point, _) in restart.finished {
      let data = directory.contents(plan.path(ofPoint: point) + "summary.json").map { Data($0) } ?? Data()
      let summary = try JSONDecoder().decode(Summary.self, from: data)
      summaries.withLock { $0[point] = summary }
    }
    let keeper = CheckpointKeeper(plan, restart, control: control) { try directory.synchronize($0) }
    let session = RunSession(keeper, restart, threads: threads, meter: meter, blocks: nil) { point, complete in
      let result = try PointResult(
        plan: plan.points[point], name: plan.configuration.name, algorithm: plan.configuration.algorithm.rawValue,
        exact: plan.configuration.exact, reduction: complete,
        config: plan.configuration.forPoint(point).encoded())
      var files: [CheckpointKeeper.Finished.File] = []
      for file in result.files {
        let name = plan.path(ofPoint: point) + file.name
        try directory.write(file.data, to: name)
        files.append(.init(name: name, size: file.data.count, checksum: Checksum.of([UInt8](file.data))))
      }
      summaries.withLock { $0[point] = result.summary }
      return files
    }
    try session.run()
    let complete = summaries.withLock { $0.compactMap { $0 } }
    if plan.configuration.sweep != nil {
      let files = SweepFiles(plan: plan, summaries: complete)
      try directory.write(plan.configuration.encoded(), to: "config.json")
      try directory.write(files.table.data, to: "sweep.csv")
      try directory.write(try JSONText.encode(files.summary), to: "summary.json")
    }
    let provenance = Provenance(
      gslVersion: GSL.version, threads: threads, start: started, sessions: keeper.sessions.count,
      wallTime: keeper.sessions.wallTime, cpuTime: keeper.sessions.cpuTime,
      events: complete.reduce(0) { $0 + $1.run.events + $1.run.burnInEvents })
    try directory.write(try JSONText.encode(provenance), to: "provenance.json")
    return complete
  }
}
