import Synchronization

/// The order in which blocks are taken: points with the longest blocks first, so that no core ends up waiting for one.
package final class BlockQueue: Sendable {
  /// Some blocks of one point.
  package struct Job: Sendable, Equatable {
    package let point: Int
    /// Ascending; empty: all are there, and the point is to be finished.
    package let blocks: [Int]
    /// The state to go on from; nil: from the beginning.
    package var saved: [UInt8]?

    package init(point: Int, blocks: [Int], saved: [UInt8]? = nil) {
      self.point = point
      self.blocks = blocks
      self.saved = saved
    }
  }

  private struct State {
    /// Jobs of the run before.
    var first: [Job]
    /// Place of the next point, and what is left of the one before it.
    var place = 0
    var point = 0
    var left: ArraySlice<Int> = []
    var skipped: Set<Int> = []
  }

  private let order: [Int]
  private let pending: @Sendable (Int) -> [Int]
  private let state: Mutex<State>

  /// How many blocks of a point make a job. Nothing but the time of the run depends on it.
  private let blocksAtOnce: [Int]

  /// - Parameters:
  ///   - first: jobs to be given before all others.
  ///   - pending: the blocks of a point that are to be run, those of `first` left out; nil: all.
  package init(
    _ plan: CampaignPlan, threads: Int, first: [Job] = [], pending: (@Sendable (Int) -> [Int])? = nil
  ) {
    let cost = plan.points.map { $0.expectedWork / Double($0.blockCount) }
    order = plan.points.indices.sorted { cost[$0] > cost[$1] || (cost[$0] == cost[$1] && $0 < $1) }
    self.pending = pending ?? { Array(0..<plan.points[$0].blockCount) }
    state = Mutex(State(first: first.reversed()))
    blocksAtOnce = BlockQueue.blocksAtOnce(plan, threads: threads)
  }

  /// How many blocks of each point make a job.
  ///
  /// Up to eight trajectories go in step in little more time than one. So as few rounds of jobs as there can be, each with a
  /// job for every worker. Leaps go one by one.
  static func blocksAtOnce(_ plan: CampaignPlan, threads: Int) -> [Int] {
    let all = plan.points.reduce(0) { $0 + $1.trajectories }
    let rounds = BlockQueue.quotient(all, 8 * max(1, threads))
    let together = BlockQueue.quotient(all, rounds * max(1, threads))
    return plan.points.map { point in
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
      return state.point == point ? state.left.count : 0
    }
  }

  package func next() -> Job? {
    state.withLock { state in
      while let job = state.first.popLast() {
        if !state.skipped.contains(job.point) { return job }
      }
      while state.left.isEmpty || state.skipped.contains(state.point) {
        guard state.place < order.count else { return nil }
        state.point = order[state.place]
        state.place += 1
        state.left = state.skipped.contains(state.point) ? [] : pending(state.point)[...]
      }
      let some = state.left.prefix(blocksAtOnce[state.point])
      state.left = state.left.dropFirst(some.count)
      return Job(point: state.point, blocks: Array(some))
    }
  }
}
