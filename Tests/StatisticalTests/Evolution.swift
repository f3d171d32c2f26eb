import ClusterModel
import Foundation
import TestSupport

/// A distribution over states as it changes in time, by uniformisation of the sparse generator; with factors, what the
/// events leave of the spin vector.
struct Evolution {
  private var states: [State]
  /// Ways from one state to another: from, to, rate (times factor).
  private var ways: [(from: Int, to: Int, flow: Double)] = []
  private var loss: [Double]
  private let fastest: Double
  private(set) var weights: [Double]

  init(states: [State], weights: [Double], withFactors: Bool, processes: (State) -> [PlainProcess]) {
    let index = Dictionary(uniqueKeysWithValues: states.enumerated().map { ($1, $0) })
    self.states = states
    self.weights = weights
    loss = [Double](repeating: 0, count: states.count)
    for (from, state) in states.enumerated() {
      for process in processes(state) where process.rate > 0 {
        guard let to = index[process.next], withFactors || to != from else { continue }
        ways.append((from, to, process.rate * (withFactors ? process.factor : 1)))
        loss[from] += process.rate
      }
    }
    fastest = loss.max() ?? 0
  }

  /// Lets `time` seconds pass.
  mutating func advance(_ time: Double) {
    let steps = max(1, Int((fastest * time / 20).rounded(.up)))
    let mean = fastest * time / Double(steps)
    if mean == 0 { return }
    var next = weights
    for _ in 0..<steps {
      var share = exp(-mean)
      var term = weights
      var sum = weights.map { $0 * share }
      var n = 0
      // Terms rise up to n ≈ mean ≤ 20 and have died out by 100.
      while n < 100, n < 20 || share > 1e-18 {
        n += 1
        for i in next.indices { next[i] = term[i] * (1 - loss[i] / fastest) }
        for way in ways { next[way.to] += term[way.from] * way.flow / fastest }
        swap(&term, &next)
        share *= mean / Double(n)
        for i in sum.indices { sum[i] += share * term[i] }
      }
      weights = sum
    }
  }

  /// Σ of the weights times a function of the state.
  func sum(_ f: (State) -> Double) -> Double { zip(states, weights).reduce(0) { $0 + f($1.0) * $1.1 } }
}

extension ExactEstimates {
  /// C_N at the given lags, ascending, in s.
  func covarianceN(_ lags: [Double]) -> [Double] {
    let mean = values["meanN", default: .nan]
    let N = { (state: State) in Double(state.N) - mean }
    return curve(lags, start: N, end: N, withFactors: false)
  }

  /// C_J at the given lags, ascending, in s (no field).
  func covarianceJ(_ lags: [Double]) -> [Double] {
    let S = { (state: State) in Double(state.twiceSpin) / 2 }
    if model == .su2 { return curve(lags, start: { S($0) * (S($0) + 1) }, end: { _ in 1 }, withFactors: true) }
    return curve(lags, start: S, end: S, withFactors: model == .heisenberg)
  }

  private func curve(
    _ lags: [Double], start: (State) -> Double, end: (State) -> Double, withFactors: Bool
  ) -> [Double] {
    var evolution = Evolution(
      states: equation.states, weights: zip(equation.states, equation.stationary).map { start($0) * $1 },
      withFactors: withFactors
    ) { plainProcesses(model, parameters, in: $0) }
    var now = 0.0
    return lags.map { lag in
      if lag > now { evolution.advance(lag - now) }
      now = max(now, lag)
      return evolution.sum(end)
    }
  }
}
