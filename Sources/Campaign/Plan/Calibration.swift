import Foundation
import Kernel

/// What a run takes, from short runs of some of its points on one thread.
public struct Calibration: Sendable {
  /// Of one point.
  package struct Measure: Sendable, Equatable {
    /// Events in a second of a trajectory's time.
    package var eventRate: Double
    /// What trajectories that go in step take as a whole, for tables and generators, in s of a core.
    package var secondsPerGroup: Double
    /// And each of their events.
    package var secondsPerEvent: Double

    package init(eventRate: Double, secondsPerGroup: Double, secondsPerEvent: Double) {
      (self.eventRate, self.secondsPerGroup, self.secondsPerEvent) = (eventRate, secondsPerGroup, secondsPerEvent)
    }
  }

  /// What was measured of one short run: s of a core, and events.
  package struct Sample: Sendable {
    package var seconds: Double
    package var events: Double

    package init(seconds: Double, events: Double) { (self.seconds, self.events) = (seconds, events) }
  }

  /// The points that were measured, by index.
  private let measures: [Int: Measure]
  /// How many trajectories of each point go in step.
  private let groups: [Int]
  private let jobs: [Int]

  /// Points measured at most, and seconds spent on all together, about at most.
  static let mostPoints = 8
  static let mostSeconds = 2.5
  /// Seconds for which events are timed, of all points together.
  static let leastSeconds = 0.4

  /// Measures points spread evenly over the plan, each for a share of the time that goes with its share of the run.
  /// - Parameter threads: how the run is cut into jobs goes with them.
  /// - Throws: `TrajectoryError` if a trajectory runs away.
  public init(_ plan: CampaignPlan, threads: Int) throws {
    let points = plan.points
    let blocks = BlockQueue.blocksAtOnce(plan, threads: threads)
    let groups = zip(points, blocks).map { point, blocks in
      point.leapAccuracy == nil
        ? min(8, point.trajectories, max(1, blocks * point.trajectories / point.blockCount)) : 1
    }
    let count = min(points.count, Calibration.mostPoints)
    let chosen = (0..<count).map { count > 1 ? $0 * (points.count - 1) / (count - 1) : 0 }
    let work = chosen.reduce(0) { $0 + points[$1].expectedWork }
    var measures: [Int: Measure] = [:]
    for index in chosen {
      let budget = work > 0 ? Calibration.mostSeconds * points[index].expectedWork / work : 0
      measures[index] = try Calibration.measure(
        points[index], trajectories: groups[index], least: Calibration.leastSeconds / Double(count), budget: budget)
    }
    self.measures = measures
    self.groups = groups
    jobs = zip(points, blocks).map { ($0.blockCount - 1) / $1 + 1 }
  }

  /// From measures that are known.
  package init(_ plan: CampaignPlan, threads: Int, measures: [Int: Measure], trajectories: Int) {
    self.measures = measures
    groups = plan.points.map { _ in trajectories }
    jobs = zip(plan.points, BlockQueue.blocksAtOnce(plan, threads: threads)).map { ($0.blockCount - 1) / $1 + 1 }
  }

