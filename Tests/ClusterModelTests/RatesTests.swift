import ClusterModel
import TestSupport
import Testing

@Suite("Rates of every model")
struct RatesTests {
  @Test(
    "processes and rates are those of the formulas typed a second time",
    arguments: ModelName.allCases, ParameterCase.all)
  func formulas(model: ModelName, parameters: ParameterCase) throws {
    for state in states(of: model) {
      let answer = ModelAnswer(model, parameters.parameters, state)
      let expected = plainProcesses(model, parameters.parameters, in: state).filter { !$0.name.hasPrefix("axis") }
      try #require(model.processes.map(\.name).sorted() == expected.map(\.name).sorted())
      for (process, rate) in zip(model.processes, answer.rates) {
        let plain = try #require(expected.first { $0.name == process.name })
        let next = State(N: state.N + process.deltaN, m: state.m + process.deltaM)
        #expect(next == plain.next, "\(process.name) from \(state)")
        #expect(agree(rate, plain.rate), "\(process.name) from \(state): \(rate), expected \(plain.rate)")
      }
      #expect(answer.unused.allSatisfy { $0 == 0 }, "\(state): \(answer.unused)")
    }
  }

  @Test(
    "no process leaves the state space: what would has rate exactly 0",
    arguments: ModelName.allCases, ParameterCase.all)
  func closed(model: ModelName, parameters: ParameterCase) {
    var forbidden = 0
    for state in states(of: model) {
      let answer = ModelAnswer(model, parameters.parameters, state)
      for (process, rate) in zip(model.processes, answer.rates) {
        let next = State(N: state.N + process.deltaN, m: state.m + process.deltaM)
        #expect(rate.isFinite && rate >= 0, "\(process.name) from \(state): \(rate)")
        if !inStateSpace(next, of: model) {
          forbidden += 1
          #expect(rate == 0, "\(process.name) from \(state) to \(next): \(rate)")
        }
      }
    }
    #expect(forbidden > 0)
  }

  @Test(
    "what is divided by is positive: the scale of the weights, and the denominators of the fractions",
    arguments: ModelName.allCases, ParameterCase.all)
  func denominators(model: ModelName, parameters: ParameterCase) {
    for state in states(of: model) {
      let smallest = model.withModel { smallestDenominator($0, parameters.parameters, state) }
      #expect(smallest >= 0.5 && smallest.isFinite, "\(state): \(smallest)")
    }
  }

  private func smallestDenominator<M: ClusterModel>(_: M.Type, _ parameters: Parameters, _ state: State) -> Double {
    let model = M(RateConstants(parameters))
    let (N, m) = (Double(state.N), Double(state.m))
    let fractions = M.processes.indices.map { model.spinFraction(of: $0, N: N, m: m).denominator }
    return fractions.reduce(min(model.weights(N: N, m: m).scale, model.axisDecayFraction(N: N, m: m).denominator), min)
  }

  @Test("isValid is the definition of the state space", arguments: ModelName.allCases)
  func validity(model: ModelName) {
    for N in -3...9 {
      for m in -3...11 {
        let state = State(N: N, m: m)
        #expect(model.isValid(state) == inStateSpace(state, of: model), "\(state)")
      }
    }
  }

  @Test(
    "eight states side by side have the rates of each alone, bit for bit",
    arguments: ModelName.allCases, ParameterCase.all)
  func lanes(model: ModelName, parameters: ParameterCase) {
    // A stride that is no divisor of anything mixes small and large states in one vector.
    let all = states(of: model)
    for start in all.indices {
      let eight = (0..<8).map { all[(start + 7 * $0) % all.count] }
      let differences = model.withModel { laneDifferences($0, parameters.parameters, eight) }
      #expect(differences.isEmpty, "\(differences)")
    }
  }

  @Test("injection sums to I", arguments: ModelName.allCases, ParameterCase.all)
  func injection(model: ModelName, parameters: ParameterCase) {
    let expected = parameters.parameters.injectionRate * parameters.parameters.volume
    for state in states(of: model) {
      let total = ModelAnswer(model, parameters.parameters, state).total(model, "injection")
      #expect(agree(total, expected), "\(state): \(total), expected \(expected)")
    }
  }

  @Test("trapping sums to N/τ_trap", arguments: ModelName.allCases, ParameterCase.all)
  func trapping(model: ModelName, parameters: ParameterCase) {
    for state in states(of: model) {
      let total = ModelAnswer(model, parameters.parameters, state).total(model, "trapping")
      let expected = parameters.parameters.trappingTime.map { Double(state.N) / $0 } ?? 0
      #expect(agree(total, expected), "\(state): \(total), expected \(expected)")
    }
  }

