import Campaign
import ClusterModel
import Testing

/// What a plan makes of `"algorithm": "tau-leaping"`.
@Suite struct LeapPlanTests {
  private static func changes(_ algorithm: String, _ more: [String: String] = [:]) -> [String: String?] {
    var result: [String: String?] = [
      "model": #""su2""#, "parameters": #"{"injectionRate": 1.8e15, "volume": 1e-3}"#, "timeUnit": #""tf""#,
      "duration": "500", "algorithm": "\"\(algorithm)\"",
    ]
    for (key, value) in more { result[key] = value }
    return result
  }

  @Test func accuracyReachesTheTasks() throws {
    let leaping = try point(LeapPlanTests.changes("tau-leaping", ["accuracy": "0.2"]))
    #expect(leaping.leapAccuracy == 0.2)
    #expect(leaping.task(0, start: .fixed(State(N: 0, m: 0))).leapAccuracy == 0.2)
    let direct = try point(LeapPlanTests.changes("direct"))
    #expect(direct.leapAccuracy == nil)
    #expect(direct.task(0, start: .fixed(State(N: 0, m: 0))).leapAccuracy == nil)
  }

  @Test func samplesOfAHalfPolarisedClusterAreAsFarApartAsItsSpinAllows() throws {
    let leaping = try point(LeapPlanTests.changes("tau-leaping"))
    let direct = try point(LeapPlanTests.changes("direct"))
    // Annihilation is 10⁴ times as fast as t_f and hardly matters, so that leaps need not stop for it.
    #expect(leaping.lags.step > 0.03 * leaping.scales.tf && leaping.lags.step <= leaping.scales.tf / 8)
    #expect(direct.lags.step == leaping.lags.step)
    // A smaller cluster of the same polarisation: annihilation counts for more, and is resolved better.
    let small = try point(
      LeapPlanTests.changes(
        "tau-leaping", ["parameters": #"{"injectionRate": 1.8e5, "volume": 1, "gammaTriplet": 0.18}"#]))
    #expect(abs(small.scales.meanFieldPolarization - leaping.scales.meanFieldPolarization) < 0.05)
    #expect(small.lags.step < 0.02 * small.scales.tf)
    // Given in the config, it is what it is.
    let given = try point(LeapPlanTests.changes("tau-leaping", ["correlation": #"{"step": 0.001}"#]))
    #expect(abs(given.lags.step / given.scales.tf - 0.001) < 1e-9)
  }

  @Test func leapsCostLessThanTheirEventsAndNeverMore() throws {
    let large = try plan(LeapPlanTests.changes("tau-leaping"))
    #expect(large.expectedWork < 1e-3 * large.expectedEvents)
    let fine = try plan(LeapPlanTests.changes("tau-leaping", ["accuracy": "0.02"]))
    #expect(fine.expectedWork > 10 * large.expectedWork)
    let direct = try plan(LeapPlanTests.changes("direct"))
    #expect(direct.expectedWork == direct.expectedEvents)
    #expect(direct.expectedEvents == large.expectedEvents)
    let small = try plan(["algorithm": #""tau-leaping""#])
    #expect(small.expectedWork <= small.expectedEvents)
  }
}
