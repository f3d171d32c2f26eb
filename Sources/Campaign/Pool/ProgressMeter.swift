import Dispatch
import Synchronization

/// How far a run is, for whoever shows it.
public final class ProgressMeter: Sendable {
  public struct Reading: Sendable {
    /// Share of the expected events in finished blocks, 0 to 1.
    public var done: Double
    /// The part of it that sessions before this one have done.
    public var doneBefore: Double
    public var finishedBlocks: Int
    public var blocks: Int
    /// Events of the blocks that this session finished, burn-in included.
    public var events: Int
    /// Seconds since the start.
    public var elapsed: Double

    public var eventsPerSecond: Double { elapsed > 0 ? Double(events) / elapsed : 0 }

    /// Seconds left, if the rest goes as fast as what is done; nil before anything is.
    public var remaining: Double? { done > doneBefore ? elapsed * (1 - done) / (done - doneBefore) : nil }
  }

  private struct State {
    var work = 0.0
    var earlierWork = 0.0
    var finishedBlocks = 0
    var events = 0
    var totalWork = 0.0
    var blocks = 0
  }

  private let state = Mutex(State())
  private let start = DispatchTime.now()

  public init() {}

  func expect(blocks: Int, work: Double) {
    state.withLock {
      $0.blocks = blocks
      $0.totalWork = work
    }
  }

  /// What sessions before this one have done: it counts as done, and not for the speed.
  func resume(blocks: Int, work: Double) {
    state.withLock {
      $0.finishedBlocks = blocks
      $0.earlierWork = work
    }
  }

  func finished(work: Double, events: Int) {
    state.withLock {
      $0.work += work
      $0.finishedBlocks += 1
      $0.events += events
    }
  }

  /// Blocks that will not be run after all.
  func skip(blocks: Int, work: Double) {
    state.withLock {
      $0.blocks -= blocks
      $0.totalWork -= work
    }
  }

  public var reading: Reading {
    let elapsed = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
    return state.withLock {
      Reading(
        done: $0.totalWork > 0 ? min(1, ($0.earlierWork + $0.work) / $0.totalWork) : 0,
        doneBefore: $0.totalWork > 0 ? min(1, $0.earlierWork / $0.totalWork) : 0, finishedBlocks: $0.finishedBlocks,
        blocks: $0.blocks, events: $0.events, elapsed: elapsed)
    }
  }
}
