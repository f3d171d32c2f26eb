import ClusterModel
import Foundation

/// Where the probability is expected, before anything is solved.
extension StateSpace {
  /// A first space: T up to where the Fokker-Planck law, or that of an unpolarised cluster, has nothing left; for each T
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
      // Spins that know nothing of each other have T within some √N of 0, or anywhere in a field.
      let N = scales.unpolarizedN
      let unpolarized = (parameters.zeeman == 0 ? 12 : N.squareRoot() + 10) * N.squareRoot() + 20
      top = scales.N0 < 0.1 * N ? unpolarized : max(top, unpolarized)
      // Classical spins are polarised either way.
      bottom = Model.spinVector == .pinned ? top : unpolarized
    } else {
      top += 10
    }
    guard top.isFinite else { throw .unlimited }
    let largest = Int(min(top, 1e9).rounded(.up)) + 4
    let smallest = max(-Int(min(bottom, 1e9).rounded(.up)), leastT(Model.self))
    func require(_ states: Double, _ width: Int) throws(MasterEquationError) {
      let up = Model.hasReversedSpins ? 2 * width : 1
      let size = MasterEquationSize(states: Int(states), lowerBandwidth: 2 * width, upperBandwidth: up)
      if !limits.allow(size) { throw .tooLarge(size, limits) }
    }
    let layerCount = Double(largest - smallest + 1)
    // From one layer, and then from a few, one sees how large the whole is.
    let middle = min(scales.meanFieldN * scales.meanFieldPolarization, Double(largest))
    let width = layer(model, T: middle.isFinite ? Int(middle) : 0).count
    try require(Double(width) * layerCount / 4, width)
    let sampled = Swift.stride(from: smallest, through: largest, by: max(1, (largest - smallest) / 16))
      .map { layer(model, T: $0).count }
    try require(Double(sampled.reduce(0, +)) / Double(sampled.count) * layerCount, sampled.max() ?? 1)
    return StateSpace(smallestT: smallest, layers: (smallest...largest).map { layer(model, T: $0) })
  }

  /// The m where a chain at fixed T, up at the rates that bring reversed spins to it and down at those that remove them, keeps
  /// more than e⁻³⁷ of its largest probability. For T < 0 it is a chain in N − m.
  ///
  /// It ends at `largestN` where that is given, and gives up after 20000 places, far beyond what could be solved, with all of them.
  static func layer<Model: ClusterModel>(_ model: Model, T: Int, largestN: Int = .max) -> Layer {
    let least = leastM(T: T)
    if !Model.hasReversedSpins { return Layer(lower: 0, upper: 0) }
    var heights = [0.0]
    var peak = 0.0
    while 2 * heights.count + abs(T) <= largestN {
      if heights.count > 20_000 { return Layer(lower: least, upper: least + heights.count) }
      let rise = rise(model, T, heights.count - 1)
      // Nothing comes any more.
      guard rise > -.infinity else { break }
      // What is never left downwards, like one spin where they go in pairs, is about as probable as its neighbours.
      let height = heights[heights.count - 1] + (rise < .infinity ? rise : 5)
      heights.append(height)
      peak = max(peak, height)
      if height < peak - 37 { break }
    }
    let lower = heights.firstIndex { $0 > peak - 37 } ?? 0
    let upper = heights.lastIndex { $0 > peak - 37 } ?? 0
    return Layer(lower: least + lower, upper: least + upper + (upper + 1 < heights.count ? 1 : 0))
  }

  /// ln [π(n + 1)/π(n)] of that chain in the number n of minority spins.
  private static func rise<Model: ClusterModel>(_ model: Model, _ T: Int, _ n: Int) -> Double {
    let next = State(N: abs(T) + 2 * (n + 1), m: leastM(T: T) + n + 1)
    let there = model.rates(N: Double(next.N), m: Double(next.m))
    var (up, down) = (0.0, 0.0)
    for (p, process) in Model.processes.enumerated() {
      let change = T < 0 ? process.deltaN - process.deltaM : process.deltaM
      if change < 0 { down += there[p] }
      let source = State(N: next.N - process.deltaN, m: next.m - process.deltaM)
      if change > 0, Model.isValid(source) { up += model.rates(N: Double(source.N), m: Double(source.m))[p] }
    }
    return log(up / down)
  }
}
