import ClusterModel
import Foundation
import Testing
import Theory

@Suite struct EdgeCaseTests {
  static let spinful: [ModelName] = [.heisenberg, .ising, .su2]

  @Test(arguments: ModelName.allCases) func withoutStationaryStateItSaysWhy(_ model: ModelName) {
    #expect { try MasterEquation(aluminium(A: 0), model: model) } throws: { error in
      if case MasterEquationError.nothingInjected = error { true } else { false }
    }
    let endless = aluminium(A: 3, gammaTriplet: 0, spinFlipTime: nil)
    #expect { try MasterEquation(endless, model: model) } throws: { error in
      if case MasterEquationError.unlimited = error { true } else { false }
    }
  }

  /// Flips limit the number of spins only by way of singlet annihilation.
  @Test(arguments: spinful) func flipsWithoutSingletAnnihilationDoNotLimit(_ model: ModelName) {
    var p = aluminium(A: 3, gammaTriplet: 0)
    p.gamma = 0
    #expect { try MasterEquation(p, model: model) } throws: { error in
      if case MasterEquationError.unlimited = error { true } else { false }
    }
  }

  /// Traps alone: N is Poisson, C_N(t) = ⟨N⟩ exp(−t/τ).
  @Test(arguments: spinful) func trapsAloneGiveAPoissonLaw(_ model: ModelName) throws {
    let p = Parameters(
      injectionRate: 5, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: 4, trappingTime: 1.5)
    let exact = try MasterEquation(p, model: model)
    var expected = exp(-7.5)
    for (i, probability) in exact.distributionOfN.enumerated() where exact.rangeOfN.lowerBound == 0 {
      if i > 0 { expected *= 7.5 / Double(i) }
      #expect(abs(probability - expected) < 1e-13, "\(model), N = \(i)")
    }
    let correlation = try exact.numberCorrelation()
    #expect(relativeError(correlation.autocovariance(2), 7.5 * exp(-2 / 1.5)) < 1e-9)
    #expect(relativeError(try exact.numberNoise().noise, 2 * 7.5 * 1.5) < 1e-10)
  }

  /// Without singlet annihilation N does not know of the spin: one law for every model.
  @Test func spinIndependentAnnihilationGivesOneLaw() throws {
    let p = Parameters(injectionRate: 40, volume: 1, gamma: 0, gammaTriplet: 0.5, spinFlipTime: 2)
    let solutions = try Self.spinful.map { try MasterEquation(p, model: $0) }
    for exact in solutions {
      #expect(relativeError(exact.moments.meanN, solutions[0].moments.meanN) < 1e-12)
      #expect(relativeError(exact.moments.varianceN, solutions[0].moments.varianceN) < 1e-11)
    }
    // Classical spins are then independent: ⟨m⟩ = ⟨N⟩/2.
    #expect(relativeError(solutions[1].moments.meanM, solutions[1].moments.meanN / 2) < 1e-12)
  }

  @Test(arguments: [1e-9, 1e-4]) func tinyVolumes(_ V: Double) throws {
    for model in ModelName.allCases {
      for gammaTriplet in [0, 1.8e-3] {
        let exact = try MasterEquation(aluminium(A: 1e5, V: V, gammaTriplet: gammaTriplet), model: model)
        let moments = exact.moments
        #expect(moments.meanN.isFinite && moments.meanN > 0 && moments.varianceN > 0, "\(model), V = \(V)")
        #expect(try exact.numberNoise().noise > 0)
      }
    }
  }

  @Test(arguments: spinful) func hugeSystemsAreRefusedAtOnce(_ model: ModelName) {
    for p in [aluminium(A: 1.8e15, V: 1e-3), aluminium(A: 1e4, V: 1e6)] {
      #expect { try MasterEquation(p, model: model) } throws: { error in
        guard case MasterEquationError.tooLarge(let size, let limits) = error else { return false }
        return size.states > 1_000_000 && size.bytes > limits.bytes
      }
    }
  }

  @Test func limitsAreKept() {
    let limits = MasterEquationLimits(bytes: 1e4, operations: 1e12)
    #expect(throws: MasterEquationError.self) { try MasterEquation(aluminium(A: 20), model: .su2, limits: limits) }
  }

  @Test(arguments: ModelName.allCases) func estimatedSizeIsNearTheFinalOne(_ model: ModelName) throws {
    let estimate = try MasterEquation.estimatedSize(aluminium(A: 200), model: model)
    let exact = try MasterEquation(aluminium(A: 200), model: model)
    #expect(Double(estimate.states) < 3 * Double(exact.size.states), "\(model)")
    #expect(Double(exact.size.states) < 3 * Double(estimate.states), "\(model)")
  }

  /// At each 2S the reversed spins stay within a few standard deviations: a cluster of 1000 needs gigabytes, where by N it
  /// would be some ten times as much and a hundred times the operations.
  @Test(arguments: [(ModelName.heisenberg, nil), (.su2, 10), (.ising, nil)] as [(ModelName, Double?)])
  func bandsOfLargeClustersAreNarrow(_ model: ModelName, _ spinFlipTime: Double?) throws {
    let (A, gammaTriplet) = spinFlipTime == nil ? (1.8e6, 1.8e-3) : (2e5, 0)
    let p = aluminium(A: A, gammaTriplet: gammaTriplet, spinFlipTime: spinFlipTime)
    let size = try MasterEquation.estimatedSize(p, model: model)
    #expect(size.bytes < 8e9 && size.operations < 5e11, "\(model): \(size)")
    #expect(size.lowerBandwidth < 600 && size.upperBandwidth < 600, "\(model): \(size)")
  }

  /// A field turns classical spins along it, and without triplets the ratio of flips is a Boltzmann factor.
  @Test func zeemanFieldPolarises() throws {
    var p = aluminium(A: 20)
    var last = 0.0
    for field in [0.0, 0.3, 2, 30] {
      p.zeeman = field
      let moments = try MasterEquation(p, model: .ising).moments
      if field == 0 { #expect(abs(moments.meanS) < 1e-10) } else { #expect(moments.meanS > last) }
      last = moments.meanS
    }
    p.zeeman = 0.7
    let up = try MasterEquation(p, model: .ising)
    p.zeeman = -0.7
    let down = try MasterEquation(p, model: .ising)
    #expect(relativeError(up.moments.meanS, -down.moments.meanS) < 1e-10)
    let (a, b) = (try up.polarizationReversal(), try down.polarizationReversal())
    #expect(relativeError(a.meanTimeFromUp, b.meanTimeFromDown) < 1e-8)
    #expect(a.meanTimeFromUp > a.meanTimeFromDown)
  }

  /// Polarised classical spins: two peaks, one at each end, and equal.
  @Test func classicalSpinsHaveTwoPeaks() throws {
    let exact = try MasterEquation(aluminium(A: 300), model: .ising)
    let (smallest, probabilities) = exact.distributionOfTwiceSpin
    for twice in [1, 10, 40] {
      let pair = (probabilities[twice - smallest], probabilities[-twice - smallest])
      #expect(relativeError(pair.0, pair.1) < 1e-9, "2S = ±\(twice)")
    }
    let reversal = try exact.polarizationReversal()
    #expect(relativeError(reversal.meanTimeFromUp, reversal.meanTimeFromDown) < 1e-9)
    #expect(reversal.meanTimeFromUp > reversal.relaxationTime)
    let wandering = try MasterEquation(aluminium(A: 3), model: .su2)
    #expect(throws: MasterEquationError.self) { try wandering.polarizationReversal() }
  }

  /// (S5) at large N is the Fokker-Planck law.
  @Test func largePolarizedClusterIsTheFokkerPlanckLaw() throws {
    let p = aluminium(A: 2e7, gammaTriplet: 0)
    let exact = try MasterEquation(p, model: .polarized)
    let op = try #require(try FokkerPlanckOperator(p, model: .polarized))
    #expect(relativeError(exact.moments.meanN, op.law.mean) < 1e-4)
    #expect(relativeError(exact.moments.varianceN, op.law.variance) < 1e-3)
    #expect(relativeError(try exact.numberNoise().noise, op.zeroFrequencyNoise) < 1e-3)
  }

  /// Without flips a truncated space can have corners with no way out; they are given one. Singlet and triplet annihilation
  /// balance injection exactly, and the law is the limit of slow flips.
  @Test(arguments: [(ModelName.su2, 40.0, 10.0), (.ising, 30, 10), (.ising, 40, 3)])
  func withoutFlipsNoCornerIsADeadEnd(_ model: ModelName, _ N0: Double, _ gammaTriplet: Double) throws {
    var p = aluminium(A: gammaTriplet * N0 * N0 * N0, gammaTriplet: gammaTriplet, spinFlipTime: nil)
    let exact = try MasterEquation(p, model: model)
    let lost = exact.eventRates.filter { $0.key.contains("Annihilation") }.map { 2 * $0.value }.reduce(0, +)
    #expect(relativeError(lost, p.injectionRate * p.volume) < 1e-10)
    p.spinFlipTime = 1e9
    let slow = try MasterEquation(p, model: model)
    #expect(relativeError(exact.moments.meanN, slow.moments.meanN) < 1e-9)
    #expect(relativeError(exact.moments.varianceM, slow.moments.varianceM) < 1e-9)
  }
}
