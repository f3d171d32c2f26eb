import ClusterModel
import Foundation
import GSLBridge
import Testing
import Theory

@Suite struct TransientTests {
  @Test(arguments: ModelName.allCases) func longTimesReachTheStationaryLaw(_ model: ModelName) throws {
    let p = aluminium(A: 20)
    let exact = try MasterEquation(p, model: model)
    let path = try TransientSolution.states(p, model: model, from: State(N: 0, m: 0), at: [0, 0.01, 2, 300])
    #expect(path[0].meanN == 0)
    #expect(relativeError(path[1].meanN, 0.2) < 0.2)
    #expect(path[2].meanN < path[3].meanN)
    #expect(relativeError(path[3].meanN, exact.moments.meanN) < 1e-8, "\(model)")
    #expect(relativeError(path[3].varianceN, exact.moments.varianceN) < 1e-7, "\(model)")
    for state in path { #expect(abs(state.lost) < 1e-9) }
    exact.forEachState { state, probability in
      #expect(abs(path[3].probability(N: state.N, m: state.m) - probability) < 1e-8)
    }
  }

  /// ⟨N(t)⟩ against the dense exponential on the same states.
  @Test(arguments: [ModelName.su2, .ising]) func agreesWithADenseExponential(_ model: ModelName) throws {
    let p = CorrelationTests.small
    let exact = try MasterEquation(p, model: model)
    let dense = CorrelationTests.dense(exact)
    let n = dense.states.count
    let start = try #require(dense.states.firstIndex(of: State(N: 4, m: 1)))
    let times = [0.003, 0.4, 9]
    let path = try TransientSolution.states(p, model: model, from: State(N: 4, m: 1), at: times)
    for (t, state) in zip(times, path) {
      let E = try DenseMatrix.exponential(dense.generator.map { $0 * t }, order: n)
      let N = (0..<n).reduce(0) { $0 + E[start * n + $1] * Double(dense.states[$1].N) }
      #expect(relativeError(state.meanN, N) < 1e-8, "\(model), t = \(t)")
    }
  }

  /// Flips alone, on an unchanging number of classical spins: ⟨S(t)⟩ = S(0) exp(−2t/τs).
  @Test func flipsAloneRelaxTheSpin() throws {
    let p = Parameters(injectionRate: 0, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: 10)
    let times = [0.1, 1, 10]
    let path = try TransientSolution.states(p, model: .ising, from: State(N: 20, m: 3), at: times)
    for (t, state) in zip(times, path) {
      #expect(abs(state.meanN - 20) < 1e-8)
      #expect(relativeError(state.meanS, 7 * exp(-t / 5)) < 1e-7)
    }
  }

  /// Traps alone: ⟨N(t)⟩ = N(0) exp(−t/τ) and a binomial variance, for every model that keeps m.
  @Test(arguments: [ModelName.heisenberg, .ising, .su2]) func trapsAloneEmptyTheCluster(_ model: ModelName) throws {
    let p = Parameters(
      injectionRate: 0, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: nil, trappingTime: 2)
    let path = try TransientSolution.states(p, model: model, from: State(N: 30, m: 6), at: [0.5, 3])
    for state in path {
      let survival = exp(-state.time / 2)
      #expect(relativeError(state.meanN, 30 * survival) < 1e-8)
      #expect(relativeError(state.varianceN, 30 * survival * (1 - survival)) < 1e-7)
    }
  }

  @Test func invalidStartsAreRefused() {
    #expect(throws: MasterEquationError.self) {
      try TransientSolution.states(aluminium(A: 2), model: .su2, from: State(N: 4, m: 3), at: [1])
    }
  }
}
