import Campaign
import Synchronization
import Testing

/// How far a run is said to be.
@Suite struct ProgressTests {
  /// A clock that a test moves.
  private final class Clock: Sendable {
    private let seconds = Mutex(0.0)
    var now: Double { seconds.withLock { $0 } }
    func go(_ time: Double) { seconds.withLock { $0 += time } }
  }

  /// Few large blocks, then many small ones: time left is that of their sizes, not of their number.
  @Test func unevenSweep() throws {
    let clock = Clock()
    let meter = ProgressMeter(clock: { clock.now })
    meter.expect([(blocks: 4, work: 1000), (blocks: 400, work: 1)], threads: 1)
    #expect(meter.reading.remaining == nil && meter.reading.done == 0)
    for _ in 0..<2 {
      let job = meter.begin(1, ofPoint: 0)
      clock.go(10)
      meter.finished(job, events: 500)
    }
    // Two more of 10 s, and 400 of 10 ms by their work.
    #expect(abs(try #require(meter.reading.remaining) - 24) < 1e-9)
    #expect(abs(meter.reading.done - 20 / 44) < 1e-9)
    #expect(meter.reading.finishedBlocks == 2 && meter.reading.blocks == 404 && meter.reading.eventsPerSecond == 50)
    // Half of the next counts while it runs.
    let job = meter.begin(1, ofPoint: 0)
    clock.go(5)
    #expect(abs(try #require(meter.reading.remaining) - 19) < 1e-9)
    clock.go(5)
    meter.finished(job, events: 500)
    // Small blocks are five times slower than their work says: what they took replaces it.
    let small = meter.begin(8, ofPoint: 1)
    clock.go(0.4)
    meter.finished(small, events: 8)
    #expect(abs(try #require(meter.reading.remaining) - (10 + 392 * 0.05)) < 1e-9)
  }

  /// Several workers share what is left; blocks that are not run, and writing, count.
  @Test func workersAndWriting() throws {
    let clock = Clock()
    let meter = ProgressMeter(clock: { clock.now })
    meter.expect([(blocks: 8, work: 1), (blocks: 8, work: 1)], threads: 4)
    let jobs = (0..<4).map { _ in meter.begin(1, ofPoint: 0) }
    clock.go(2)
    for job in jobs { meter.finished(job, events: 1) }
    #expect(abs(try #require(meter.reading.remaining) - 12 * 2 / 4) < 1e-9)
    meter.skip(4, ofPoint: 0)
    #expect(abs(try #require(meter.reading.remaining) - 8 * 2 / 4) < 1e-9)
    let written = meter.now
    clock.go(3)
    meter.wrote(point: 0, since: written)
    // Blocks of the second point, and its files.
    #expect(abs(try #require(meter.reading.remaining) - (16 + 3) / 4) < 1e-9)
    for _ in 0..<8 {
      meter.finished(meter.begin(1, ofPoint: 1), events: 1)
    }
    #expect(meter.reading.isFinishing)
  }

  /// One long trajectory on each of two cores, none of which is finished: their simulated time says what is left.
  @Test func longTrajectories() throws {
    let clock = Clock()
    let meter = ProgressMeter(clock: { clock.now })
    meter.expect([(blocks: 2, work: 1e9)], threads: 2)
    let jobs = (0..<2).map { _ in meter.begin(1, ofPoint: 0) }
    clock.go(1)
    #expect(meter.reading.remaining == nil)
    for job in jobs { meter.sign(job, share: 0.01, events: 5_000_000) }
    #expect(abs(try #require(meter.reading.remaining) - 99) < 1e-9)
    #expect(abs(meter.reading.done - 0.01) < 1e-9)
    #expect(meter.reading.events == 10_000_000 && meter.reading.finishedBlocks == 0)
    // Between two signs time passes as before.
    clock.go(0.5)
    #expect(abs(try #require(meter.reading.remaining) - 98.5) < 1e-9)
    // One is twice as fast from then on: the other says when all is done.
    meter.sign(jobs[0], share: 0.02, events: 10_000_000)
    meter.sign(jobs[1], share: 0.01 + 0.005 / 2, events: 6_000_000)
    clock.go(8.5)
    meter.sign(jobs[0], share: 0.9, events: 450_000_000)
    meter.sign(jobs[1], share: 0.1, events: 50_000_000)
    // 20 s of workers for one trajectory: 0.9 of one is left.
    #expect(abs(try #require(meter.reading.remaining) - 18) < 1e-9)
    meter.finished(jobs[0], events: 500_000_000)
    #expect(meter.reading.events == 550_000_000)
  }

