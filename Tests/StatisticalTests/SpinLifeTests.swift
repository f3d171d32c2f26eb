import ClusterModel
import Foundation
import TestSupport
import Testing

/// Without Γ̄t the spin vector of `su2` decays as exp(−2t/τs) exactly, whatever A, V and Γ̄ are: τ_J = 5 s at τs = 10 s.
///
/// Everything below was fixed before the first of these seeds was run: systems, seeds, statistics, bounds.
///
/// - **Runs.** Four systems from polarised to unpolarised, `runs` seeds each, 64 trajectories of 1000 t_f, all else by
///   default. Seeds are 8 314 159 000 + 100·system + run (the check that must fail: 8 314 160 000 + …).
/// - **Mean.** t = (mean over runs − exact)/(scatter between runs/√runs), Student's with runs − 1 degrees of freedom: the
///   runs are independent, and each value, an average over 64 trajectories of 200 correlation times, is close to normal.
///   No error bar of the program enters. The integral of `tauJ` ends at 8 to 8.5 τ_J by definition, so up to e⁻⁸ of it is
///   missing; any value from 5(1 − e⁻⁸) s to 5 s counts as exact. The fit has no such tail.
/// - **Error bars.** F = (variance between runs)/(mean of the squared error bars). The numerator has runs − 1 degrees of
///   freedom, each error bar 63 (64 trajectories), so F has the law of Fisher with (runs − 1, 63 runs) if the error bars
///   are right; a single trajectory need not be normal for that, since only the denominator would notice, which has so
///   many degrees of freedom that it hardly counts. Both tails are checked. The systems together, whose degrees of
///   freedom add up, make a sharper check.
/// - **Level.** A right program fails with probability 1e-3 at most: two estimates of four systems with two checks, and
///   two common ones, are 18, each at 1e-3/18 (Bonferroni, so correlated ones are allowed).
@Suite("Life of the spin of su2 without Γ̄t", .enabled(if: isSlow))
struct SpinLifeTests {
  static let runs = 24
  static let level = 1e-3 / 18
  static let estimates = ["tauJ", "tauJFit"]
  static let systems: [(A: Double, V: Double)] = [(20, 1), (1, 30), (0.02, 500), (9e-4, 4000)]

  @Test("is τs/2, with honest error bars")
  func life() throws {
    var pooled: [String: (between: Double, within: Double)] = [:]
    for number in SpinLifeTests.systems.indices {
      let found = try SpinLifeTests.samples(system: number, spinFlipTime: 10, firstSeed: 8_314_159_000)
      for name in SpinLifeTests.estimates {
        let sample = try #require(found[name])
        sample.describe(name, number)
        #expect(sample.chanceOfMean(name) > SpinLifeTests.level, "\(name), system \(number): mean \(sample.mean)")
        #expect(sample.chanceOfErrors > SpinLifeTests.level, "\(name), system \(number): F = \(sample.ratio)")
        pooled[name, default: (0, 0)].between += sample.ratio
        pooled[name, default: (0, 0)].within += 1
      }
    }
    // In units of each system's own error bars.
    for name in SpinLifeTests.estimates {
      let sum = try #require(pooled[name])
      let count = SpinLifeTests.systems.count
      let chance = Significance.fisherTwoSided(
        sum.between / sum.within, degrees: count * (SpinLifeTests.runs - 1), count * 63 * SpinLifeTests.runs)
      print("\(name), all systems: F = \(sum.between / sum.within), probability \(chance)")
      #expect(chance > SpinLifeTests.level, "\(name): F = \(sum.between / sum.within)")
    }
  }

