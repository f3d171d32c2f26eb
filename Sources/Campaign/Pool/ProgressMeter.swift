import Dispatch
import Synchronization

/// How far a run is, for whoever shows it.
///
/// Time left is that of each point by itself: what its finished blocks took, or for a point that has none yet, its
/// expected work times what work took elsewhere. So small points at the end of a sweep are not taken for large ones.
public final class ProgressMeter: Sendable {
  public struct Reading: Sendable {
    /// Share of the run that is done, by the time that it takes, 0 to 1.
    public var done: Double
    public var finishedBlocks: Int
    public var blocks: Int
    /// Events of the finished blocks, burn-in included.
    public var events: Int
    /// Seconds since the start.
    public var elapsed: Double
    /// Seconds left; nil before it can be told.
    public var remaining: Double?

    package init(
      done: Double, finishedBlocks: Int, blocks: Int, events: Int, elapsed: Double, remaining: Double? = nil
    ) {
      self.done = done
      self.finishedBlocks = finishedBlocks
      self.blocks = blocks
      self.events = events
      self.elapsed = elapsed
      self.remaining = remaining
    }

    public var eventsPerSecond: Double { elapsed > 0 ? Double(events) / elapsed : 0 }
    /// Whether all blocks are done, and only files are left to be written.
    public var isFinishing: Bool { blocks > 0 && finishedBlocks == blocks }
  }

  /// What is known of a point.
  private struct Point {
    var blocks: Int
    /// Expected work of a block, in events.
    var work: Double
    var finished = 0
    /// Seconds of workers for the finished blocks.
    var seconds = 0.0
    /// Whether its estimates are in its files.
    var isWritten = false
  }

  private struct State {
    var points: [Point] = []
    var threads = 1
    var events = 0
    /// Seconds of workers, and expected work, of all finished blocks.
    var seconds = 0.0
    var work = 0.0
    /// Points that are written, and the seconds that this took after their last blocks.
    var written = 0
    var writingSeconds = 0.0
    /// Jobs that workers are on, and the sum of the moments at which they began.
    var running = 0
    var begins = 0.0
    /// The point of the last block.
    var latest: Int?
  }

  private let state = Mutex(State())
  private let judge = Mutex<(@Sendable (Int) -> Double?)?>(nil)
  private let clock: @Sendable () -> Double

  public convenience init() {
    let start = DispatchTime.now()
    self.init { Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9 }
  }

  /// - Parameter clock: seconds since the start.
  package init(clock: @escaping @Sendable () -> Double) { self.clock = clock }

  /// Seconds since the start.
  package var now: Double { clock() }

  /// - Parameter points: blocks of each point, and the expected work of one of them.
  package func expect(_ points: [(blocks: Int, work: Double)], threads: Int) {
    state.withLock {
      $0.points = points.map { Point(blocks: $0.blocks, work: $0.work) }
      $0.threads = max(1, threads)
    }
  }

  /// A worker begins a job.
  /// - Returns: the moment, to be given back when the job is done.
  package func begin() -> Double {
    let now = now
    state.withLock {
      $0.running += 1
      $0.begins += now
    }
    return now
  }

  /// The job that began at `begin` has run `blocks` blocks of a point.
  package func finished(_ blocks: Int, ofPoint point: Int, events: Int, since begin: Double) {
    let seconds = now - begin
    state.withLock {
      $0.running -= 1
      $0.begins -= begin
      $0.latest = point
      $0.points[point].finished += blocks
      $0.points[point].seconds += seconds
      $0.events += events
      $0.seconds += seconds
      $0.work += Double(blocks) * $0.points[point].work
    }
  }

  /// The estimates and files of a point were made in the time since `begin`.
  package func wrote(point: Int, since begin: Double) {
    let seconds = now - begin
    state.withLock {
      $0.points[point].isWritten = true
      $0.written += 1
      $0.writingSeconds += seconds
    }
  }

  /// Blocks of a point that will not be run after all.
  package func skip(_ blocks: Int, ofPoint point: Int) {
    state.withLock { $0.points[point].blocks -= blocks }
  }

  /// - Parameter judge: gives the relative standard error of `tauN` at a point as far as it is run.
  func judgePrecision(by judge: @escaping @Sendable (Int) -> Double?) {
    self.judge.withLock { $0 = judge }
  }

  /// Relative standard error of `tauN` at the point in work; nil where it cannot be told yet.
  ///
  /// It takes a jackknife over what is there: up to a second. No worker waits for it.
  public func relativeErrorOfTauN() -> Double? {
    guard let point = state.withLock({ $0.latest }), let judge = judge.withLock({ $0 }) else { return nil }
    return judge(point)
  }

  public var reading: Reading {
    let now = now
    return state.withLock { state in
      let blocks = state.points.reduce(0) { $0 + $1.blocks }
      let finished = state.points.reduce(0) { $0 + $1.finished }
      var reading = Reading(done: 0, finishedBlocks: finished, blocks: blocks, events: state.events, elapsed: now)
      guard let left = ProgressMeter.secondsLeft(state, now) else { return reading }
      reading.remaining = left
      reading.done = min(1, now / max(now + left, .leastNormalMagnitude))
      return reading
    }
  }

  /// Seconds until all is done; nil before a block is.
  private static func secondsLeft(_ state: State, _ now: Double) -> Double? {
    guard state.seconds > 0 else { return nil }
    let secondsOfWork = state.work > 0 ? state.seconds / state.work : 0
    let secondsToWrite = state.written > 0 ? state.writingSeconds / Double(state.written) : 0
    var left = 0.0
    var blocksLeft = 0
    for point in state.points {
      let remaining = max(0, point.blocks - point.finished)
      let each = point.finished > 0 ? point.seconds / Double(point.finished) : secondsOfWork * point.work
      left += Double(remaining) * each + (point.isWritten ? 0 : secondsToWrite)
      blocksLeft += remaining
    }
    // What workers have done of the blocks that they are on counts as well.
    let begun = max(0, Double(state.running) * now - state.begins)
    let workers = Double(max(1, min(state.threads, blocksLeft)))
    return max(0, left - begun) / workers
  }
}
