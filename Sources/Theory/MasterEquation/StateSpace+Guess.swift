import ClusterModel
import Foundation

/// Where the probability is expected, before anything is solved.
extension StateSpace {
  /// A first space: N up to where the Fokker-Planck law, or that of an unpolarised cluster, has nothing left; for each N
  /// the m of a birth-death chain in m alone. Wrong only in size: `enlarged` mends what is missing.
  ///
  /// - Throws: `tooLarge` at once, as soon as a sample of the layers shows it; its size is a lower estimate.
  static func guess<Model: ClusterModel>(
    _ model: Model, _ parameters: Parameters, limits: MasterEquationLimits
  ) throws(MasterEquationError) -> StateSpace {
    let scales = ClusterScales(parameters, pinned: Model.spinVector == .pinned)
    var top = StationaryDistribution(parameters, model: Model.name)?.upperLimit ?? 0
    var bottom = 0.0
    if Model.hasReversedSpins {
      let N = scales.unpolarizedN
      top = max(top, N + 10 * N.squareRoot() + 20)
      // Polarised clusters reach down to N = 0, unpolarised ones stay near their mean.
      if scales.N0 < 0.3 * N { bottom = max(0, N - 10 * N.squareRoot() - 20).rounded() }
      if scales.N0 < 0.1 * N { top = N + 10 * N.squareRoot() + 20 }
    } else {
      top += 10
    }
    guard top.isFinite else { throw .unlimited }
    if bottom > 1e9 {
      throw .tooLarge(MasterEquationSize(states: 1_000_000_000, lowerBandwidth: 2, upperBandwidth: 1), limits)
    }
    let largest = Int(min(top, 1e9).rounded(.up)) + 4
    let smallest = Int(bottom)
    if !Model.hasReversedSpins {
      let size = MasterEquationSize(states: largest + 1, lowerBandwidth: 2, upperBandwidth: 1)
      if !limits.allow(size) { throw .tooLarge(size, limits) }
      return StateSpace(smallestN: 0, layers: Array(repeating: Layer(lower: 0, upper: 0), count: largest + 1))
    }
    func require(_ states: Double, _ width: Int) throws(MasterEquationError) {
      let size = MasterEquationSize(
        states: Int(states), lowerBandwidth: 2 * width, upperBandwidth: width + 1)
      if !limits.allow(size) { throw .tooLarge(size, limits) }
    }
    let layerCount = Double(largest - smallest + 1)
    // From one layer, and then from a few, one sees how large the whole is.
    let middle = min(max(Int(min(scales.meanFieldN, 1e9)), smallest), largest)
    let width = layer(model, N: middle).count
    try require(Double(width) * layerCount / 4, width)
    let sampled = Swift.stride(from: smallest, through: largest, by: max(1, (largest - smallest) / 16))
      .map { layer(model, N: $0).count }
    try require(Double(sampled.reduce(0, +)) / Double(sampled.count) * layerCount, sampled.max() ?? 1)
    return StateSpace(smallestN: smallest, layers: (smallest...largest).map { layer(model, N: $0) })
  }

  /// The m where a chain at fixed N, up at the rates that add reversed spins and down at those that remove them, keeps
  /// more than e⁻³⁷ of its largest probability, around its peak near m = 0 and, for classical spins, that near m = N.
  static func layer<Model: ClusterModel>(_ model: Model, N: Int) -> Layer {
    let bound = largestM(Model.self, N: N)
    let first = range(bound) { rise(model, N, $0, isMirrored: false) }
    var layer = Layer(lower: first.lowerBound, upper: first.upperBound)
    if Model.spinVector == .pinned && layer.upper < bound {
      let second = range(bound) { rise(model, N, $0, isMirrored: true) }
      (layer.secondLower, layer.secondUpper) = (bound - second.upperBound, bound - second.lowerBound)
      layer.normalize()
    }
    return layer
  }

  /// ln [π(n + 1)/π(n)] of that chain in n = m, or in n = N − m for the spins that are the reversed ones near m = N.
  private static func rise<Model: ClusterModel>(_ model: Model, _ N: Int, _ n: Int, isMirrored: Bool) -> Double {
    let total = Double(N)
    let (m, next) = (Double(isMirrored ? N - n : n), Double(isMirrored ? N - n - 1 : n + 1))
    let (here, there) = (model.rates(N: total, m: m), model.rates(N: total, m: next))
    var (up, down) = (0.0, 0.0)
    for (p, process) in Model.processes.enumerated() {
      let change = isMirrored ? process.deltaN - process.deltaM : process.deltaM
      if change > 0 { up += here[p] }
      if change < 0 { down += there[p] }
    }
    return log(up / down)
  }

  /// The places around the first peak of a walk from 0 with the given steps; the whole of it where it does not decay.
  ///
  /// It gives up after 20000 places, far beyond what could be solved, and returns the whole.
  private static func range(_ bound: Int, _ step: (Int) -> Double) -> ClosedRange<Int> {
    var heights = [0.0]
    var peak = 0.0
    while heights.count <= bound {
      if heights.count > 20_000 { return 0...bound }
      let here = heights[heights.count - 1]
      let increment = step(heights.count - 1)
      if increment.isNaN { return 0...bound }
      heights.append(here + increment)
      peak = max(peak, here + increment)
      if here + increment < peak - 37 { break }
    }
    let lower = heights.firstIndex { $0 > peak - 37 } ?? 0
    let upper = heights.lastIndex { $0 > peak - 37 } ?? bound
    return lower...min(upper + 1, bound)
  }

  /// The largest m of a model at N.
  static func largestM<Model: ClusterModel>(_ type: Model.Type, N: Int) -> Int {
    if !Model.hasReversedSpins { return 0 }
    return Model.isValid(State(N: N, m: N)) ? N : N / 2
  }
}
