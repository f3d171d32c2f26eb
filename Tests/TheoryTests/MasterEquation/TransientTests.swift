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

  /// From far below and far above, polarised or not, to where the space of the stationary state is: no start lies outside.
  @Test(
    arguments: [
      (.su2, 4e-3, 1000, State(N: 0, m: 0)), (.su2, 4e-3, 1000, State(N: 60, m: 0)),
      (.su2, 0.1, 200, State(N: 30, m: 15)),
      (.su2, 20, 1, State(N: 60, m: 30)), (.heisenberg, 2e-3, 1000, State(N: 40, m: 1)),
      (.ising, 20, 1, State(N: 60, m: 60)), (.ising, 2e-3, 1000, State(N: 40, m: 40)),
      (.polarized, 20, 1, State(N: 70, m: 0)),
    ] as [(ModelName, Double, Double, State)])
  func farStarts(_ item: (model: ModelName, A: Double, V: Double, start: State)) throws {
    let p = aluminium(A: item.A, V: item.V)
    let exact = try MasterEquation(p, model: item.model)
    let path = try TransientSolution.states(p, model: item.model, from: item.start, at: [0, 1e-3, 1, 300])
    #expect(path[0].meanN == Double(item.start.N) && path[0].meanM == Double(item.start.m))
    #expect(relativeError(path[3].meanN, exact.moments.meanN) < 1e-8)
    for state in path { #expect(abs(state.lost) < 1e-9) }
  }

  /// A drawn start is the mixture of its states, and the stationary law stays.
  @Test(arguments: ModelName.allCases) func drawnStarts(_ model: ModelName) throws {
    let p = aluminium(A: 20)
    let times = [0.05, 3]
    let starts: [(State, Double)] = [(State(N: 0, m: 0), 3), (State(N: 25, m: 0), 1)]
    let mixed = try TransientSolution.states(p, model: model, from: starts, at: times)
    let first = try TransientSolution.states(p, model: model, from: starts[0].0, at: times)
    let second = try TransientSolution.states(p, model: model, from: starts[1].0, at: times)
    for i in times.indices {
      #expect(relativeError(mixed[i].meanN, 0.75 * first[i].meanN + 0.25 * second[i].meanN) < 1e-8)
      #expect(relativeError(mixed[i].meanAbsS, 0.75 * first[i].meanAbsS + 0.25 * second[i].meanAbsS) < 1e-8)
    }
    let exact = try MasterEquation(p, model: model)
    var law: [(State, Double)] = []
    exact.forEachState { law.append(($0, $1)) }
    let still = try TransientSolution.states(p, model: model, from: law, at: [7])
    #expect(relativeError(still[0].meanN, exact.moments.meanN) < 1e-8)
    #expect(relativeError(still[0].varianceN, exact.moments.varianceN) < 1e-7)
  }

  /// Equal steps share a factorisation: every moment agrees with the path that goes there in one step.
  @Test func manyMomentsAgreeWithSingleSteps() throws {
    let p = aluminium(A: 20)
    let times = (0..<41).map { Double($0) * 0.1 }
    let path = try TransientSolution.states(p, model: .su2, from: State(N: 0, m: 0), at: times)
    for i in [1, 2, 7, 40] {
      let alone = try TransientSolution.states(p, model: .su2, from: State(N: 0, m: 0), at: [times[i]])
      #expect(relativeError(path[i].meanN, alone[0].meanN) < 1e-8)
      #expect(relativeError(path[i].meanM, alone[0].meanM) < 1e-7)
    }
  }

  @Test func workIsLimited() {
    #expect(throws: MasterEquationError.self) {
      try TransientSolution.states(
        aluminium(A: 20), model: .su2, from: [(State(N: 0, m: 0), 1)], at: [1, 2, 3], work: 1e5)
    }
    // Millions of layers are refused before they are made.
    #expect(throws: MasterEquationError.self) {
      try TransientSolution.states(aluminium(A: 20), model: .su2, from: State(N: 4_000_000, m: 0), at: [1])
    }
  }

  @Test func invalidStartsAreRefused() {
    #expect(throws: MasterEquationError.self) {
      try TransientSolution.states(aluminium(A: 2), model: .su2, from: State(N: 4, m: 3), at: [1])
    }
  }
}
