import Synchronization

/// What ended the run of a point.
package enum RunEnd: String, Sendable {
  case trajectories, precision
}

/// Collects the blocks of one point from all workers, and adds them in their order, whatever order they come in.
package final class PointReduction: Sendable {
  /// All blocks of a point: the sums of each, for the jackknife, and everything else added up.
  package struct Complete: Sendable {
    var total: BlockOutcome
    var blocks: [TrajectorySums] = []
    package var blockCount: Int { blocks.count }
    /// Trajectories in them.
    package fileprivate(set) var trajectories = 0
    package fileprivate(set) var endedBy = RunEnd.trajectories
  }

  private struct State {
    var complete: Complete
    /// Blocks that came before one of their predecessors: about as many as there are workers.
    var early: [Int: BlockOutcome] = [:]
  }

  private let plan: PointPlan
  /// Numbers of blocks at which it is judged whether they are enough.
  private let checkpoints: Set<Int>
  private let state: Mutex<State?>

  package init(plan: PointPlan) {
    self.plan = plan
    checkpoints = plan.precision == nil ? [] : Set(Precision.checkpoints(blocks: plan.blockCount))
    state = Mutex(
      State(
        complete: Complete(
          total: BlockOutcome(lagCount: plan.lags.count, processCount: plan.model.processes.count))))
  }

  /// Takes a block.
  /// - Returns: everything, if this was the last block that was missing; it is then given away. Where a precision is asked for
  ///   and reached at a checkpoint, that is everything up to there: blocks beyond count for nothing, whoever has them.
  package func deliver(_ outcome: BlockOutcome, block: Int) -> Complete? {
    state.withLock { state in
      state?.early[block] = outcome
      while let next = state?.complete.blocks.count, let outcome = state?.early.removeValue(forKey: next) {
        state?.complete.blocks.append(outcome.sums)
        state?.complete.total.add(outcome)
        state?.complete.trajectories += outcome.sums.count
        if checkpoints.contains(next + 1), var complete = state?.complete, isEnough(complete) {
          state = nil
          complete.endedBy = .precision
          return complete
        }
      }
      guard let complete = state?.complete, complete.blocks.count == plan.blockCount else { return nil }
      state = nil
      return complete
    }
  }

  /// Relative standard error of `tauN` by the blocks so far; nil where there are fewer than eight, or all is given away.
  package func relativeErrorOfTauN() -> Double? {
    guard let blocks = state.withLock({ $0?.complete.blocks }), blocks.count >= 8,
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