  @Test(
    "spin-independent annihilation takes every pair at the same rate",
    arguments: ModelName.allCases, ParameterCase.all)
  func pairs(model: ModelName, parameters: ParameterCase) {
    let gt = parameters.parameters.gammaTriplet / parameters.parameters.volume
    for state in states(of: model) {
      let total = ModelAnswer(model, parameters.parameters, state).total(model, "triplet")
      let N = Double(state.N)
      #expect(agree(total, gt * N * (N - 1) / 2), "\(state): \(total)")
    }
  }

  @Test(
    "every spin flips at 1/τs, without a field",
    arguments: [ModelName.heisenberg, .ising], ParameterCase.all.filter { $0.parameters.zeeman == 0 })
  func flips(model: ModelName, parameters: ParameterCase) {
    let rate = parameters.parameters.spinFlipTime.map { 1 / $0 } ?? 0
    for state in states(of: model) {
      let total = ModelAnswer(model, parameters.parameters, state).total(model, "spinFlip")
      #expect(agree(total, Double(state.N) * rate), "\(state): \(total)")
    }
  }

  @Test(
    "a Zeeman field keeps the mean of the flips and makes their ratio exp(−E_Z/k_BT)",
    arguments: [0.2, 1.3, -2, 5])
  func zeeman(field: Double) {
    let parameters = Parameters(
      injectionRate: 1, volume: 1, gamma: 1, gammaTriplet: 1, spinFlipTime: 0.25, zeeman: field)
    // One spin along the field, one against it.
    let flips = ModelAnswer(.ising, parameters, State(N: 2, m: 1)).rates[3...4]
    let (against, along) = (flips[3], flips[4])
    #expect(agree((against + along) / 2, 4))
    #expect(agree(against * exponential(field), along, 1e-13))
  }

  /// e^x by its power series, so that the test does not share `tanh` with what it tests.
  private func exponential(_ x: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for n in 1...80 {
      term *= x / Double(n)
      sum += term
    }
    return sum
  }

  private func inStateSpace(_ state: State, of model: ModelName) -> Bool {
    switch model {
    case .heisenberg, .ising: state.N >= 0 && (0...state.N).contains(state.m)
    case .su2: state.m >= 0 && state.N - 2 * state.m >= 0
    case .polarized, .polarizedIsing: state.N >= 0 && state.m == 0
    }
  }

  private func laneDifferences<M: ClusterModel>(_: M.Type, _ parameters: Parameters, _ states: [State]) -> [String] {
    let model = M(RateConstants(parameters))
    var (N, m) = (SIMD8<Double>(), SIMD8<Double>())
    for (lane, state) in states.enumerated() {
      N[lane] = Double(state.N)
      m[lane] = Double(state.m)
    }
    let together = model.rates(N: RateLanes(N), m: RateLanes(m))
    let weightsTogether = model.weights(N: RateLanes(N), m: RateLanes(m))
    let decayTogether = model.axisDecayRate(N: RateLanes(N), m: RateLanes(m))
    var differences: [String] = []
    for (lane, state) in states.enumerated() {
      let alone = model.rates(N: N[lane], m: m[lane])
      for process in 0..<together.count
      where together[process][lane].bitPattern != alone[process].bitPattern {
        differences.append("process \(process) of \(state): \(together[process][lane]) and \(alone[process])")
      }
      // What the kernel takes: rates times their scale, and the two parts of each fraction.
      let weights = model.weights(N: N[lane], m: m[lane])
      for process in 0..<together.count
      where weightsTogether[process][lane].bitPattern != weights[process].bitPattern {
        differences.append("weight \(process) of \(state)")
      }
      if weightsTogether.scale[lane].bitPattern != weights.scale.bitPattern { differences.append("scale of \(state)") }
      for process in M.processes.indices {
        let fractions = model.spinFraction(of: process, N: RateLanes(N), m: RateLanes(m))
        let (numerator, denominator) = model.spinFraction(of: process, N: N[lane], m: m[lane])
        if fractions.numerator[lane].bitPattern != numerator.bitPattern
          || fractions.denominator[lane].bitPattern != denominator.bitPattern
        {
          differences.append("spin fraction \(process) of \(state)")
        }
      }
      let decay = model.axisDecayRate(N: N[lane], m: m[lane])
      if decay.bitPattern != decayTogether[lane].bitPattern {
        differences.append("axis of \(state): \(decayTogether[lane]) and \(decay)")
      }
    }
    return differences
  }
}
