import Dispatch
import Synchronization

/// How far a run is, for whoever shows it.
///
/// Time left is that of each point by itself: what its blocks took so far, those in work by the share of their simulated
/// time that is done; or for a point that is not begun, its expected work times what work took elsewhere. So small points
/// at the end of a sweep are not taken for large ones, and one long trajectory on each core has a time left, too.
public final class ProgressMeter: Sendable {
  public struct Reading: Sendable {
    /// Share of the run that is done, by the time that it takes, 0 to 1.
    public var done: Double
    public var finishedBlocks: Int
    public var blocks: Int
    /// Events so far, burn-in included.
    public var events: Int
    /// Seconds since the start.
    public var elapsed: Double
    /// Seconds left; nil before it can be told, in the first moments.
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
    /// What sessions before this one have done, in blocks: it counts as done, and not for the speed. Of finished blocks, and
    /// of those that were gone on with.
    var before = 0
    var begunBefore = 0.0
    /// Seconds of workers for what finished jobs did, in blocks.
    var seconds = 0.0
    var ran = 0.0
    /// Whether its estimates are in its files.
    var isWritten = false
  }

  /// Some blocks of a point that a worker is on.
  private struct Running {
    let point: Int
    let blocks: Int
    /// Where the worker began, or gave its first sign after going on from a saved state; and its last sign.
    var first: Sign?
    var last: Sign
  }

  /// How far a job was at a moment.
  private struct Sign {
    var time: Double
    /// Of the job's simulated time, 0 to 1.
    var share = 0.0
    var events = 0
  }

  private struct State {
    var points: [Point] = []
    var threads = 1
    /// Of finished jobs.
    var events = 0
    /// Points that are written, and the seconds that this took after their last blocks.
    var written = 0
    var writingSeconds = 0.0
    var running: [Int: Running] = [:]
    var lastJob = 0
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

  /// What sessions before this one have done of a point.
  package func resume(_ blocks: Int, ofPoint point: Int, isWritten: Bool) {
    state.withLock {
      $0.points[point].before = blocks
      $0.points[point].isWritten = isWritten
    }
  }

  /// A worker begins some blocks of a point.
  /// - Parameter goesOn: whether from a saved state: how far that is its first sign says.
  /// - Returns: the number of the job, to be given back with each sign.
  package func begin(_ blocks: Int, ofPoint point: Int, goesOn: Bool = false) -> Int {
    let sign = Sign(time: now)
    return state.withLock {
      $0.lastJob += 1
      $0.running[$0.lastJob] = Running(point: point, blocks: blocks, first: goesOn ? nil : sign, last: sign)
      return $0.lastJob
    }
  }

  /// A sign of a job: the share of its simulated time that is done, and the events in it.
  package func sign(_ job: Int, share: Double, events: Int) {
    let sign = Sign(time: now, share: min(1, max(0, share)), events: events)
    state.withLock { state in
      guard var running = state.running[job] else { return }
      if running.first == nil {
        running.first = sign
        state.points[running.point].begunBefore += sign.share * Double(running.blocks)
      }
      running.last = sign
      state.running[job] = running
    }
  }

  /// A job has run all its blocks.
  package func finished(_ job: Int, events: Int) {
    let now = now
    state.withLock { state in
      guard let running = state.running.removeValue(forKey: job) else { return }
      let first = running.first ?? running.last
      state.latest = running.point
      state.points[running.point].finished += running.blocks
      state.points[running.point].seconds += now - first.time
      state.points[running.point].ran += (1 - first.share) * Double(running.blocks)
      state.events += events - first.events
    }
  }

  /// A job that is not finished after all.
  package func drop(_ job: Int) {
    state.withLock { state in
      guard let running = state.running.removeValue(forKey: job), let first = running.first else { return }
      state.points[running.point].begunBefore -= first.share * Double(running.blocks)
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
      let finished = state.points.reduce(0) { $0 + $1.finished + $1.before }
      let before = ProgressMeter.doneBefore(state)
      let events = state.running.values.reduce(state.events) { $0 + $1.last.events - ($1.first ?? $1.last).events }
      var reading = Reading(done: before, finishedBlocks: finished, blocks: blocks, events: events, elapsed: now)
      guard let left = ProgressMeter.secondsLeft(state, now) else { return reading }
      reading.remaining = left
      reading.done = min(1, before + (1 - before) * now / max(now + left, .leastNormalMagnitude))
      return reading
    }
  }

  /// Share of the expected work that sessions before this one have done.
  private static func doneBefore(_ state: State) -> Double {
    let all = state.points.reduce(0) { $0 + Double($1.blocks) * $1.work }
    let before = state.points.reduce(0) { $0 + (Double($1.before) + $1.begunBefore) * $1.work }
    return all > 0 ? min(1, before / all) : 0
  }

  /// Seconds until all is done; nil before any job has given a sign.
  private static func secondsLeft(_ state: State, _ now: Double) -> Double? {
    // Seconds of workers, and what was done in them, in blocks.
    var seconds = state.points.map(\.seconds)
    var ran = state.points.map(\.ran)
    var given = state.points.map { $0.finished + $0.before }
    for job in state.running.values {
      let first = job.first ?? job.last
      seconds[job.point] += job.last.time - first.time
      ran[job.point] += (job.last.share - first.share) * Double(job.blocks)
      given[job.point] += job.blocks
    }
    let work = zip(state.points, ran).reduce(0) { $0 + $1.0.work * $1.1 }
    let secondsOfWork = seconds.reduce(0, +) / work
    guard work > 0, secondsOfWork > 0 else { return nil }
    func secondsOfBlock(_ point: Int) -> Double {
      ran[point] > 0 ? seconds[point] / ran[point] : secondsOfWork * state.points[point].work
    }

    let secondsToWrite = state.written > 0 ? state.writingSeconds / Double(state.written) : 0
    var left = 0.0
    var jobs = state.running.count
    for (index, point) in state.points.enumerated() {
      let waiting = max(0, point.blocks - given[index])
      if waiting > 0 { left += Double(waiting) * secondsOfBlock(index) }
      left += point.isWritten ? 0 : secondsToWrite
      jobs += waiting
    }
    // A job goes on after its last sign as it did before; the longest may last longer than the share of a worker.
    var longest = 0.0
    for job in state.running.values {
      let rest = (1 - job.last.share) * Double(job.blocks) * secondsOfBlock(job.point) - (now - job.last.time)
      left += max(0, rest)
      longest = max(longest, rest)
    }
    return max(longest, left / Double(max(1, min(state.threads, jobs))))
  }
}
