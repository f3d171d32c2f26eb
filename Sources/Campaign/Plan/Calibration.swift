import Foundation
import Kernel

/// What a run takes, from short runs of some of its points on one thread.
public struct Calibration: Sendable {
  /// Of one point: events in a second of a trajectory's time, and seconds of a core for each of those events.
  struct Measure: Sendable {
    var eventRate: Double
    var secondsPerEvent: Double
  }

  /// The points that were measured, by index.
  private let measures: [Int: Measure]

  /// Points measured at most, and the seconds spent on each at least, if the run is that long, and about at most.
  static let mostPoints = 8
  static let leastSeconds = 0.04
  static let mostSeconds = 3.0

  /// Measures points spread evenly over the plan.
  /// - Throws: `TrajectoryError` if a trajectory runs away.
  public init(_ plan: CampaignPlan) throws {
    let count = min(plan.points.count, Calibration.mostPoints)
    var measures: [Int: Measure] = [:]
    for i in 0..<count {
      let index = count > 1 ? i * (plan.points.count - 1) / (count - 1) : 0
      measures[index] = try Calibration.measure(plan.points[index], one: count)
    }
    self.measures = measures
  }

  /// Runs trajectories of a point, one of `count`, ever longer until it takes long enough to be timed.
  private static func measure(_ point: PointPlan, one count: Int) throws -> Measure? {
    // Exact ones go eight in step.
    let trajectories = point.leapAccuracy == nil ? min(8, point.trajectories) : 1
    let whole = point.duration + point.burnIn
    guard point.expectedWork > 0 else { return nil }
    var share = min(1, 2e4 * Double(point.trajectories) / (point.expectedWork * Double(trajectories)))
    let start = point.start()
    let started = threadTime()
    var first: (seconds: Double, events: Int)?
    while true {
      // A third to forget the start, so that the rate is that of the long run.
      var short = point
      short.trajectories = trajectories
      short.burnIn = whole * share / 3
      short.duration = whole * share - short.burnIn
      let begin = threadTime()
      let blocks = try CampaignRun.simulate(short, blocks: 0..<short.blockCount, start: start)
      let seconds = threadTime() - begin
      let measured = blocks.reduce(0) { $0 + $1.events.reduce(0, +) }
      let events = measured + blocks.reduce(0) { $0 + $1.burnInEvents }
      // What every run takes, tables and generators, is in the first time as well and falls out of the difference.
      let before = first ?? (0, 0)
      let isLong = seconds >= leastSeconds + 2 * before.seconds || threadTime() - started > mostSeconds / Double(count)
      if share >= 1 || (first != nil && isLong) {
        guard events > before.events else { return nil }
        // Where the difference is lost in what every run takes, this is too much rather than too little.
        let isResolved = seconds > 1.5 * before.seconds
        return Measure(
          eventRate: Double(measured) / (Double(trajectories) * short.duration),
          secondsPerEvent: isResolved
            ? (seconds - before.seconds) / Double(events - before.events) : seconds / Double(events))
      }
      let growth = seconds > 1.5 * before.seconds ? max(2, 2 * leastSeconds / max(seconds, 1e-6)) : 8
      share = min(1, share * (first == nil ? 4 : min(16, growth)))
      if first == nil { first = (seconds, events) }
    }
  }

  /// Time that this thread has had on a core, in s: other programs do not count.
  private static func threadTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// Events of a point, and seconds of a core: measured, or as mean field expects times what was found at the measured
  /// point nearest to it.
  func expectation(_ index: Int, in plan: CampaignPlan) -> (events: Double, seconds: Double) {
    let point = plan.points[index]
    guard let nearest = measures.keys.min(by: { (abs($0 - index), $0) < (abs($1 - index), $1) }),
      let measure = measures[nearest]
    else { return (point.expectedEvents, point.expectedWork / PlanTable.eventsPerSecond) }
    let measured = plan.points[nearest]
    let rate = measure.eventRate * point.expectedEventRate / measured.expectedEventRate
    let events = rate * (point.duration + point.burnIn) * Double(point.trajectories)
    // Leaps make events cheap, by another share at each point.
    let cost = measured.expectedWork > 0 ? measured.expectedEvents / measured.expectedWork : 1
    let seconds = events * measure.secondsPerEvent * cost * (point.expectedWork / point.expectedEvents)
    return events.isFinite && seconds.isFinite
      ? (events, seconds) : (point.expectedEvents, point.expectedWork / PlanTable.eventsPerSecond)
  }
}
