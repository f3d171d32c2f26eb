import ClusterModel
import Foundation
import Testing

extension Agreement {
  /// Mean deviation of an estimate in per cent, with its standard error.
  fileprivate func percent(_ name: String) -> String {
    let part = subset(" " + name)
    if part.values.isEmpty { return "\(name) -" }
    return "\(name) " + String(format: "%.2f ± %.2f", 100 * part.bias.mean, 100 * part.bias.error)
  }
}

@Suite("Runs in every regime against exact solutions", .enabled(if: isSlow))
struct RegimeTests {
  /// 27 systems, nine seeds each, everything by default but the times: 243 independent runs.
  ///
  /// Checked at a family level of 1e-3: the largest |z| of all. At one of 1e-2: rms z and mean z of each of twelve estimates, 24 checks
  /// (Bonferroni, so that correlated estimates are allowed). That allows an rms of 0.853 to 1.186 for 243 values and of 0.847
  /// to 1.193 for 225, errors from 64 trajectories being uncertain themselves.
  @Test("estimates and their errors")
  func estimates() throws {
    let seeds = 9
    var all = Agreement()
    var ratios: [Double] = []
    for (number, system) in SystemCase.regimes.enumerated() {
      let exact = try system.exact()
      #expect(exact.edge < 1e-6, "\(system.name): \(exact.edge) at the edge of the states")
      var own = Agreement()
      for seed in 0..<seeds {
        let outcome = try system.campaign(
          trajectories: 64, duration: 200, seed: UInt64(1_000_000 + 1000 * number + seed)
        ).run()
        own.add(exact.agreement(with: outcome, label: system.name))
        if let ratio = outcome.summary.diagnostics.errorRatioMeanN { ratios.append(ratio) }
      }
      print("\(system.name): rms z \(own.rms), mean \(own.mean), largest \(String(describing: own.largest))")
      print(
        "  bias in %: "
          + ["meanN", "varianceN", "noiseN", "tauN", "tauJ"].map { own.percent($0) }.joined(separator: ", "))
      all.add(own)
    }
    let names = [
      "meanN", "varianceN", "meanM", "varianceM", "meanS", "meanAbsS", "varianceS", "polarization", "noiseN", "tauN",
      "noiseJ", "tauJ",
    ]
    let level = 1e-2 / Double(2 * names.count)
    for name in names {
      let part = all.subset(" " + name)
      let (rms, mean) = (part.chanceOfRms(blocks: 64), part.chanceOfMean(blocks: 64))
      print(
        "\(name): \(part.values.count) values, rms z \(part.rms) (probability \(rms)), mean z \(part.mean) (\(mean))")
      #expect(rms > level, "\(name): rms z \(part.rms)")
      #expect(mean > level, "\(name): mean z \(part.mean)")
    }
    let largest = try #require(all.largest)
    print("largest \(largest) of \(all.values.count)")
    #expect(abs(largest.z) < all.bound(family: 1e-3), "\(largest)")
    // Errors between trajectories against errors within: their ratio is 1 to 9 % for each run.
    let ratio = ratios.reduce(0, +) / Double(ratios.count)
    print("errorRatioMeanN: mean \(ratio)")
    #expect(abs(ratio - 1) < 0.03)
  }

  @Test("notice Γ̄t that is wrong by 2 %")
  func powerTriplet() throws {
    let right = SystemCase("triplet", .su2, A: 500, gammaTriplet: 1, spinFlipTime: nil, largestN: 35, reversed: 12)
    let wrong = SystemCase("triplet", .su2, A: 500, gammaTriplet: 1.02, spinFlipTime: nil, largestN: 35)
    let exact = try right.exact()
    let found = exact.agreement(with: try wrong.campaign(trajectories: 64, duration: 1000, seed: 5).run())
    #expect(abs(try #require(found.largest).z) > found.bound(family: 1e-3))
  }
}
