import ClusterModel
import Foundation
import GSLBridge
import Kernel
public import Results
import Statistics
import Synchronization

/// Carries out a plan: all blocks of all points over the workers, each point reduced and written when it is complete.
public struct CampaignRun: Sendable {
  public let plan: CampaignPlan
  public let threads: Int

  public init(_ plan: CampaignPlan, threads: Int) {
    self.plan = plan
    self.threads = max(1, threads)
  }

  /// Runs everything and writes it to `directory`, which is left to the caller to commit or to discard.
  /// - Returns: the summaries of all points, in order.
  /// - Throws: `TrajectoryError`, `FileError`.
  public func run(into directory: ResultsDirectory, meter: ProgressMeter = ProgressMeter()) throws -> [Summary] {
    let started = Date.now
    let clock = ContinuousClock()
    let begin = clock.now
    meter.expect(blocks: plan.blockCount, work: plan.expectedEvents)
    let queue = BlockQueue(plan)
    let reductions = plan.points.map { PointReduction(plan: $0) }
    let summaries = Mutex([Summary?](repeating: nil, count: plan.points.count))
    try WorkerPool.run(threads: threads, next: { queue.next() }) { job in
      let point = plan.points[job.point]
      let outcome = try CampaignRun.simulate(point, block: job.block)
      meter.finished(
        work: point.expectedEvents * Double(outcome.sums.count) / Double(point.trajectories),
        events: outcome.events.reduce(0, +) + outcome.burnInEvents)
      guard let complete = reductions[job.point].deliver(outcome, block: job.block) else { return }
      let result = try PointResult(
        plan: point, name: plan.configuration.name, algorithm: plan.configuration.algorithm.rawValue,
        reduction: complete, config: plan.configuration.forPoint(job.point).encoded())
      for file in result.files { try directory.write(file.data, to: plan.path(ofPoint: job.point) + file.name) }
      summaries.withLock { $0[job.point] = result.summary }
    }
    let complete = summaries.withLock { $0.compactMap { $0 } }
    if plan.configuration.sweep != nil {
      let files = SweepFiles(plan: plan, summaries: complete)
      try directory.write(plan.configuration.encoded(), to: "config.json")
      try directory.write(files.table.data, to: "sweep.csv")
      try directory.write(try JSONText.encode(files.summary), to: "summary.json")
    }
    let elapsed = clock.now - begin
    let provenance = Provenance(
      gslVersion: GSL.version, threads: threads, start: started, wallTime: elapsed / .seconds(1),
      events: complete.reduce(0) { $0 + $1.run.events + $1.run.burnInEvents })
    try directory.write(try JSONText.encode(provenance), to: "provenance.json")
    return complete
  }

  /// Runs the trajectories of a block one after the other.
  static func simulate(_ point: PointPlan, block: Int) throws(TrajectoryError) -> BlockOutcome {
    var outcome = BlockOutcome(lagCount: point.lags.count, processCount: point.model.processes.count)
    let start = point.start()
    let model = point.model.withModel { $0.init(point.constants) as any ClusterModel }
    for trajectory in point.trajectories(ofBlock: block) {
      outcome.add(
        try Trajectory.run(point.task(trajectory, start: start)), duration: point.duration, model: model)
    }
    return outcome
  }
}

/// The order in which blocks are taken: points with the longest blocks first, so that no core ends up waiting for one.
final class BlockQueue: Sendable {
  struct Job: Sendable {
    let point: Int
    let block: Int
  }

  private struct State {
    var place = 0
    var block = 0
  }

  private let order: [Int]
  private let blockCounts: [Int]
  private let state = Mutex(State())

  init(_ plan: CampaignPlan) {
    let cost = plan.points.map { $0.expectedEvents / Double($0.blockCount) }
    order = plan.points.indices.sorted { cost[$0] > cost[$1] || (cost[$0] == cost[$1] && $0 < $1) }
    blockCounts = plan.points.map(\.blockCount)
  }

  func next() -> Job? {
    state.withLock { state in
      guard state.place < order.count else { return nil }
      let job = Job(point: order[state.place], block: state.block)
      state.block += 1
      if state.block == blockCounts[job.point] {
        state.place += 1
        state.block = 0
      }
      return job
    }
  }
}