  /// Large jobs first, small ones at the end, all of one block: right from the first sign on.
  @Test func unevenJobs() throws {
    let clock = Clock()
    let meter = ProgressMeter(clock: { clock.now })
    // 100 s, 10 s and 1 s each on one worker, by their work; two workers.
    let seconds = [100.0, 10, 1]
    meter.expect([(blocks: 2, work: 1e8), (blocks: 4, work: 1e7), (blocks: 20, work: 1e6)], threads: 2)
    var waiting = [0, 0, 1, 1, 1, 1] + Array(repeating: 2, count: 20)
    let all = 2 * 100.0 + 4 * 10 + 20
    var running: [(job: Int, point: Int, begin: Double)] = []
    for _ in 0..<2 { running.append((meter.begin(1, ofPoint: waiting[0]), waiting.removeFirst(), 0)) }
    while clock.now < all / 2 - 1.5 {
      clock.go(0.5)
      for (place, job) in running.enumerated() {
        let share = (clock.now - job.begin) / seconds[job.point]
        if share < 1 {
          meter.sign(job.job, share: share, events: Int(share * 100))
        } else {
          meter.finished(job.job, events: 100)
          running[place] = (meter.begin(1, ofPoint: waiting[0]), waiting.removeFirst(), clock.now)
        }
      }
      let left = try #require(meter.reading.remaining)
      #expect(abs(left - (all / 2 - clock.now)) < 1e-6, "at \(clock.now) s: \(left) s")
    }
  }

  /// What a session before has done of a job is done, and says nothing of the speed.
  @Test func goingOn() throws {
    let clock = Clock()
    let meter = ProgressMeter(clock: { clock.now })
    meter.expect([(blocks: 4, work: 1)], threads: 1)
    meter.resume(2, ofPoint: 0, isWritten: false)
    let job = meter.begin(1, ofPoint: 0, goesOn: true)
    meter.sign(job, share: 0.5, events: 1000)
    #expect(meter.reading.remaining == nil && meter.reading.events == 0 && meter.reading.done == 0.625)
    clock.go(10)
    meter.sign(job, share: 0.75, events: 1500)
    // A quarter took 10 s: another, and a whole one.
    #expect(abs(try #require(meter.reading.remaining) - 50) < 1e-9)
    #expect(meter.reading.events == 500 && abs(meter.reading.done - (0.625 + 0.375 / 6)) < 1e-9)
    clock.go(10)
    meter.finished(job, events: 2000)
    #expect(abs(try #require(meter.reading.remaining) - 40) < 1e-9)
    #expect(meter.reading.events == 1000)
  }

  private func reading(done: Double, remaining: Double?, blocks: Int = 1000) -> ProgressMeter.Reading {
    ProgressMeter.Reading(
      done: done, finishedBlocks: Int(done * Double(blocks)), blocks: blocks, events: 12_345_678, elapsed: 3.2,
      remaining: remaining)
  }

  /// The line fits any window, and has the time left from 30 columns on.
  @Test func widths() {
    for done in [0, 0.071, 0.5, 0.999, 1] {
      for remaining in [nil, 0, 59.2, 3599, 1e5, 1e300] {
        let line = ProgressLine(reading(done: done, remaining: remaining), relativeErrorOfTauN: 0.0213, isBounded: true)
        for columns in 1...220 {
          let text = line.text(columns: columns)
          #expect(text.count <= columns && !text.contains("\n"), "\(columns): \(text)")
          if columns >= 60 { #expect(text.contains("[") && (text.contains("left") || text.contains("writing"))) }
        }
        #expect(line.text(columns: 120).contains("tauN ± 2.1 %"))
      }
    }
  }

  @Test func words() {
    let line = ProgressLine(reading(done: 0.5, remaining: 61), relativeErrorOfTauN: nil, isBounded: false)
    #expect(line.plain == "50 %  500/1000 tasks  3.86e+06 events/s  1 min 1 s left")
    #expect(
      line.text(columns: 79)
        == "[#########----------]   50 %  500/1000 tasks  3.86e+06 events/s  1 min 1 s left")
    #expect(line.text(columns: 39) == "[#######-------]   50 %  1 min 1 s left")
    let end = ProgressLine(reading(done: 1, remaining: 0), relativeErrorOfTauN: nil, isBounded: false)
    #expect(end.plain.hasSuffix("  writing results"))
    let begin = ProgressLine(reading(done: 0, remaining: nil), relativeErrorOfTauN: nil, isBounded: true)
    #expect(begin.plain.hasSuffix("  time left unknown"))
    let bounded = ProgressLine(reading(done: 0.2, remaining: 7300), relativeErrorOfTauN: 0.1, isBounded: true)
    #expect(bounded.plain.hasSuffix("  at most 2 h 1 min left  tauN ± 10 %"))
  }
}
