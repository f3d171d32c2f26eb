import ClusterModel
import TestSupport
import Testing

/// Numbers of a sparse master equation solved by independent code, at Γ̄ = 18 µm³/s, Γ̄t = 1.8e-3 µm³/s, τs = 10 s,
/// A = 20 µm⁻³s⁻¹, V = 1 µm³, to six decimals.
struct ReferenceNumbers: Sendable, CustomTestStringConvertible {
  let model: ModelName
  let meanN: Double
  let varianceN: Double
  let meanM: Double?
  /// S_N(0) and τ_N in s.
  let noise: Double
  let tauN: Double
  /// Integrated correlation time of the spin vector (ising: of the signed spin), in s.
  let tauJ: Double?
  var testDescription: String { model.rawValue }

  static let all: [ReferenceNumbers] = [
    ReferenceNumbers(
      model: .heisenberg, meanN: 10.447792, varianceN: 25.399506, meanM: 0.068592, noise: 112.232827, tauN: 2.209351,
      tauJ: 4.484534),
    ReferenceNumbers(
      model: .su2, meanN: 10.889482, varianceN: 26.055580, meanM: 0.054736, noise: 117.719844, tauN: 2.259014,
      tauJ: 4.437885),
    ReferenceNumbers(
      model: .ising, meanN: 5.939577, varianceN: 18.289766, meanM: 2.969789, noise: 78.066374, tauN: 2.134154,
      tauJ: 4.556951),
    ReferenceNumbers(
      model: .polarized, meanN: 10.372217, varianceN: 25.705973, meanM: nil, noise: 113.057391, tauN: 2.199049,
      tauJ: nil),
    ReferenceNumbers(
      model: .polarizedIsing, meanN: 5.627208, varianceN: 19.440910, meanM: nil, noise: 83.569186, tauN: 2.149313,
      tauJ: nil),
  ]

  /// States that hold all but a negligible part of the probability.
  var states: [State] {
    (0...64).flatMap { N in
      (0...N).map { State(N: N, m: $0) }.filter { state in
        switch model {
        case .heisenberg: state.m <= 8
        case .su2: state.m <= 8 && 2 * state.m <= N
        case .ising: min(state.m, N - state.m) <= 8
        case .polarized, .polarizedIsing: state.m == 0
        }
      }
    }
  }
}

@Suite("Exact numbers at the reference point")
struct ReferenceNumbersTests {
  private let parameters = Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10)

  /// The processes of `model` by its own rates and factors; those that turn only the axis as one event of factor 0.
  private func ownProcesses(_ model: ModelName, _ state: State) -> [PlainProcess] {
    let answer = ModelAnswer(model, parameters, state)
    var processes: [PlainProcess] = []
    for (index, process) in model.processes.enumerated() where answer.rates[index] > 0 {
      processes.append(
        PlainProcess(
          name: process.name, next: State(N: state.N + process.deltaN, m: state.m + process.deltaM),
          rate: answer.rates[index], factor: answer.factors[index]))
    }
    processes.append(PlainProcess(name: "axis", next: state, rate: answer.axisDecayRate, factor: 0))
    return processes
  }

  @Test("of every model, by its own rates", arguments: ReferenceNumbers.all)
  func own(reference: ReferenceNumbers) throws {
    try check(reference) { ownProcesses(reference.model, $0) }
  }

  @Test("of every model, by the formulas typed a second time", arguments: ReferenceNumbers.all)
  func plain(reference: ReferenceNumbers) throws {
    try check(reference) { plainProcesses(reference.model, parameters, in: $0) }
  }

  private func check(_ reference: ReferenceNumbers, _ processes: (State) -> [PlainProcess]) throws {
    let equation = try SmallMasterEquation(states: reference.states) { processes($0).map { ($0.next, $0.rate) } }
    let (N, s) = ({ Double(($0 as State).N) }, { Double(($0 as State).twiceSpin) / 2 })
    func expect(_ name: String, _ found: Double, _ expected: Double) {
      #expect(abs(found - expected) < 6e-7, "\(name): \(found), expected \(expected)")
    }
    expect("⟨N⟩", equation.mean(of: N), reference.meanN)
    expect("Var N", equation.variance(of: N), reference.varianceN)
    let noise = try equation.zeroFrequencyNoise(of: N)
    expect("S_N(0)", noise, reference.noise)
    expect("τ_N", noise / (2 * equation.variance(of: N)), reference.tauN)
    if let meanM = reference.meanM { expect("⟨m⟩", equation.mean { Double($0.m) }, meanM) }
    guard let tauJ = reference.tauJ else { return }
    switch reference.model {
    case .ising:
      try expect("τ_J", equation.zeroFrequencyNoise(of: s) / (2 * equation.variance(of: s)), tauJ)
    case .su2:
      let squared = { (state: State) in s(state) * (s(state) + 1) }
      let integral = try equation.correlationIntegral(start: squared, end: { _ in 1 }, processes: processes)
      expect("τ_J", integral / equation.mean(of: squared), tauJ)
    default:
      let integral = try equation.correlationIntegral(start: s, end: s, processes: processes)
      expect("τ_J", integral / equation.mean { s($0) * s($0) }, tauJ)
    }
  }

  /// With Γ̄t = 0 the vector of su2 decays as exp(−2t/τs) whatever else happens: ∫C_J dt = ⟨S(S+1)⟩ τs/2.
  @Test("su2 without Γ̄t: the spin vector lives τs/2 exactly", arguments: [0.3, 4, 20])
  func vectorDecay(injection: Double) throws {
    let parameters = Parameters(injectionRate: injection, volume: 1, gamma: 6, gammaTriplet: 0, spinFlipTime: 1.5)
    let processes = { plainProcesses(.su2, parameters, in: $0) }
    let states = (0...40).flatMap { N in (0...min(10, N / 2)).map { State(N: N, m: $0) } }
    let equation = try SmallMasterEquation(states: states) { processes($0).map { ($0.next, $0.rate) } }
    let squared = { (state: State) in Double(state.twiceSpin * (state.twiceSpin + 2)) / 4 }
    let integral = try equation.correlationIntegral(start: squared, end: { _ in 1 }, processes: processes)
    #expect(abs(integral / equation.mean(of: squared) - 0.75) < 1e-9)
  }
}
