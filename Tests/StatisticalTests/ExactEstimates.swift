import ClusterModel
import Foundation
import TestSupport

/// The estimates of a run as the dense master equation of TestSupport has them: rates typed a second time, solved by
/// Gaussian elimination, no code in common with the simulation.
struct ExactEstimates {
  let model: ModelName
  let parameters: Parameters
  let equation: SmallMasterEquation
  /// By the name of the estimate.
  let values: [String: Double]

  /// - Parameters:
  ///   - largestN: N beyond which states are left out.
  ///   - reversed: m beyond which they are (ising: of the smaller number of spins).
  init(_ model: ModelName, _ parameters: Parameters, largestN: Int, reversed: Int = .max) throws {
    self.model = model
    self.parameters = parameters
    let states = (0...largestN).flatMap { N in
      (0...N).map { State(N: N, m: $0) }.filter { state in
        switch model {
        case .heisenberg: state.m <= reversed
        case .su2: state.m <= reversed && 2 * state.m <= N
        case .ising: min(state.m, N - state.m) <= reversed
        case .polarized, .polarizedIsing: state.m == 0
        }
      }
    }
    let processes = { (state: State) in plainProcesses(model, parameters, in: state) }
    equation = try SmallMasterEquation(states: states) { processes($0).map { ($0.next, $0.rate) } }
    let N = { (state: State) in Double(state.N) }
    let m = { (state: State) in Double(state.m) }
    let S = { (state: State) in Double(state.twiceSpin) / 2 }
    var found = ["meanN": equation.mean(of: N), "varianceN": equation.variance(of: N)]
    let noise = try equation.zeroFrequencyNoise(of: N)
    found["noiseN"] = noise
    found["tauN"] = noise / (2 * equation.variance(of: N))
    if model.hasReversedSpins {
      let absS = equation.mean { abs(S($0)) }
      found["meanM"] = equation.mean(of: m)
      found["varianceM"] = equation.variance(of: m)
      found["meanS"] = equation.mean(of: S)
      found["meanAbsS"] = absS
      found["varianceS"] = equation.variance(of: S)
      found["polarization"] = 2 * absS / equation.mean(of: N)
      let end = { (state: State) in model == .su2 ? 1 : S(state) }
      let start = { (state: State) in model == .su2 ? S(state) * (S(state) + 1) : S(state) }
      if model == .ising {
        let noise = try equation.zeroFrequencyNoise(of: S)
        found["noiseJ"] = noise
        found["tauJ"] = noise / (2 * equation.variance(of: S))
      } else {
        // A state without a vector has factor 0 in every process: its own equation decouples.
        let integral = try equation.correlationIntegral(start: start, end: end, processes: processes)
        found["noiseJ"] = 2 * integral / 3
        found["tauJ"] = integral / equation.mean { start($0) * end($0) }
      }
    }
    values = found
  }

  /// Probability at the edge of what was kept: how wrong `values` are.
  var edge: Double {
    let largest = equation.states.map(\.N).max() ?? 0
    return zip(equation.states, equation.stationary).reduce(0) { $0 + ($1.0.N >= largest - 1 ? $1.1 : 0) }
  }

  /// z of every estimate that has an exact value.
  func agreement(with outcome: Campaign.Outcome, label: String = "") -> Agreement {
    var result = Agreement()
    for (name, exact) in values.sorted(by: { $0.key < $1.key }) {
      guard let estimate = outcome.estimate(name), let error = estimate.standardError, error > 0 else { continue }
      result.add(label + " " + name, estimate.value, error, exact: exact)
    }
    return result
  }
}
