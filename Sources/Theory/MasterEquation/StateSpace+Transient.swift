import ClusterModel
import Foundation

/// Where the probability is expected on the way from a start to the stationary state.
extension StateSpace {
  /// A first space for a transient: from the least to the largest N of starts and stationary state, for each N the m of
  /// its birth-death chain and those through which the starts pass. Wrong only in size: `enlarged` mends what is missing.
  ///
  /// - Throws: `tooLarge` at once, as soon as a sample of the layers shows it; its size is a lower estimate.
  static func onTheWay<Model: ClusterModel>(
    _ model: Model, _ parameters: Parameters, from starts: [State], limits: MasterEquationLimits
  ) throws(MasterEquationError) -> StateSpace {
    var stationary: StateSpace?
    if parameters.injectionRate > 0, ClusterScales(parameters).regime != .unlimited {
      stationary = try StateSpace.guess(model, parameters, limits: limits)
    }
    let (least, most) = (starts.map(\.N).min() ?? 0, starts.map(\.N).max() ?? 0)
    // With nothing injected the cluster dies out.
    let smallest = parameters.injectionRate > 0 ? min(stationary?.smallestN ?? least, least) : 0
    let largest = max(stationary?.largestN ?? 0, most + 4)

    func layer(_ N: Int) -> Layer {
      if let stationary, N >= stationary.smallestN, N <= stationary.largestN {
        return stationary.layers[N - stationary.smallestN]
      }
      return StateSpace.layer(model, N: N)
    }
    let sample = Swift.stride(from: smallest, through: largest, by: max(1, (largest - smallest) / 16))
      .map { layer($0).count }
    let width = Double(sample.reduce(0, +)) / Double(sample.count)
    let size = MasterEquationSize(
      states: Int(width * Double(largest - smallest + 1) / 2), lowerBandwidth: 2 * Int(width / 2),
      upperBandwidth: Int(width / 2) + 1)
    if !limits.allow(size) { throw .tooLarge(size, limits) }

    var layers = (smallest...largest).map(layer)
    // Pairs that leave take one reversed spin along, or none: below a start m lies between its own and half of the loss
    // less. Of all starts above a layer the lowest 2m − N and the largest m tell how far.
    var passing = starts.sorted { $0.N < $1.N }
    var (least2S, mostM) = (Int.max, Int.min)
    for N in stride(from: largest, through: smallest, by: -1) {
      while let start = passing.last, start.N + 4 >= N {
        passing.removeLast()
        (least2S, mostM) = (min(least2S, 2 * start.m - start.N), max(mostM, start.m))
      }
      if mostM == Int.min { continue }
      let bound = StateSpace.largestM(Model.self, N: N)
      for m in [(least2S + N) / 2 - 2, mostM] { layers[N - smallest].extend(to: min(max(m, 0), bound)) }
    }
    return StateSpace(smallestN: smallest, layers: layers)
  }
}

extension StateSpace.Layer {
  /// Extends the nearer range so that it holds `m`, and no more.
  mutating func extend(to m: Int) {
    if m < lower { lower = m }
    if m <= upper || (hasSecond && m >= secondLower && m <= secondUpper) { return }
    if hasSecond && (m > secondUpper || secondLower - m < m - upper) {
      secondLower = min(secondLower, m)
      secondUpper = max(secondUpper, m)
    } else {
      upper = m
    }
    normalize()
  }
}
