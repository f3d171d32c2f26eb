import ClusterModel
import Foundation
import Testing

/// A system so large that nearly all of its events are leapt over, and its exact estimates: the numbers that
/// `qpspin theory` prints for it (the program's master equation; the dense one of these tests is for small clusters).
private struct LargeSystem: Sendable {
  let name: String
  let campaign: Campaign
  let exact: [String: Double]

  static let triplet = LargeSystem(
    name: "N0 = 300, triplet annihilation, su2",
    campaign: Campaign(
      model: .su2,
      parameters: Parameters(
        injectionRate: 48_600, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: nil),
      trajectories: 64, duration: 20, seed: 5, more: LargeSystem.leaping(0.1, duration: 20)),
    exact: [
      "meanN": 314.32767, "varianceN": 11578.665, "meanM": 5.0856666, "varianceM": 11.410404, "meanS": 152.07817,
      "meanAbsS": 152.07817, "varianceS": 3127.957, "polarization": 0.96764099, "noiseN": 12020.936,
      "noiseJ": 25801.734, "tauN": 0.51909852, "tauJ": 1.4655744, "fluxNoise": 2.0641387e-9,
    ])

  static let heisenberg = LargeSystem(
    name: "N0 = 300, triplet annihilation, heisenberg",
    campaign: Campaign(
      model: .heisenberg,
      parameters: Parameters(
        injectionRate: 48_600, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: nil),
      trajectories: 64, duration: 20, seed: 6, more: LargeSystem.leaping(0.1, duration: 20)),
    exact: [
      "meanN": 311.08463, "varianceN": 11917.603, "meanM": 5.2774776, "varianceM": 14.619641, "meanS": 150.26484,
      "meanAbsS": 150.27296, "varianceS": 3248.7101, "polarization": 0.96612268, "noiseN": 12783.927,
      "noiseJ": 25879.965, "tauN": 0.53634639, "tauJ": 1.5030044, "fluxNoise": 2.0703972e-9,
    ])

  /// On the edge between leaps and exact steps, where going from one to the other must not choose among states.
  static let edge = LargeSystem(
    name: "N0 = 100, spin relaxation, heisenberg",
    campaign: Campaign(
      model: .heisenberg,
      parameters: Parameters(injectionRate: 2000, volume: 1, gamma: 18, gammaTriplet: 0, spinFlipTime: 10),
      trajectories: 64, duration: 20, seed: 7, more: LargeSystem.leaping(0.1, duration: 20)),
    exact: [
      "meanN": 113.21701, "varianceN": 2302.7478, "meanM": 0.62684423, "varianceM": 0.80444291, "meanS": 55.981659,
      "meanAbsS": 55.982225, "varianceS": 590.70788, "polarization": 0.98893668, "noiseN": 11290.212,
      "noiseJ": 12500.575, "tauN": 2.4514652, "tauJ": 5.0342563, "fluxNoise": 1.000046e-9,
    ])

  private static func leaping(_ accuracy: Double, duration: Double) -> [String] {
    [
      #""algorithm": "tau-leaping", "accuracy": \#(accuracy), "exact": "never""#,
      #""correlation": {"step": 0.05, "maximumLag": \#(min(10, duration / 2))}"#,
    ]
  }

  func with(duration: Double, accuracy: Double, seed: UInt64? = nil, injectionRate: Double? = nil) -> Campaign {
    var copy = campaign
    copy.duration = duration
    copy.more = LargeSystem.leaping(accuracy, duration: duration)
    copy.seed = seed ?? copy.seed
    copy.parameters.injectionRate = injectionRate ?? copy.parameters.injectionRate
    return copy
  }

  func agreement(_ outcome: Campaign.Outcome, only names: Set<String>? = nil) throws -> Agreement {
    var result = Agreement()
    for (name, value) in exact.sorted(by: { $0.key < $1.key }) where names?.contains(name) ?? true {
      let estimate = try #require(outcome.estimate(name))
      result.add("\(self.name) \(name)", estimate.value, try #require(estimate.standardError), exact: value)
    }
    return result
  }
}

@Suite("Leaps against exact solutions, short")
struct QuickLeapTests {
  /// Moments only: correlation times need longer runs than a debug build has time for.
  private static let moments: Set<String> = ["meanN", "meanM", "meanS", "meanAbsS", "polarization"]

  @Test("means of a large cluster, family level 1e-3; and they notice an injection that is wrong by 15 %")
  func means() throws {
    let system = LargeSystem.triplet
    let right = try system.with(duration: 8, accuracy: 0.2).run()
    let agreement = try system.agreement(right, only: QuickLeapTests.moments)
    // 64 trajectories: t with 63 degrees of freedom, whose tail the width stands for.
    #expect(abs(try #require(agreement.largest).z) < agreement.bound(family: 1e-3, width: 1.1), "\(agreement.values)")
    // Leaps of hundreds of events each, or it would have taken minutes.
    #expect(right.summary.run.events > 40_000_000)
    #expect(right.summary.algorithm == "tau-leaping" && right.summary.accuracy == 0.2)
    let wrong = try system.with(duration: 8, accuracy: 0.2, injectionRate: 1.15 * 48_600).run()
    let found = try system.agreement(wrong, only: QuickLeapTests.moments)
    #expect(abs(try #require(found.largest).z) > found.bound(family: 1e-3, width: 1.1), "\(found.values)")
  }

  @Test("the same bytes for any number of threads, averages against time included")
  func threads() throws {
    var campaign = LargeSystem.heisenberg.with(duration: 1, accuracy: 0.3)
    campaign.trajectories = 5
    campaign.more += [#""ensemble": {"times": 20}, "burnIn": 0.5, "initialState": {"N": 250, "m": 4}"#]
    let (one, three) = (try campaign.run(threads: 1), try campaign.run(threads: 3))
    #expect(one.summary == three.summary)
    for column in ["meanN", "meanM", "standardErrorN"] {
      #expect(one.tables["ensemble.csv"]?.column(column) == three.tables["ensemble.csv"]?.column(column))
    }
  }
}

/// Slow: `make validate`.
@Suite("Leaps against exact solutions", .enabled(if: isSlow))
struct LeapTests {
  /// Family level 1e-3 for all values together: |z| of the largest of 39, with half a per cent allowed for the bias of leaps.
  @Test("every estimate at the default accuracy")
  func everyEstimate() throws {
    var largest = 0.0
    var count = 0
    for system in [LargeSystem.triplet, .heisenberg, .edge] {
      let outcome = try system.with(duration: 500, accuracy: 0.1).run()
      for (name, value) in system.exact.sorted(by: { $0.key < $1.key }) {
        let estimate = try #require(outcome.estimate(name))
        let beyond = max(0, abs(estimate.value - value) - 0.005 * value)
        let z = beyond / (try #require(estimate.standardError))
        print("\(system.name) \(name): \(100 * (estimate.value / value - 1)) %, z beyond 0.5 %: \(z)")
        largest = max(largest, z)
        count += 1
      }
    }
    #expect(largest < 1.1 * normalQuantile(1 - 1e-3 / (2 * Double(count))))
  }

  /// Leaps of 0.45 leave a bias of several per cent, which a quarter of that length does not.
  @Test("the bias shrinks with the accuracy, and a bias is noticed")
  func bias() throws {
    let system = LargeSystem.heisenberg
    let coarse = try system.agreement(try system.with(duration: 250, accuracy: 0.45).run())
    let fine = try system.agreement(try system.with(duration: 250, accuracy: 0.11).run())
    #expect(abs(try #require(coarse.largest).z) > 8)
    #expect(fine.rms < 0.5 * coarse.rms)
  }
}
