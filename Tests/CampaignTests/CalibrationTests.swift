import Testing

import Campaign

/// What `plan` makes of short trial runs.
@Suite struct CalibrationTests {
  private typealias Sample = Calibration.Sample

  private func close(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool { abs(a - b) <= tolerance * abs(b) }

  /// Tables of 0.3 s and events of 20 ns, from times of runs that are all but tables.
  @Test func tablesAreNotCountedForEachEvent() throws {
    let samples = [1e4, 4e5, 1.6e6].map { Sample(seconds: 0.3 + 2e-8 * $0, events: $0) }
    let found = try #require(Calibration.measure(samples, isWhole: false, eventRate: 5))
    #expect(close(found.secondsPerGroup, 0.3) && close(found.secondsPerEvent, 2e-8) && found.eventRate == 5)
  }

  /// Tables that still grow in the first runs: the last two tell.
  @Test func theLongestRunsTell() throws {
    let samples = [
      Sample(seconds: 0.1, events: 1e4), Sample(seconds: 0.308, events: 4e5), Sample(seconds: 0.332, events: 1.6e6),
    ]
    let found = try #require(Calibration.measure(samples, isWhole: false, eventRate: 1))
    #expect(close(found.secondsPerGroup, 0.3) && close(found.secondsPerEvent, 2e-8))
  }

  /// A trial as long as the run is what the run takes; one that took no longer than a shorter one says nothing of events alone.
  @Test func whole() throws {
    let samples = [Sample(seconds: 0.3, events: 1e4), Sample(seconds: 0.5, events: 1e6)]
    let whole = try #require(Calibration.measure(samples, isWhole: true, eventRate: 1))
    #expect(whole.secondsPerGroup == 0 && close(whole.secondsPerEvent, 5e-7))
    let odd = try #require(Calibration.measure(samples.reversed(), isWhole: false, eventRate: 1))
    #expect(close(odd.secondsPerEvent, 3e-5) && odd.secondsPerGroup == 0)
    #expect(Calibration.measure([Sample(seconds: 1, events: 0)], isWhole: true, eventRate: 0) == nil)
  }

  /// Every group of eight has its tables, and every event its time; the longest job is one of as many as there are.
  @Test func expectation() throws {
    let plan = try plan(["trajectories": "64", "timeUnit": #""tf""#, "duration": "100"])
    let point = plan.points[0]
    let measure = Calibration.Measure(eventRate: 1000, secondsPerGroup: 0.5, secondsPerEvent: 1e-8)
    let calibration = Calibration(plan, threads: 2, measures: [0: measure], trajectories: 8)
    let found = calibration.expectation(0, in: plan)
    let events = 1000 * (point.duration + point.burnIn) * 64
    #expect(close(found.events, events))
    #expect(close(found.seconds, 8 * 0.5 + 1e-8 * events))
    #expect(close(found.job, found.seconds / 8))
  }

  /// Points in between are like the nearest one, scaled by what mean field expects.
  @Test func nearest() throws {
    let plan = try plan(["sweep": #"{"injectionRate": [10, 20, 1000]}"#, "trajectories": "16"])
    let (slow, fast) = (
      Calibration.Measure(eventRate: 30, secondsPerGroup: 0, secondsPerEvent: 1e-8),
      Calibration.Measure(eventRate: 2000, secondsPerGroup: 0, secondsPerEvent: 3e-8)
    )
    let calibration = Calibration(plan, threads: 1, measures: [0: slow, 2: fast], trajectories: 8)
    let (first, second) = (calibration.expectation(0, in: plan), calibration.expectation(1, in: plan))
    let ratio = plan.points[1].expectedEvents / plan.points[0].expectedEvents
    #expect(close(second.events / first.events, ratio) && close(second.seconds / first.seconds, ratio))
    #expect(close(calibration.expectation(2, in: plan).seconds / calibration.expectation(2, in: plan).events, 3e-8))
  }

  /// Trials give the number of events of the run.
  @Test func events() throws {
    let changes = ["trajectories": "8", "timeUnit": #""tf""#, "trace": #"{"trajectories": 0}"#]
    for (duration, burnIn, tolerance) in [("3", "0", 1e-9), ("2000", "20", 0.1)] {
      let plan = try plan(changes.merging(["duration": duration, "burnIn": burnIn]) { $1 })
      let blocks = try CampaignRun.simulate(plan.points[0], blocks: 0..<plan.points[0].blockCount)
      let events = blocks.reduce(0) { $0 + $1.events.reduce(0, +) + $1.burnInEvents }
      let found = try Calibration(plan, threads: 1).expectation(0, in: plan)
      #expect(close(found.events, Double(events), tolerance), "\(duration) t_f")
      #expect(found.seconds > 0 && found.job <= found.seconds)
    }
  }

  /// An almost empty volume: burn-in far longer than the run, and one that is left over flips as long as that. Trials are short
  /// nevertheless, and find the mean number of flips: half the time there is one.
  @Test func almostEmpty() throws {
    let parameters = #"{"injectionRate": 20, "volume": 1e-12, "spinFlipTime": 1}"#
    let plan = try plan([
      "model": #""ising""#, "parameters": parameters, "trajectories": "4", "duration": "100", "timeUnit": #""s""#,
      "burnIn": "1e12", "initialState": #"{"N": 1, "m": 0}"#, "trace": #"{"trajectories": 0}"#,
    ])
    let found = try Calibration(plan, threads: 1).expectation(0, in: plan)
    #expect(close(found.events, 4e12, 0.05))
  }

  /// What is not negligible beside the simulation is said apart.
  @Test func exactSolutions() throws {
    func text(_ exact: String, _ more: [String: String] = [:]) throws -> String {
      let plan = try plan(
        [
          "model": #""heisenberg""#, "parameters": #"{"injectionRate": 8000, "volume": 1, "gammaTriplet": 0}"#,
          "exact": "\"\(exact)\"", "duration": "1",
        ].merging(more) { $1 })
      let measure = Calibration.Measure(eventRate: 1000, secondsPerGroup: 0, secondsPerEvent: 1e-8)
      return PlanTable(
        plan, threads: 2, calibration: Calibration(plan, threads: 2, measures: [0: measure], trajectories: 4)
      ).text
    }
    #expect(try text("always").contains(" for exact solutions, "))
    #expect(try !text("never").contains("exact"))
    // Beyond what is solved without being asked.
    #expect(try !text("auto").contains("exact"))
  }
}