  /// The same check, with as many runs, of flips that are 2 % too slow.
  @Test("notices flips that are wrong by 2 %", arguments: systems.indices)
  func power(_ number: Int) throws {
    let found = try SpinLifeTests.samples(system: number, spinFlipTime: 10.2, firstSeed: 8_314_160_000)
    for name in SpinLifeTests.estimates {
      let sample = try #require(found[name])
      sample.describe(name + " at 1.02 τs", number)
      #expect(sample.chanceOfMean(name) < SpinLifeTests.level, "\(name): 2 % not seen, mean \(sample.mean)")
    }
  }

  /// What several runs of one system give for one estimate, in s.
  struct Sample {
    var values: [Double] = []
    var errors: [Double] = []

    var mean: Double { values.reduce(0, +) / Double(values.count) }
    var variance: Double { values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1) }
    var error: Double { (variance / Double(values.count)).squareRoot() }
    /// Variance between runs over what the error bars say of it.
    var ratio: Double { variance / (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)) }

    /// How likely a mean at least as far from the exact value is, by chance.
    func chanceOfMean(_ name: String) -> Double {
      let missing: Double = name == "tauJ" ? exp(-8.0) : 0
      let exact = 5 * (1 - missing)...5
      let distance = max(mean - exact.upperBound, exact.lowerBound - mean, 0)
      return Significance.student(beyond: distance / error, degrees: values.count - 1)
    }

    var chanceOfErrors: Double {
      Significance.fisherTwoSided(ratio, degrees: values.count - 1, 63 * values.count)
    }

    func describe(_ name: String, _ number: Int) {
      let (A, V) = SpinLifeTests.systems[number]
      print(
        "A = \(A), V = \(V), \(name): \(mean) ± \(error) s of \(values.count) runs, probability "
          + "\(chanceOfMean(name)); F = \(ratio), probability \(chanceOfErrors)")
    }
  }

  private static func samples(
    system: Int, spinFlipTime: Double, firstSeed: UInt64
  ) throws -> [String: Sample] {
    var found: [String: Sample] = [:]
    for run in 0..<runs {
      let outcome = try Campaign(
        model: .su2,
        parameters: Parameters(
          injectionRate: systems[system].A, volume: systems[system].V, gamma: 18, gammaTriplet: 0,
          spinFlipTime: spinFlipTime),
        trajectories: 64, duration: 1000, seed: firstSeed + UInt64(100 * system + run)
      ).run()
      for name in estimates {
        let estimate = try #require(outcome.estimate(name))
        found[name, default: Sample()].values.append(estimate.value)
        found[name, default: Sample()].errors.append(try #require(estimate.standardError))
      }
    }
    return found
  }
}

/// The tails that the bounds come from, against printed tables.
@Suite struct SignificanceTests {
  @Test func tails() {
    func close(_ a: Double, _ b: Double) -> Bool { abs(a / b - 1) < 2e-3 }
    // Abramowitz and Stegun, tables 26.9 and 26.10: two-sided t, upper F.
    #expect(close(Significance.student(beyond: 2.069, degrees: 23), 0.05))
    #expect(close(Significance.student(beyond: 3.767, degrees: 23), 0.001))
    #expect(close(Significance.student(beyond: 63.657, degrees: 1), 0.01))
    #expect(close(Significance.fisher(above: 2.776, degrees: 4, 24), 0.05))
    #expect(close(Significance.fisher(above: 14.55, degrees: 10, 4), 0.01))
    // F of one degree of freedom is t².
    for t in [0.3, 1.7, 4.9] {
      #expect(
        abs(Significance.fisher(above: t * t, degrees: 1, 23) / Significance.student(beyond: t, degrees: 23) - 1)
          < 1e-12)
    }
    // Each tail of a ratio is the other one of its inverse, and many degrees of freedom below leave χ².
    #expect(
      abs(Significance.fisher(above: 1.4, degrees: 7, 9) + Significance.fisher(above: 1 / 1.4, degrees: 9, 7) - 1)
        < 1e-12)
    #expect(
      close(Significance.fisher(above: 2, degrees: 23, 100_000_000), Significance.chiSquare(above: 46, degrees: 23)))
  }
}
