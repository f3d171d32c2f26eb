import ClusterModel
import Foundation
import Testing
import Theory

@Suite struct FokkerPlanckOperatorTests {
  /// The paper's 0.5 and 0.6 and their classical counterparts, to the digits known, with the triplet limit's time
  /// (AΓ̄t²/V)^(−1/3); the paper prints (AΓ̄t/V)^(−1/3), which is not a time.
  @Test(arguments: [
    (ModelName.heisenberg, 0.48202, 0.55999), (.su2, 0.48202, 0.55999), (.polarized, 0.48202, 0.55999),
    (.ising, 0.46241, 0.709735), (.polarizedIsing, 0.46241, 0.709735),
  ])
  func zeroFrequencyNoiseInTheLimits(_ model: ModelName, _ relaxation: Double, _ triplet: Double) throws {
    let flips = try #require(try FokkerPlanckOperator(aluminium(A: 300, V: 2, gammaTriplet: 0), model: model))
    #expect(abs(flips.zeroFrequencyNoise / flips.law.variance / 10 - relaxation) < 5.5e-6)
    #expect(relativeError(flips.number.noise(0), flips.zeroFrequencyNoise) < 1e-10)
    let pairs = try #require(try FokkerPlanckOperator(aluminium(A: 300, V: 2, spinFlipTime: nil), model: model))
    let time = 1 / cbrt(300 * 1.8e-3 * 1.8e-3 / 2)
    #expect(abs(pairs.zeroFrequencyNoise / pairs.law.variance / time - triplet) < 5.5e-6)
    #expect(relativeError(pairs.number.noise(0), pairs.zeroFrequencyNoise) < 1e-10)
  }

  @Test(arguments: [1.0, 1e4, 1e8]) func spectrumAgreesWithQuadratureBetweenTheLimits(_ A: Double) throws {
    for model in [ModelName.heisenberg, .ising] {
      let op = try #require(try FokkerPlanckOperator(aluminium(A: A), model: model))
      #expect(relativeError(op.number.noise(0), op.zeroFrequencyNoise) < 1e-9, "\(model), A = \(A)")
      #expect(relativeError(op.number.variance, op.law.variance) < 1e-12)
      // C_N starts with slope −D.
      let slope = zip(op.number.rates, op.number.weights).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(relativeError(slope, A / 2) < 1e-9, "\(model), A = \(A)")
      let coarse = try #require(try FokkerPlanckOperator(aluminium(A: A), model: model, degree: 30))
      #expect(relativeError(op.number.slowestTime, coarse.number.slowestTime) < 1e-9)
      let t = op.number.slowestTime
      #expect(relativeError(op.number.autocovariance(t), coarse.number.autocovariance(t)) < 1e-8)
    }
  }

  /// In the spin-relaxation limit N is the radius of a three-dimensional Ornstein-Uhlenbeck vector of rate 2/τs: the spin
  /// decays as exp(−2t/τs), N² as exp(−4t/τs), which is the slowest even mode.
  @Test func spinIsAnOrnsteinUhlenbeckVector() throws {
    let op = try #require(try FokkerPlanckOperator(aluminium(A: 300, gammaTriplet: 0), model: .heisenberg))
    let spin = op.spin
    #expect(relativeError(spin.slowestTime, 5) < 1e-10)
    #expect(relativeError(spin.autocovariance(3), op.law.secondMoment / 4 * exp(-0.6)) < 1e-10)
    #expect(relativeError(op.number.slowestTime, 2.5) < 1e-10)
    // Classical: one component of it, which passes through 0.
    let classical = try #require(try FokkerPlanckOperator(aluminium(A: 300, gammaTriplet: 0), model: .ising))
    #expect(relativeError(classical.spin.slowestTime, 5) < 1e-10)
    #expect(relativeError(classical.spin.correlationTime, 5) < 1e-10)
    #expect(relativeError(classical.spin.variance, classical.law.secondMoment / 4) < 1e-10)
  }
}
