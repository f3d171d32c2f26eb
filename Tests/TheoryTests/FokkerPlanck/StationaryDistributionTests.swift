import ClusterModel
import Foundation
import Testing
import Theory

@Suite struct StationaryDistributionTests {
  static let quantum: [ModelName] = [.heisenberg, .su2, .polarized]
  static let classical: [ModelName] = [.ising, .polarizedIsing]

  @Test(arguments: quantum) func spinRelaxationLimitIsEquation8(_ model: ModelName) throws {
    let law = try #require(StationaryDistribution(aluminium(A: 200, gammaTriplet: 0), model: model))
    let N0 = (200.0 * 10 / 2).squareRoot()
    #expect(relativeError(law.mean, 2 / Double.pi.squareRoot() * N0) < 1e-14)
    #expect(relativeError(law.secondMoment, 1.5 * N0 * N0) < 1e-14)
    #expect(relativeError(law.mode, N0) < 1e-14)
  }

  @Test(arguments: quantum) func tripletLimitIsEquation9(_ model: ModelName) throws {
    let law = try #require(StationaryDistribution(aluminium(A: 200, V: 3, spinFlipTime: nil), model: model))
    let N0 = cbrt(200.0 * 9 / 1.8e-3)
    let gamma = tgamma(1.0 / 3)
    #expect(relativeError(law.mean, gamma / cbrt(18) * N0) < 1e-13)
    #expect(relativeError(law.secondMoment, pow(2, 4.0 / 3) * .pi / (pow(3, 5.0 / 6) * gamma) * N0 * N0) < 1e-13)
    #expect(relativeError(law.mode, N0) < 1e-13)
  }

  @Test(arguments: classical) func classicalLimitsAreEquationsS13AndS14(_ model: ModelName) throws {
    let relaxation = try #require(StationaryDistribution(aluminium(A: 200, V: 2, gammaTriplet: 0), model: model))
    #expect(relativeError(relaxation.mean, (200 * 2 * 10 / (2 * Double.pi)).squareRoot()) < 1e-14)
    let triplet = try #require(StationaryDistribution(aluminium(A: 200, V: 2, spinFlipTime: nil), model: model))
    let expected = cbrt(6) * Double.pi.squareRoot() / tgamma(1.0 / 6) * cbrt(200 * 4 / 1.8e-3)
    #expect(relativeError(triplet.mean, expected) < 1e-13)
  }

  /// The quadrature meets the closed forms where one process is made weak, and trapping adds to the flips.
  @Test func crossoverJoinsItsLimits() throws {
    let pure = try #require(StationaryDistribution(aluminium(A: 200, gammaTriplet: 0), model: .heisenberg))
    let weak = try #require(StationaryDistribution(aluminium(A: 200, gammaTriplet: 1e-16), model: .heisenberg))
    #expect(relativeError(weak.mean, pure.mean) < 1e-12)
    #expect(relativeError(weak.variance, pure.variance) < 1e-12)
    var trapped = aluminium(A: 200, gammaTriplet: 0, spinFlipTime: 20)
    trapped.trappingTime = 10
    let both = try #require(StationaryDistribution(trapped, model: .heisenberg))
    #expect(relativeError(both.mean, pure.mean) < 1e-14)
    #expect(relativeError(both.density(30), pure.density(30)) < 1e-13)
  }

  @Test(arguments: [20.0, 2e4, 2e8]) func densityIsNormalised(_ A: Double) throws {
    for model in [ModelName.heisenberg, .ising] {
      let law = try #require(StationaryDistribution(aluminium(A: A), model: model))
      let steps = 4000
      let h = law.upperLimit / Double(steps)
      // Simpson's rule.
      var sum = 0.0
      for i in 0...steps {
        sum += law.density(Double(i) * h) * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2)
      }
      #expect(abs(sum * h / 3 - 1) < 1e-9, "\(model), A = \(A)")
      #expect(law.density(-1) == 0)
    }
  }

  @Test(arguments: [1e-3, 20, 2000, 2e9]) func integerProbabilitiesSumToOne(_ A: Double) throws {
    for model in ModelName.allCases {
      let law = try #require(StationaryDistribution(aluminium(A: A, gammaTriplet: 0), model: model))
      let probabilities = law.integerProbabilities()
      #expect(abs(probabilities.reduce(0, +) - 1) < 1e-12, "\(model), A = \(A)")
      #expect(probabilities.allSatisfy { $0 >= 0 })
      if A >= 20 { #expect((probabilities.last ?? 1) < 1e-15) }
      if A >= 2000 {
        let mean = probabilities.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
        #expect(relativeError(mean, law.mean) < (law.power == 2 ? 1e-5 : 0.02), "\(model), A = \(A)")
      }
    }
  }

  /// Classical spins: N = 0 is one state of T = N − 2m, each other N two.
  @Test(arguments: [20, 2000, 2e9]) func countedProbabilities(_ A: Double) throws {
    for model in ModelName.allCases {
      let law = try #require(StationaryDistribution(aluminium(A: A), model: model))
      let (counted, drawn) = (law.countedProbabilities(), law.integerProbabilities())
      #expect(abs(counted.reduce(0, +) - 1) < 1e-12, "\(model), A = \(A)")
      #expect(relativeError(counted[3] / counted[1], drawn[3] / drawn[1]) < 1e-12, "\(model), A = \(A)")
      let share = law.power == 2 ? 1 : 0.5
      #expect(abs(counted[0] / counted[1] - share * drawn[0] / drawn[1]) < 1e-12, "\(model), A = \(A)")
      // Nearer to the mean of the continuous law than without it: the trapezoidal rule.
      if law.power == 0 && A == 2000 {
        let mean = counted.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
        #expect(relativeError(mean, law.mean) < 1e-4)
      }
    }
  }

  @Test func tinyClustersSitOnTheLowestState() throws {
    let quantum = try #require(StationaryDistribution(aluminium(A: 1e-8), model: .su2))
    #expect(quantum.integerProbabilities()[1] == 1)
    let classical = try #require(StationaryDistribution(aluminium(A: 1e-8), model: .ising))
    #expect(classical.integerProbabilities()[0] == 1 && classical.countedProbabilities()[0] == 1)
  }

  @Test func withoutInjectionOrLossThereIsNone() {
    #expect(StationaryDistribution(aluminium(A: 0), model: .heisenberg) == nil)
    #expect(StationaryDistribution(aluminium(A: 1, gammaTriplet: 0, spinFlipTime: nil), model: .ising) == nil)
  }
}
