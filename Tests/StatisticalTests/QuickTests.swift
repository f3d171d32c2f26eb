import ClusterModel
import Foundation
import Testing

/// The same comparisons as the slow suites, small enough for every build.
@Suite("Short runs against exact solutions")
struct QuickTests {
  @Test("estimates of small clusters, family level 1e-3")
  func estimates() throws {
    let systems = [
      SystemCase("few, su2", .su2, A: 0.5, largestN: 20, reversed: 4),
      SystemCase("few, heisenberg", .heisenberg, A: 0.5, largestN: 20, reversed: 4),
      SystemCase("few, ising", .ising, A: 0.5, largestN: 18, reversed: 4),
      SystemCase("polarized", .polarized, A: 2, largestN: 30),
      SystemCase("polarized-ising", .polarizedIsing, A: 2, largestN: 28),
    ]
    var all = Agreement()
    for (number, system) in systems.enumerated() {
      let outcome = try system.campaign(trajectories: 32, duration: 150, seed: UInt64(100 + number)).run()
      all.add(try system.exact().agreement(with: outcome, label: system.name))
    }
    // 32 trajectories: t with 31 degrees of freedom, whose tail the width stands for.
    #expect(abs(try #require(all.largest).z) < all.bound(family: 1e-3, width: 1.25))
    #expect(all.rms > 0.5 && all.rms < 1.6)
  }

  @Test("notice an injection that is wrong by 10 %")
  func power() throws {
    let right = SystemCase("right", .polarized, A: 2, largestN: 30)
    let wrong = SystemCase("wrong", .polarized, A: 2.2, largestN: 30)
    let found = try right.exact().agreement(with: try wrong.campaign(trajectories: 32, duration: 150, seed: 3).run())
    #expect(abs(try #require(found.largest).z) > found.bound(family: 1e-3, width: 1.25))
  }

  @Test("spin of su2 without Γ̄t lives τs/2", arguments: [(0.5, 1.0), (1e-3, 1000.0)])
  func spinLife(A: Double, V: Double) throws {
    let outcome = try Campaign(
      model: .su2, parameters: Parameters(injectionRate: A, volume: V, gamma: 18, gammaTriplet: 0, spinFlipTime: 10),
      trajectories: 32, duration: 150, seed: 8
    ).run()
    let estimate = try #require(outcome.estimate("tauJ"))
    #expect(abs(estimate.value - 5) < 4.2 * (try #require(estimate.standardError)))
  }

  @Test("a trajectory of fewer than 50 correlation times is reported, a longer one is not")
  func warnings() throws {
    let system = SystemCase("polarized", .polarized, A: 2, largestN: 30)
    func notes(_ duration: Double) throws -> [String] {
      try system.campaign(trajectories: 32, duration: duration, seed: 4).run().summary.warnings
    }
    // τ_N is about half of t_f.
    #expect(try notes(15).contains { $0.contains("fewer than 50") })
    #expect(try notes(60).isEmpty)
  }

  @Test("the same bytes for any number of threads, other numbers for another seed")
  func determinism() throws {
    let system = SystemCase("su2", .su2, A: 0.5, largestN: 20)
    let campaign = system.campaign(trajectories: 9, duration: 20, seed: 6)
    #expect(try campaign.run(threads: 1).summary == campaign.run(threads: 3).summary)
    #expect(
      try campaign.run().summary.estimates
        != system.campaign(trajectories: 9, duration: 20, seed: 7).run().summary.estimates)
  }
}
