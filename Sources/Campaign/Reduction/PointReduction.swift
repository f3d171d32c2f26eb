import Synchronization

/// Collects the blocks of one point from all workers, and adds them in their order, whatever order they come in.
package final class PointReduction: Sendable {
  /// All blocks of a point: the sums of each, for the jackknife, and everything else added up.
  package struct Complete: Sendable {
    var total: BlockOutcome
    var blocks: [TrajectorySums] = []
  }

  private struct State {
    var complete: Complete
    /// Blocks that came before one of their predecessors: about as many as there are workers.
    var early: [Int: BlockOutcome] = [:]
  }

  private let blockCount: Int
  private let state: Mutex<State?>

  package init(plan: PointPlan) {
    blockCount = plan.blockCount
    state = Mutex(
      State(
        complete: Complete(
          total: BlockOutcome(lagCount: plan.lags.count, processCount: plan.model.processes.count))))
  }

  /// Takes a block.
  /// - Returns: everything, if this was the last block that was missing; it is then given away.
  package func deliver(_ outcome: BlockOutcome, block: Int) -> Complete? {
    state.withLock { state in
      state?.early[block] = outcome
      while let next = state?.complete.blocks.count, let outcome = state?.early.removeValue(forKey: next) {
        state?.complete.blocks.append(outcome.sums)
        state?.complete.total.add(outcome)
      }
      guard let complete = state?.complete, complete.blocks.count == blockCount else { return nil }
      state = nil
      return complete
    }
  }
}