  /// Runs trajectories of a point that go in step, ever longer until their events take long enough to be timed.
  private static func measure(
    _ point: PointPlan, trajectories: Int, least: Double, budget: Double
  ) throws -> Measure? {
    guard point.expectedWork > 0 else { return nil }
    let start = point.start()
    var rate = 0.0
    func trial(_ share: Double) throws -> Sample {
      // A third to forget the start, so that the rate is that of the long run.
      var short = point
      short.trajectories = trajectories
      if share < 1 {
        let whole = (point.duration + point.burnIn) * share
        // A burn-in much longer than the run stays so: measured time also costs where nothing happens.
        short.duration = min(whole * 2 / 3, point.duration)
        short.burnIn = whole - short.duration
      }
      let begin = threadTime()
      let blocks = try CampaignRun.simulate(short, blocks: 0..<short.blockCount, start: start)
      let seconds = threadTime() - begin
      let measured = Double(blocks.reduce(0) { $0 + $1.events.reduce(0, +) })
      let events = measured + Double(blocks.reduce(0) { $0 + $1.burnInEvents })
      // Of the measured time, unless that is the lesser part.
      let (counted, time) =
        short.duration < short.burnIn ? (events, short.burnIn + short.duration) : (measured, short.duration)
      rate = counted / (Double(trajectories) * time)
      return Sample(seconds: seconds, events: events)
    }

    var share = min(1, 2e4 * Double(point.trajectories) / (point.expectedWork * Double(trajectories)))
    // The first also takes what a process takes once.
    var spent = try trial(share).seconds
    var samples: [Sample] = []
    while true {
      let last = samples.last
      var sample = try trial(share)
      spent += sample.seconds
      if share >= 1 {
        // As long as the run itself: again and again, until it can be timed.
        while sample.seconds < least && spent < max(budget, 2 * least) && sample.events > 0 {
          let again = try trial(share)
          spent += again.seconds
          sample = Sample(seconds: sample.seconds + again.seconds, events: sample.events + again.events)
        }
      }
      samples.append(sample)
      // As long as needed for tables to have most of their states, beyond which time goes with events alone.
      let gained = sample.seconds - (last?.seconds ?? 0)
      let isLong = last != nil && gained > max(least, sample.seconds / 2)
      if share >= 1 || isLong || (last != nil && spent > least && spent + 3 * sample.seconds > budget) {
        return Calibration.measure(samples, isWhole: share >= 1, eventRate: rate)
      }
      share = min(1, share * (sample.seconds < least / 16 ? 16 : 4))
    }
  }

  /// What a group and an event take, from runs ever longer: the last two tell. A run as long as that of the campaign needs no telling apart.
  package static func measure(_ samples: [Sample], isWhole: Bool, eventRate: Double) -> Measure? {
    guard let last = samples.last, last.events > 0 else { return nil }
    var perEvent = last.seconds / last.events
    if !isWhole, let before = samples.dropLast().last, last.events > before.events {
      let slope = (last.seconds - before.seconds) / (last.events - before.events)
      if slope > 0 { perEvent = min(perEvent, slope) }
    }
    return Measure(
      eventRate: eventRate, secondsPerGroup: max(0, last.seconds - perEvent * last.events), secondsPerEvent: perEvent)
  }

  /// Time that this thread has had on a core, in s: other programs do not count.
  private static func threadTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// Events of a point, seconds of a core for all of it, and for its longest job: measured, or as mean field expects times what was found at the
  /// measured point nearest to it.
  package func expectation(_ index: Int, in plan: CampaignPlan) -> (events: Double, seconds: Double, job: Double) {
    let point = plan.points[index]
    let unmeasured = point.expectedWork / PlanTable.eventsPerSecond
    let share = 1 / Double(jobs[index])
    guard let nearest = measures.keys.min(by: { (abs($0 - index), $0) < (abs($1 - index), $1) }),
      let measure = measures[nearest]
    else { return (point.expectedEvents, unmeasured, unmeasured * share) }
    let measured = plan.points[nearest]
    let rate = measure.eventRate * point.expectedEventRate / measured.expectedEventRate
    let events = rate * (point.duration + point.burnIn) * Double(point.trajectories)
    // Leaps make events cheap, by another share at each point.
    let cost = measured.expectedWork > 0 ? measured.expectedEvents / measured.expectedWork : 1
    let groups = (Double(point.trajectories) / Double(self.groups[index])).rounded(.up)
    let seconds =
      groups * measure.secondsPerGroup
      + events * measure.secondsPerEvent * cost * (point.expectedWork / point.expectedEvents)
    return events.isFinite && seconds.isFinite
      ? (events, seconds, seconds * share) : (point.expectedEvents, unmeasured, unmeasured * share)
  }
}
