import ClusterModel
import Foundation
import GSLBridge
import Testing
import Theory

/// The master equation written a second time, as a dense matrix over the same states: no band, no elimination.
struct DenseMasterEquation {
  let states: [State]
  let law: [Double]
  /// Rate of change of an observable, row by row; `spin` carries the factors of the spin vector.
  let generator: [Double]
  let spin: [Double]

  init<Model: ClusterModel>(_ type: Model.Type, _ parameters: Parameters, _ exact: MasterEquation) {
    let model = Model(RateConstants(parameters))
    var states: [State] = []
    var law: [Double] = []
    exact.forEachState { state, probability in
      states.append(state)
      law.append(probability)
    }
    let n = states.count
    let index = Dictionary(uniqueKeysWithValues: zip(states, 0..<n))
    var generator = [Double](repeating: 0, count: n * n)
    var spin = generator
    for (i, state) in states.enumerated() {
      let (N, m) = (Double(state.N), Double(state.m))
      let rates = model.rates(N: N, m: m)
      spin[i * n + i] -= model.axisDecayRate(N: N, m: m)
      for (p, process) in Model.processes.enumerated() where rates[p] > 0 {
        spin[i * n + i] -= rates[p]
        guard let j = index[State(N: state.N + process.deltaN, m: state.m + process.deltaM)] else { continue }
        generator[i * n + j] += rates[p]
        generator[i * n + i] -= rates[p]
        spin[i * n + j] += rates[p] * model.spinFactor(of: p, N: N, m: m)
      }
    }
    (self.states, self.law, self.generator, self.spin) = (states, law, generator, spin)
  }

  /// Σ P·start·exp(Lt)·end.
  func correlation(_ L: [Double], _ t: Double, start: [Double], end: [Double]) throws -> Double {
    let n = states.count
    let E = try DenseMatrix.exponential(L.map { $0 * t }, order: n)
    var sum = 0.0
    for i in 0..<n { for j in 0..<n { sum += law[i] * start[i] * E[i * n + j] * end[j] } }
    return sum
  }

  /// 2 Re Σ P·start·(iω − L)⁻¹·end.
  func noise(_ L: [Double], _ omega: Double, start: [Double], end: [Double]) throws -> Double {
    let x = try DenseMatrix.solution(L.map { -$0 }, plusImaginary: omega, end).real
    return 2 * states.indices.reduce(0) { $0 + law[$1] * start[$1] * x[$1] }
  }
}

@Suite struct CorrelationTests {
  /// A small cluster with a wide spread of rates, for a dense check.
  static let small = aluminium(A: 0.5)

  static func dense(_ exact: MasterEquation) -> DenseMasterEquation {
    exact.model.withModel { DenseMasterEquation($0, small, exact) }
  }

  @Test(arguments: ModelName.allCases) func lawSolvesTheMasterEquation(_ model: ModelName) throws {
    let exact = try MasterEquation(Self.small, model: model)
    let dense = Self.dense(exact)
    let n = dense.states.count
    for j in 0..<n {
      let flow = (0..<n).reduce(0) { $0 + dense.law[$1] * dense.generator[$1 * n + j] }
      #expect(
        abs(flow) < 1e-12 * dense.law[j] * abs(dense.generator[j * n + j]) + 1e-300, "\(model) \(dense.states[j])")
    }
  }

  @Test(arguments: ModelName.allCases) func numberAgreesWithDenseAlgebra(_ model: ModelName) throws {
    let exact = try MasterEquation(Self.small, model: model)
    let dense = Self.dense(exact)
    let mean = exact.mean(.number)
    let N = dense.states.map { Double($0.N) - mean }
    let correlation = try exact.numberCorrelation()
    #expect(relativeError(correlation.variance, exact.variance(.number)) < 1e-12)
    #expect(relativeError(correlation.noise(0), try exact.numberNoise().noise) < 1e-9)
    for t in [1e-3, 0.1, 3, 40] {
      let expected = try dense.correlation(dense.generator, t, start: N, end: N)
      #expect(abs(correlation.autocovariance(t) - expected) < 1e-9 * correlation.variance, "\(model), t = \(t)")
    }
    for omega in [1e-3, 0.1, 2, 50, 1e4] {
      let expected = try dense.noise(dense.generator, omega, start: N, end: N)
      #expect(relativeError(correlation.noise(omega), expected) < 1e-7, "\(model), ω = \(omega)")
    }
  }

  @Test(arguments: [ModelName.heisenberg, .su2, .ising]) func spinAgreesWithDenseAlgebra(_ model: ModelName) throws {
    let exact = try MasterEquation(Self.small, model: model)
    let dense = Self.dense(exact)
    let S = dense.states.map { Double($0.N) / 2 - Double($0.m) }
    let (start, end) = model == .su2 ? (S.map { $0 * ($0 + 1) }, S.map { _ in 1.0 }) : (S, S)
    let operation = model == .ising ? dense.generator : dense.spin
    let correlation = try exact.spinCorrelation()
    #expect(relativeError(correlation.noise(0), try exact.spinNoise().noise) < 1e-9)
    for t in [1e-3, 0.1, 3, 40] {
      let expected = try dense.correlation(operation, t, start: start, end: end)
      #expect(abs(correlation.autocovariance(t) - expected) < 1e-9 * correlation.variance, "\(model), t = \(t)")
    }
    for omega in [0.1, 2, 50] {
      let expected = try dense.noise(operation, omega, start: start, end: end)
      #expect(relativeError(correlation.noise(omega), expected) < 1e-7, "\(model), ω = \(omega)")
    }
  }

  /// Without triplet annihilation C_J(t) = ⟨S(S+1)⟩ exp(−2t/τs), at any lag.
  @Test func spinDecaysExponentiallyWithoutTriplets() throws {
    let exact = try MasterEquation(aluminium(A: 5, V: 2, gammaTriplet: 0), model: .su2)
    let correlation = try exact.spinCorrelation()
    for t in [0.0, 0.5, 7, 30] {
      #expect(relativeError(correlation.autocovariance(t), correlation.variance * exp(-t / 5)) < 1e-9)
    }
    #expect(relativeError(correlation.slowestTime, 5) < 1e-9)
  }

  /// C_N starts with the slope −½⟨Σ rate·(change of N)²⟩.
  @Test func autocovarianceStartsAtTheRateOfJumps() throws {
    let p = aluminium(A: 20)
    let exact = try MasterEquation(p, model: .polarized)
    let correlation = try exact.numberCorrelation()
    let model = Polarized(RateConstants(p))
    var jumps = 0.0
    exact.forEachState { state, probability in
      let rates = model.rates(N: Double(state.N), m: 0)
      for (i, process) in Polarized.processes.enumerated() {
        jumps += probability * rates[i] * Double(process.deltaN * process.deltaN) / 2
      }
    }
    let h = 1e-6
    let slope = (correlation.autocovariance(0) - correlation.autocovariance(h)) / h
    #expect(relativeError(slope, jumps) < 1e-4)
  }
}
