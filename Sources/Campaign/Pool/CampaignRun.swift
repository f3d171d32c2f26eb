import ClusterModel
import Foundation
import GSLBridge
package import Kernel
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
    meter.expect(
      plan.points.map { ($0.blockCount, $0.expectedWork / Double(max(1, $0.blockCount))) }, threads: threads)
    let queue = BlockQueue(plan, threads: threads)
    let reductions = plan.points.map { PointReduction(plan: $0) }
    meter.judgePrecision { reductions[$0].relativeErrorOfTauN() }
    let summaries = Mutex([Summary?](repeating: nil, count: plan.points.count))
    try WorkerPool.run(threads: threads, next: { queue.next() }) { job in
      let point = plan.points[job.point]
      let begin = meter.begin()
      let outcomes = try CampaignRun.simulate(point, blocks: job.blocks)
      meter.finished(
        outcomes.count, ofPoint: job.point,
        events: outcomes.reduce(0) { $0 + $1.events.reduce(0, +) + $1.burnInEvents }, since: begin)
      let written = meter.now
      var complete: PointReduction.Complete?
      for (block, outcome) in zip(job.blocks, outcomes) {
        complete = reductions[job.point].deliver(outcome, block: block) ?? complete
      }
      guard let complete else { return }
      if complete.endedBy == .precision {
        meter.skip(queue.skipRest(ofPoint: job.point), ofPoint: job.point)
      }
      let result = try PointResult(
        plan: point, name: plan.configuration.name, algorithm: plan.configuration.algorithm.rawValue,
        exact: plan.configuration.exact, reduction: complete,
        config: plan.configuration.forPoint(job.point).encoded())
      for file in result.files { try directory.write(file.data, to: plan.path(ofPoint: job.point) + file.name) }
      summaries.withLock { $0[job.point] = result.summary }
      meter.wrote(point: job.point, since: written)
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

  /// Trajectories whose outcomes a worker holds at once: so many that lanes seldom stand idle, but no more than there are
  /// lanes where a table of states takes up to tens of megabytes.
  private static func trajectoriesAtOnce(_ point: PointPlan) -> Int { point.referenceN > 100 ? 8 : 64 }

  /// Runs the trajectories of consecutive blocks, several in step, and adds each to its block in order.
  /// - Parameter start: `point.start()`, where it is known already.
  package static func simulate(
    _ point: PointPlan, blocks: Range<Int>, start: TrajectoryStart? = nil
  ) throws(TrajectoryError) -> [BlockOutcome] {
    let start = start ?? point.start()
    let model = point.model.withModel { $0.init(point.constants) as any ClusterModel }
    let empty = BlockOutcome(lagCount: point.lags.count, processCount: point.model.processes.count)
    var outcomes = blocks.map { _ in empty }
    let places = blocks.flatMap { block in point.trajectories(ofBlock: block).map { (block: block, trajectory: $0) } }
    let atOnce = trajectoriesAtOnce(point)
    var next = 0
    while next < places.count {
      let some = places[next..<min(next + atOnce, places.count)]
      let finished = try Trajectory.run(some.map { point.task($0.trajectory, start: start) })
      for (place, outcome) in zip(some, finished) {
        outcomes[place.block - blocks.lowerBound].add(outcome, duration: point.duration, model: model)
      }
      next = some.endIndex
    }
    return outcomes
  }
}

/// The order in which blocks are taken: points with the longest blocks first, so that no core ends up waiting for one.
package final class BlockQueue: Sendable {
  /// Consecutive blocks of one point.
  package struct Job: Sendable, Equatable {
    package let point: Int
    package let blocks: Range<Int>
  }

  private struct State {
    var place = 0
    var block = 0
    var skipped: Set<Int> = []
  }

  private let order: [Int]
  private let blockCounts: [Int]
  private let state = Mutex(State())

  /// How many blocks of a point make a job. Nothing but the time of the run depends on it.
  private let blocksAtOnce: [Int]

  package init(_ plan: CampaignPlan, threads: Int) {
    let cost = plan.points.map { $0.expectedWork / Double($0.blockCount) }
    order = plan.points.indices.sorted { cost[$0] > cost[$1] || (cost[$0] == cost[$1] && $0 < $1) }
    blockCounts = plan.points.map(\.blockCount)
    // Up to eight trajectories go in step in little more time than one. So as few rounds of jobs as there can be, each with
    // a job for every worker. Leaps go one by one.
    let all = plan.points.reduce(0) { $0 + $1.trajectories }
    let rounds = BlockQueue.quotient(all, 8 * max(1, threads))
    let together = BlockQueue.quotient(all, rounds * max(1, threads))
    blocksAtOnce = plan.points.map { point in
      let trajectories = point.leapAccuracy == nil ? together : 1
      return max(1, trajectories * point.blockCount / point.trajectories)
    }
  }

  /// a/b, rounded up, for a ≥ 1.
  private static func quotient(_ a: Int, _ b: Int) -> Int { (a - 1) / b + 1 }

  /// Gives no more blocks of a point.
  /// - Returns: how many it had not given.
  package func skipRest(ofPoint point: Int) -> Int {
    state.withLock { state in
      state.skipped.insert(point)
      let isNow = state.place < order.count && order[state.place] == point
      return isNow ? blockCounts[point] - state.block : 0
    }
  }

  package func next() -> Job? {
    state.withLock { state in
      while state.place < order.count, state.skipped.contains(order[state.place]) {
        state.place += 1
        state.block = 0
      }
      guard state.place < order.count else { return nil }
      let point = order[state.place]
      let end = min(state.block + blocksAtOnce[point], blockCounts[point])
      let job = Job(point: point, blocks: state.block..<end)
      state.block = end
      if end == blockCounts[point] {
        state.place += 1
        state.block = 0
      }
      return job
    }
  }
}
