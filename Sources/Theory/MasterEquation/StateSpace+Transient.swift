import ClusterModel
import Foundation

/// Where the probability is expected on the way from a start to the stationary state.
extension StateSpace {
  /// A first space for a transient: from the least to the largest T of starts and stationary state, for each T the m of
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
    let T = starts.map(\.twiceSpin)
    let mostN = starts.map(\.N).max() ?? 0
    // What flips do to T while a start relaxes.
    let spread = Model.hasReversedSpins ? Int(6 * Double(mostN).squareRoot()) + 4 : 4
    let smallest = max(min(stationary?.smallestT ?? 0, 0, (T.min() ?? 0) - spread), leastT(Model.self))
    let largest = max(stationary?.largestT ?? 0, (T.max() ?? 0) + spread)
    // On their way to 0 starts keep the minority spins that they have, or lose them.
    let most = starts.map { min($0.m, $0.N - $0.m) + 2 }.max() ?? 0
    let reaching = Model.hasReversedSpins ? (min(0, T.min() ?? 0) - spread)...(max(0, T.max() ?? 0) + spread) : 0...0

    func layer(_ T: Int) -> Layer {
      var layer =
        if let stationary, T >= stationary.smallestT, T <= stationary.largestT {
          stationary.layers[T - stationary.smallestT]
        } else {
          StateSpace.layer(model, T: T, largestN: stationary == nil ? mostN + 4 : .max)
        }
      if Model.hasReversedSpins && reaching.contains(T) {
        layer.extend(to: leastM(T: T))
        layer.extend(to: leastM(T: T) + most)
      }
      return layer
    }
    let sample = Swift.stride(from: smallest, through: largest, by: max(1, (largest - smallest) / 16))
      .map { layer($0).count }
    let width = Double(sample.reduce(0, +)) / Double(sample.count)
    let size = MasterEquationSize(
      states: Int(width * Double(largest - smallest + 1) / 2), lowerBandwidth: 2 * Int(width / 2),
      upperBandwidth: 2 * Int(width / 2) + 1)
    if !limits.allow(size) { throw .tooLarge(size, limits) }
    return StateSpace(smallestT: smallest, layers: (smallest...largest).map(layer))
  }
}
