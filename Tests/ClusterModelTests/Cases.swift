import ClusterModel
import Testing

/// Parameter sets that the rates are tested with, each with a name for the message of a failure.
struct ParameterCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let parameters: Parameters

  static let all: [ParameterCase] = [
    ParameterCase(
      testDescription: "aluminium",
      parameters: Parameters(injectionRate: 20, volume: 1, gamma: 18, gammaTriplet: 1.8e-3, spinFlipTime: 10)),
    ParameterCase(
      testDescription: "no flips",
      parameters: Parameters(injectionRate: 7, volume: 0.3, gamma: 18, gammaTriplet: 0.2, spinFlipTime: nil)),
    ParameterCase(
      testDescription: "no triplet annihilation",
      parameters: Parameters(injectionRate: 3.3, volume: 2.7, gamma: 11, gammaTriplet: 0, spinFlipTime: 0.7)),
    ParameterCase(
      testDescription: "trapping",
      parameters: Parameters(
        injectionRate: 1e3, volume: 1e-3, gamma: 18, gammaTriplet: 1.8, spinFlipTime: 3, trappingTime: 0.13)),
    ParameterCase(
      testDescription: "Zeeman field",
      parameters: Parameters(
        injectionRate: 5, volume: 1.1, gamma: 2, gammaTriplet: 0.4, spinFlipTime: 0.9, zeeman: 1.3)),
    ParameterCase(
      testDescription: "opposite Zeeman field and trapping",
      parameters: Parameters(
        injectionRate: 5, volume: 0.9, gamma: 2, gammaTriplet: 0.4, spinFlipTime: 0.9, trappingTime: 17, zeeman: -0.6)),
    ParameterCase(
      testDescription: "no injection, no annihilation",
      parameters: Parameters(injectionRate: 0, volume: 1, gamma: 0, gammaTriplet: 0, spinFlipTime: 1)),
  ]
}

/// Every state with N ≤ 12 that the model's definition allows, typed here anew, and some large ones.
func states(of model: ModelName) -> [State] {
  var states: [State] = []
  for N in 0...12 {
    switch model {
    case .heisenberg, .ising: for m in 0...N { states.append(State(N: N, m: m)) }
    case .su2: for m in 0...(N / 2) { states.append(State(N: N, m: m)) }
    case .polarized, .polarizedIsing: states.append(State(N: N, m: 0))
    }
  }
  let large = [(137, 0), (10_000, 17), (16_180, 4_160), (99_999, 49_999), (100_000, 50_000), (3_000_000_000, 1)]
  let reversed = [(10_000, 9_999), (77_777, 77_777)]
  switch model {
  case .heisenberg, .ising: states += (large + reversed).map { State(N: $0, m: $1) }
  case .su2: states += large.map { State(N: $0, m: $1) }
  case .polarized, .polarizedIsing: states += large.map { State(N: $0.0, m: 0) }
  }
  return states
}

/// What a model of any type says of one state.
struct ModelAnswer {
  var rates: [Double]
  var factors: [Double]
  var axisDecayRate: Double
  /// The places of the rates that no process uses.
  var unused: [Double]

  init(_ model: ModelName, _ parameters: Parameters, _ state: State) {
    self = model.withModel { ModelAnswer(type: $0, parameters, state) }
  }

  private init<M: ClusterModel>(type: M.Type, _ parameters: Parameters, _ state: State) {
    let model = M(RateConstants(parameters))
    let (N, m) = (Double(state.N), Double(state.m))
    let all = model.rates(N: N, m: m)
    let count = M.processes.count
    rates = (0..<count).map { all[$0] }
    unused = (count..<all.count).map { all[$0] }
    factors = (0..<count).map { model.spinFactor(of: $0, N: N, m: m) }
    axisDecayRate = model.axisDecayRate(N: N, m: m)
  }

  /// Sum of the rates of the processes whose name begins so.
  func total(_ model: ModelName, _ prefix: String) -> Double {
    zip(model.processes, rates).reduce(0) { $1.0.name.hasPrefix(prefix) ? $0 + $1.1 : $0 }
  }
}

/// Whether two numbers agree but for a few roundings.
func agree(_ a: Double, _ b: Double, _ tolerance: Double = 4e-15) -> Bool {
  a == b || abs(a - b) <= tolerance * max(abs(a), abs(b))
}
