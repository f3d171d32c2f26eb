import Foundation
import GSLBridge
public import Results

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
    let writer = PointWriter(plan, into: directory)
    var restart = Restart(
      plan, in: directory.work.path + "/checkpoint", fingerprint: identity.fingerprint,
      files: { directory.contents($0) }, warn: control.warn)
    restart.finished = restart.finished.filter { writer.take($0.key) }
    let keeper = CheckpointKeeper(plan, restart, in: directory.work, control: control) { try directory.synchronize($0) }
    let session = RunSession(keeper, restart, threads: threads, meter: meter, blocks: nil) { point, complete in
      try writer.write(point, complete)
    }
    try session.run()
    let sessions = keeper.sessions
    return try writer.writeWhole { events in
      Provenance(
        gslVersion: GSL.version, threads: threads, start: started, sessions: sessions.count,
        wallTime: sessions.wallTime, cpuTime: sessions.cpuTime, events: events)
    }
  }
}
