import ClusterModel
import TestSupport
import Testing

@Suite("The spin vector")
struct SpinVectorTests {
  @Test("factors of every process that can happen", arguments: ModelName.allCases, ParameterCase.all)
  func factors(model: ModelName, parameters: ParameterCase) throws {
    for state in states(of: model) {
      let answer = ModelAnswer(model, parameters.parameters, state)
      let expected = plainProcesses(model, parameters.parameters, in: state)
      for (index, process) in model.processes.enumerated() where answer.rates[index] > 0 {
        let plain = try #require(expected.first { $0.name == process.name })
        let factor = answer.factors[index]
        #expect(abs(factor - plain.factor) < 1e-14, "\(process.name) from \(state): \(factor), not \(plain.factor)")
        #expect(abs(factor) <= 2 && factor.isFinite)
      }
    }
  }

  @Test("su2: the flips that turn only the axis shrink the vector by Σ rate (1 − r)", arguments: ParameterCase.all)
  func axisDecay(parameters: ParameterCase) {
    for state in states(of: .su2) {
      let found = ModelAnswer(.su2, parameters.parameters, state).axisDecayRate
      #expect(found.isFinite && found >= 0, "\(state): \(found)")
      guard state.twiceSpin > 0 else { continue }  // no vector at S = 0
      let onlyAxis = plainProcesses(.su2, parameters.parameters, in: state).filter { $0.next == state }
      #expect(onlyAxis.count == 2)
      // 1 − r is a difference of nearly equal numbers at large S.
      let expected = onlyAxis.reduce(0) { $0 + $1.rate * (1 - $1.factor) }
      let roundings = onlyAxis.reduce(0) { $0 + $1.rate } * 2e-15
      #expect(abs(found - expected) <= roundings, "\(state): \(found), expected \(expected)")
    }
  }

  @Test(
    "only su2 has flips that turn only the axis",
    arguments: [ModelName.heisenberg, .ising, .polarized, .polarizedIsing])
  func noAxisDecay(model: ModelName) {
    for state in states(of: model) {
      #expect(ModelAnswer(model, ParameterCase.all[0].parameters, state).axisDecayRate == 0, "\(state)")
    }
  }

  /// A flip acts as the replacement of one spin by a random one at rate 2/τs a spin, so J of a single
  /// particle decays as exp(−2t/τs), and so does that of any cluster.
  @Test(
    "su2: flips, those of the axis included, occur at 2N/τs and shrink the vector at 2/τs",
    arguments: ParameterCase.all)
  func flips(parameters: ParameterCase) {
    let w = parameters.parameters.spinFlipTime.map { 1 / $0 } ?? 0
    for state in states(of: .su2) where state.twiceSpin > 0 {
      let answer = ModelAnswer(.su2, parameters.parameters, state)
      let onlyAxis = plainProcesses(.su2, parameters.parameters, in: state).filter { $0.next == state }
      let total = answer.total(.su2, "spinFlip") + onlyAxis.reduce(0) { $0 + $1.rate }
      #expect(agree(total, 2 * Double(state.N) * w, 1e-14), "\(state): \(total)")

      var decay = answer.axisDecayRate
      for (index, process) in SU2.processes.enumerated() where process.name.hasPrefix("spinFlip") {
        decay += answer.rates[index] * (1 - answer.factors[index])
      }
      #expect(abs(decay - 2 * w) <= 2e-15 * total, "\(state): \(decay), expected \(2 * w)")
    }
  }

  /// Neither injection nor annihilation of a singlet turns a vector on average: only then is C_J ∝ exp(−2t/τs) exact.
  @Test("su2: injection and singlet annihilation leave the expectation of the vector as it is")
  func conserved() {
    let parameters = Parameters(injectionRate: 3, volume: 1.1, gamma: 2, gammaTriplet: 0, spinFlipTime: nil)
    for state in states(of: .su2) where state.twiceSpin > 0 {
      let answer = ModelAnswer(.su2, parameters, state)
      var decay = answer.axisDecayRate
      for (rate, factor) in zip(answer.rates, answer.factors) where rate > 0 { decay += rate * (1 - factor) }
      let total = answer.rates.reduce(0, +)
      #expect(abs(decay) <= 1e-14 * total, "\(state): \(decay)")
    }
  }

  /// An injected spin is up with ½, S_z = (k+1)/2, or down, S_z = (k−1)/2; then the spin stays maximal with 1/(k+1) only.
  /// cos θ is the mean of S_z along the old axis, given that the spin stays maximal, over the new length (k+1)/2.
  @Test("heisenberg: the injected spin turns the axis as the Clebsch-Gordan coefficients (S1)–(S3) say")
  func clebschGordan() {
    let model = Heisenberg(RateConstants(ParameterCase.all[0].parameters))
    for state in states(of: .heisenberg) {
      let k = Double(state.N - state.m)
      let (up, down) = (0.5, 0.5 / (k + 1))
      let mean = (up * (k + 1) + down * (k - 1)) / 2 / (up + down)
      let found = model.spinFactor(of: 0, N: Double(state.N), m: Double(state.m))
      #expect(agree(found, mean / ((k + 1) / 2), 1e-14), "\(state): \(found)")
    }
  }
}
