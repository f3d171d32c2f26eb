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
      let begin = meter.begin()
      clock.go(10)
      meter.finished(1, ofPoint: 0, events: 500, since: begin)
    }
    // Two more of 10 s, and 400 of 10 ms by their work.
    #expect(abs(try #require(meter.reading.remaining) - 24) < 1e-9)
    #expect(abs(meter.reading.done - 20 / 44) < 1e-9)
    #expect(meter.reading.finishedBlocks == 2 && meter.reading.blocks == 404 && meter.reading.eventsPerSecond == 50)
    // Half of the next counts while it runs.
    let begin = meter.begin()
    clock.go(5)
    #expect(abs(try #require(meter.reading.remaining) - 19) < 1e-9)
    clock.go(5)
    meter.finished(1, ofPoint: 0, events: 500, since: begin)
    // Small blocks are five times slower than their work says: what they took replaces it.
    let small = meter.begin()
    clock.go(0.4)
    meter.finished(8, ofPoint: 1, events: 8, since: small)
    #expect(abs(try #require(meter.reading.remaining) - (10 + 392 * 0.05)) < 1e-9)
  }

  /// Several workers share what is left; blocks that are not run, and writing, count.
  @Test func workersAndWriting() throws {
    let clock = Clock()
    let meter = ProgressMeter(clock: { clock.now })
    meter.expect([(blocks: 8, work: 1), (blocks: 8, work: 1)], threads: 4)
    let begins = (0..<4).map { _ in meter.begin() }
    clock.go(2)
    for begin in begins { meter.finished(1, ofPoint: 0, events: 1, since: begin) }
    #expect(abs(try #require(meter.reading.remaining) - 12 * 2 / 4) < 1e-9)
    meter.skip(4, ofPoint: 0)
    #expect(abs(try #require(meter.reading.remaining) - 8 * 2 / 4) < 1e-9)
    let written = meter.now
    clock.go(3)
    meter.wrote(point: 0, since: written)
    // Blocks of the second point, and its files.
    #expect(abs(try #require(meter.reading.remaining) - (16 + 3) / 4) < 1e-9)
    for _ in 0..<8 {
      let begin = meter.begin()
      meter.finished(1, ofPoint: 1, events: 1, since: begin)
    }
    #expect(meter.reading.isFinishing)
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
