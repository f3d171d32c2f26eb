package import Binary
import Synchronization

/// What ended the run of a point.
package enum RunEnd: String, Sendable {
  case trajectories, precision
}

/// Collects the blocks of one point from all workers, and adds them in their order, whatever order they come in.
package final class PointReduction: Sendable {
  /// Blocks of a point: the sums of each, for the jackknife, and everything else added up.
  package struct Complete: Sendable {
    var total: BlockOutcome
    var blocks: [TrajectorySums] = []
    package var blockCount: Int { blocks.count }
    /// Trajectories in them.
    package internal(set) var trajectories = 0
    package internal(set) var endedBy = RunEnd.trajectories
  }

  /// Everything that came in so far.
  package struct Progress: Sendable {
    /// The first blocks, without a gap.
    var reduced: Complete
    /// Blocks that came before one of their predecessors: about as many as there are workers.
    var early: [Int: BlockOutcome] = [:]
    /// Whether nothing more is needed.
    var isComplete = false

    init(_ plan: PointPlan) {
      reduced = Complete(
        total: BlockOutcome(lagCount: plan.lags.count, processCount: plan.model.processes.count))
    }

    func contains(_ block: Int) -> Bool { isComplete || block < reduced.blockCount || early[block] != nil }
    /// Blocks that are there.
    var blockCount: Int { reduced.blockCount + early.count }
    /// The sums of all blocks that are there, in order.
    var sums: [TrajectorySums] { reduced.blocks + early.sorted { $0.key < $1.key }.map(\.value.sums) }
    /// Events in them, burn-in included.
    var events: Int {
      ([reduced.total] + early.values).reduce(0) { $0 + $1.events.reduce(0, +) + $1.burnInEvents }
    }
  }

  private struct State {
    /// nil: nothing yet, or given away.
    var progress: Progress?
    var isReleased = false
    /// Counts changes.
    var version = 0
  }

  private let plan: PointPlan
  /// Numbers of blocks at which it is judged whether they are enough.
  private let checkpoints: Set<Int>
  private let state: Mutex<State>

  package init(plan: PointPlan, progress: Progress? = nil) {
    self.plan = plan
    checkpoints = plan.precision == nil ? [] : Set(Precision.checkpoints(blocks: plan.blockCount))
    state = Mutex(State(progress: progress))
  }

  /// Takes a block.
  /// - Returns: everything, if this was the last block that was missing. Where a precision is asked for
  ///   and reached at a checkpoint, that is everything up to there: blocks beyond count for nothing, whoever has them.
  package func deliver(_ outcome: BlockOutcome, block: Int) -> Complete? { deliver([(block, outcome)]) }

  /// Takes blocks, all at once or none.
  package func deliver(_ outcomes: [(block: Int, outcome: BlockOutcome)]) -> Complete? {
    state.withLock { state in
      if state.isReleased || state.progress?.isComplete == true { return nil }
      var progress = state.progress ?? Progress(plan)
      state.progress = nil
      state.version += 1
      for (block, outcome) in outcomes where !progress.contains(block) { progress.early[block] = outcome }
      reduce(&progress)
      state.progress = progress
      return progress.isComplete ? progress.reduced : nil
    }
  }

  private func reduce(_ progress: inout Progress) {
    while let outcome = progress.early.removeValue(forKey: progress.reduced.blocks.count) {
      progress.reduced.blocks.append(outcome.sums)
      progress.reduced.total.add(outcome)
      progress.reduced.trajectories += outcome.sums.count
      if checkpoints.contains(progress.reduced.blocks.count), isEnough(progress.reduced) {
        progress.reduced.endedBy = .precision
        progress.isComplete = true
        progress.early = [:]
        return
      }
    }
    progress.isComplete = progress.reduced.blocks.count == plan.blockCount
  }

  /// What is there now, and a number that changes with it; nil if there is nothing or it is given away.
  package var progress: (progress: Progress, version: Int)? {
    state.withLock { state in state.progress.map { ($0, state.version) } }
  }

  /// Everything, where nothing more is needed.
  package var complete: Complete? {
    state.withLock { state in state.progress.flatMap { $0.isComplete ? $0.reduced : nil } }
  }

  /// Forgets everything: it is written where it belongs.
  package func release() {
    state.withLock {
      $0.progress = nil
      $0.isReleased = true
    }
  }

  /// Relative standard error of `tauN` by the blocks so far; nil where there are fewer than eight, or all is given away.
  package func relativeErrorOfTauN() -> Double? {
    guard let blocks = progress?.progress.reduced.blocks, blocks.count >= 8,
      let tau = PointEstimates(blocks: blocks, estimator: CurveEstimator(plan)).value("tauN"), tau.value > 0,
      tau.standardError.isFinite
    else { return nil }
    return tau.standardError / tau.value
  }

  private func isEnough(_ complete: Complete) -> Bool {
    guard let precision = plan.precision else { return false }
    let estimates = PointEstimates(blocks: complete.blocks, estimator: CurveEstimator(plan))
    return precision.unreached(estimates.value).isEmpty
  }
}

extension PointReduction.Progress {
  package func encode(to writer: inout BinaryWriter) {
    writer.put(reduced.blocks)
    writer.put(reduced.total)
    writer.put(reduced.trajectories)
    writer.put(reduced.endedBy.rawValue)
    writer.put(isComplete)
    writer.put(early.count)
    for (block, outcome) in early.sorted(by: { $0.key < $1.key }) {
      writer.put(block)
      writer.put(outcome)
    }
  }

  /// What was written for the same point.
  package init(of plan: PointPlan, from reader: inout BinaryReader) throws(BinaryError) {
    self.init(plan)
    let blocks: [TrajectorySums] = try reader.values()
    reduced.blocks = blocks
    if blocks.count > plan.blockCount { throw BinaryError("\(blocks.count) blocks") }
    let trajectories = blocks.indices.reduce(0) { $0 + plan.trajectories(ofBlock: $1).count }
    reduced.total = try BlockOutcome(of: plan, trajectories: trajectories, from: &reader)
    reduced.trajectories = try reader.integer()
    guard let end = RunEnd(rawValue: try reader.text()) else { throw BinaryError("an end of another kind") }
    reduced.endedBy = end
    isComplete = try reader.bool()
    for _ in 0..<(try reader.integer(in: 0...plan.blockCount)) {
      let block = try reader.integer(in: 0...plan.blockCount - 1)
      if block < blocks.count { throw BinaryError("block \(block) twice") }
      early[block] = try BlockOutcome(of: plan, trajectories: plan.trajectories(ofBlock: block).count, from: &reader)
    }
    // Whether a precision is reached is judged at some numbers of blocks only.
    let isJudged = plan.precision != nil && Precision.checkpoints(blocks: plan.blockCount).contains(blocks.count)
    guard blocks.allSatisfy({ $0.correlations.pairs.count == plan.lags.count }),
      blocks.enumerated().allSatisfy({ $1.count == plan.trajectories(ofBlock: $0).count }),
      reduced.trajectories == trajectories, end != .precision || isJudged,
      isComplete == (blocks.count == plan.blockCount || end == .precision), early[blocks.count] == nil
    else { throw BinaryError("blocks of another point") }
  }
}
