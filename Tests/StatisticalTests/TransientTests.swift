import ClusterModel
import Foundation
import TestSupport
import Testing

/// z of the ensemble means of a run from the empty cluster at every moment, against the master equation in time.
private func transient(
  _ system: SystemCase, trajectories: Int, moments: Int, seed: UInt64, wrongRate: Double = 1
) throws -> Agreement {
  var simulated = system
  if wrongRate != 1 {
    var p = system.parameters
    p.injectionRate *= wrongRate
    simulated = SystemCase(
      system.name, system.model, A: p.injectionRate, V: p.volume, gamma: p.gamma, gammaTriplet: p.gammaTriplet,
      spinFlipTime: p.spinFlipTime, largestN: system.largestN)
  }
  let outcome = try simulated.campaign(
    trajectories: trajectories, duration: 3, seed: seed,
    more: [#""initialState": "empty", "burnIn": 0, "ensemble": {"times": \#(moments)}"#]
  ).run()
  let table = try #require(outcome.tables["ensemble.csv"])
  let times = table.column("time")
  #expect(times.count == moments)
  let states = try system.exact().equation.states
  var evolution = Evolution(
    states: states, weights: states.map { $0.N == 0 ? 1 : 0 }, withFactors: false
  ) { plainProcesses(system.model, system.parameters, in: $0) }
  var result = Agreement()
  var now = 0.0
  for (place, time) in times.enumerated() {
    if time > now { evolution.advance(time - now) }
    now = time
    var observables: [(String, (State) -> Double)] = [("N", { Double($0.N) })]
    if system.model.hasReversedSpins {
      observables += [
        ("M", { Double($0.m) }), ("S", { Double($0.twiceSpin) / 2 }), ("AbsS", { abs(Double($0.twiceSpin)) / 2 }),
      ]
    }
    for (name, f) in observables {
      let (mean, error) = (table.column("mean" + name)[place], table.column("standardError" + name)[place])
      // The program's own solution, of the rates that were simulated.
      if wrongRate == 1, let own = table.column("exact" + name).dropFirst(place).first {
        #expect(abs(own - evolution.sum(f)) < 1e-5 * (1 + own), "exact\(name) at \(time) s")
      }
      if place == 0 {
        #expect(mean == 0, "\(name) at the start")
      } else {
        result.add("\(system.name) t = \(time) \(name)", mean, error, exact: evolution.sum(f))
      }
    }
  }
  return result
}

@Suite("Ensembles in time against the master equation")
struct TransientTests {
  @Test("polarized from the empty cluster")
  func quick() throws {
    let system = SystemCase("polarized", .polarized, A: 2, largestN: 30)
    let found = try transient(system, trajectories: 400, moments: 7, seed: 11)
    #expect(abs(try #require(found.largest).z) < found.bound(family: 1e-3))
  }

  @Test(
    "from the empty cluster, 4096 trajectories", .enabled(if: isSlow),
    arguments: [
      SystemCase("su2", .su2, A: 5, largestN: 36, reversed: 6),
      SystemCase("heisenberg", .heisenberg, A: 5, largestN: 36, reversed: 6),
      SystemCase("ising", .ising, A: 5, largestN: 32, reversed: 6),
      SystemCase("unpolarised su2", .su2, A: 4e-3, V: 1000, largestN: 46),
      SystemCase("polarized", .polarized, largestN: 60),
      SystemCase("polarized-ising", .polarizedIsing, largestN: 60),
    ])
  func slow(system: SystemCase) throws {
    let found = try transient(system, trajectories: 4096, moments: 13, seed: 12)
    print(
      "\(system.name): \(found.values.count) values, rms z \(found.rms), largest \(String(describing: found.largest))")
    #expect(abs(try #require(found.largest).z) < found.bound(family: 1e-3))
    #expect(found.rms < 2)
  }

  @Test("notice an injection that is wrong by 2 %", .enabled(if: isSlow))
  func power() throws {
    let system = SystemCase("su2", .su2, A: 5, largestN: 36, reversed: 6)
    let found = try transient(system, trajectories: 32_768, moments: 13, seed: 13, wrongRate: 1.02)
    #expect(abs(try #require(found.largest).z) > found.bound(family: 1e-3))
  }

  /// Many short trajectories: what is left of the start after the default burn-in would show at once.
  @Test(
    "default burn-in from every start", .enabled(if: isSlow),
    arguments: [#""stationary""#, #""empty""#, #""meanField""#])
  func starts(state: String) throws {
    var all = Agreement()
    let systems =
      SystemCase.reference + [
        SystemCase("unpolarised, su2", .su2, A: 4e-3, V: 1000, largestN: 46),
        SystemCase("unpolarised, heisenberg", .heisenberg, A: 2e-3, V: 1000, largestN: 36),
        SystemCase("unpolarised, few, su2", .su2, A: 1e-4, V: 1000, largestN: 17),
        SystemCase("few, su2", .su2, A: 0.5, largestN: 20),
        SystemCase("triplet, su2", .su2, A: 500, gammaTriplet: 1, spinFlipTime: nil, largestN: 35, reversed: 12),
      ]
    for (number, system) in systems.enumerated() {
      let outcome = try system.campaign(
        trajectories: 4096, duration: 2, seed: UInt64(5_000_000 + number), more: [#""initialState": \#(state)"#]
      ).run()
      let exact = try system.exact()
      for name in ["meanN", "varianceN", "meanM", "meanS", "meanAbsS", "varianceS"] {
        guard let value = exact.values[name], let estimate = outcome.estimate(name),
          let error = estimate.standardError
        else { continue }
        all.add("\(system.name) \(name)", estimate.value, error, exact: value)
      }
    }
    print("starts \(state): \(all.values.count) values, rms z \(all.rms), largest \(String(describing: all.largest))")
    #expect(abs(try #require(all.largest).z) < all.bound(family: 1e-3 / 3))
    #expect(all.rms < 1.5)
  }
}
