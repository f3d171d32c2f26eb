import ClusterModel
import Foundation
import Testing

/// The printed values of the reference point (docs/physics.md, section 13), by estimate.
private let table: [ModelName: [String: Double]] = [
  .heisenberg: [
    "meanN": 10.447792, "varianceN": 25.399506, "meanM": 0.068592, "noiseN": 112.232827, "tauN": 2.209351,
    "tauJ": 4.484534,
  ],
  .su2: [
    "meanN": 10.889482, "varianceN": 26.055580, "meanM": 0.054736, "noiseN": 117.719844, "tauN": 2.259014,
    "tauJ": 4.437885,
  ],
  .ising: [
    "meanN": 5.939577, "varianceN": 18.289766, "meanM": 2.969789, "noiseN": 78.066374, "tauN": 2.134154,
    "tauJ": 4.556951,
  ],
  .polarized: ["meanN": 10.372217, "varianceN": 25.705973, "noiseN": 113.057391, "tauN": 2.199049],
  .polarizedIsing: ["meanN": 5.627208, "varianceN": 19.440910, "noiseN": 83.569186, "tauN": 2.149313],
]

/// z of a run at the reference point against the printed values.
private func agreement(_ outcome: Campaign.Outcome, _ model: ModelName) -> Agreement {
  var result = Agreement()
  for (name, exact) in (table[model] ?? [:]).sorted(by: { $0.key < $1.key }) {
    guard let estimate = outcome.estimate(name), let error = estimate.standardError else { continue }
    result.add("\(model.rawValue) \(name)", estimate.value, error, exact: exact)
  }
  return result
}

@Suite("Runs at the reference point against exact numbers", .enabled(if: isSlow))
struct ReferenceTableTests {
  /// Family level 1e-3 for the largest |z|; the rms of 8 × 26 values (of about 8 × 5 × 3 independent ones) is within
  /// 0.8…1.2, three of its standard deviations. Errors as small as a user is promised.
  @Test("64 trajectories of 1500 t_f, eight seeds")
  func values() throws {
    var all = Agreement()
    for system in SystemCase.reference {
      for seed in 0..<8 {
        let outcome = try system.campaign(
          trajectories: 64, duration: 1500, seed: UInt64(1000 * (all.values.count + 1) + seed)
        ).run()
        let found = agreement(outcome, system.model)
        #expect(found.values.count == table[system.model]?.count, "\(system.name): an estimate is missing")
        all.add(found)
        for (name, limit) in [
          ("meanN", 0.01), ("meanM", 0.01), ("varianceN", 0.02), ("noiseN", 0.03), ("tauN", 0.03), ("tauJ", 0.03),
        ] {
          guard let estimate = outcome.estimate(name), let error = estimate.standardError else { continue }
          // ⟨m⟩ of ising is half of ⟨N⟩ plus the sign of the spin.
          if system.model == .ising && name == "meanM" { continue }
          #expect(error < limit * estimate.value, "\(system.name) \(name): \(estimate)")
        }
      }
    }
    print(
      "reference: \(all.values.count) values, rms z \(all.rms), mean \(all.mean), largest \(String(describing: all.largest))"
    )
    for name in ["meanN", "varianceN", "meanM", "noiseN", "tauN", "tauJ"] {
      let part = all.subset(" " + name)
      print("  \(name): \(part.values.count) values, rms z \(part.rms), mean z \(part.mean)")
    }
    let largest = try #require(all.largest)
    #expect(abs(largest.z) < all.bound(family: 1e-3), "\(largest)")
    #expect(all.rms > 0.8 && all.rms < 1.2)
  }

  /// A rate that is wrong by 2 % must be seen by the same check with the same statistics.
  @Test(
    "notice a rate that is wrong by 2 %",
    arguments: [
      (ModelName.heisenberg, "A"), (.heisenberg, "Γ̄"), (.heisenberg, "τs"), (.su2, "A"), (.su2, "Γ̄"), (.su2, "τs"),
      (.ising, "A"), (.ising, "τs"), (.polarized, "A"), (.polarized, "τs"), (.polarizedIsing, "τs"),
    ])
  func power(model: ModelName, wrong: String) throws {
    var p = Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10)
    switch wrong {
    case "A": p.injectionRate *= 1.02
    case "Γ̄": p.gamma *= 1.02
    default: p.spinFlipTime = 10.2
    }
    var all = Agreement()
    for seed in 0..<4 {
      let campaign = Campaign(
        model: model, parameters: p, trajectories: 64, duration: 1500, seed: UInt64(77_000 + seed))
      all.add(agreement(try campaign.run(), model))
    }
    let largest = try #require(all.largest)
    #expect(abs(largest.z) > all.bound(family: 1e-3) || all.rms > 1.2, "not seen: \(largest), rms \(all.rms)")
  }
}
