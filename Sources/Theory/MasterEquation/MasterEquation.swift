public import ClusterModel
import Foundation
import GSLBridge

/// The numerically exact stationary state of a model: its master equation on a truncated space of states (N, m).
///
/// For `heisenberg` it is Eq. (S4), for `polarized` Eq. (S5), from the same rates as the Monte Carlo. The truncation is
/// found by itself: it grows until what could step out of it holds less than 1e-12 of the probability.
/// Source: doi:10.1103/PhysRevLett.125.097006.
public struct MasterEquation: Sendable {
  public let model: ModelName
  public let parameters: Parameters
  /// Size of the space of states.
  public let size: MasterEquationSize
  /// Probability of the states from which a transition out of the space is left out.
  public let edgeWeight: Double
  /// The smallest and largest N kept.
  public var rangeOfN: ClosedRange<Int> { space.rangeOfN }

  let space: StateSpace
  /// P of each state, in the order of `space`.
  let law: [Double]
  let generator: TransitionMatrix
  /// The most probable state.
  let reference: Int

  /// Solves for the stationary state.
  /// - Parameter limits: what one factorisation may cost; beyond it nothing is started.
  /// - Throws: `MasterEquationError`; `tooLarge` says what would be needed.
  /// - Complexity: states × bandwidth² operations, a few times.
  public init(
    _ parameters: Parameters, model: ModelName, limits: MasterEquationLimits = MasterEquationLimits()
  ) throws(MasterEquationError) {
    try MasterEquation.requireStationaryState(parameters, model)
    self = try model.withModel { type throws(MasterEquationError) in
      try MasterEquation(type, parameters, limits)
    }
  }

  private init<Model: ClusterModel>(
    _ type: Model.Type, _ parameters: Parameters, _ limits: MasterEquationLimits
  ) throws(MasterEquationError) {
    let model = Model(RateConstants(parameters))
    var space = try StateSpace.guess(model, parameters, limits: limits)
    var reference = MasterEquation.probableState(space, parameters, pinned: Model.spinVector == .pinned)
    var isTrimmed = false
    var edge = 1.0
    for _ in 0..<160 {
      if !limits.allow(space.size(type)) { throw .tooLarge(space.size(type), limits) }
      let matrix = TransitionMatrix(model, on: space, boundary: .reflecting)
      if let larger = space.withExits(model, matrix, towards: reference) {
        reference = space.renumbered(reference, in: larger)
        space = larger
        continue
      }
      let law = try MarkovFactorization(matrix, reference: reference).stationaryLaw()
      guard let peak = law.indices.max(by: { law[$0] < law[$1] }), law[peak].isFinite else { throw .disconnected }
      edge = 0
      var edgeStates = 0
      for i in law.indices where matrix.dropped[i] > 0 {
        edge += law[i]
        edgeStates += 1
      }
      if edge < MasterEquation.edgeTolerance {
        // Once: what was guessed too large costs time in everything that follows.
        let smaller = isTrimmed ? space : space.trimmed(law: law, threshold: 1e-18)
        if smaller.count < space.count * 4 / 5 {
          isTrimmed = true
          reference = space.renumbered(peak, in: smaller)
          space = smaller
          continue
        }
        self.model = Model.name
        self.parameters = parameters
        self.space = space
        self.law = law
        self.generator = matrix
        self.reference = peak
        edgeWeight = edge
        size = MasterEquationSize(states: space.count, lowerBandwidth: matrix.lower, upperBandwidth: matrix.upper)
        return
      }
      let threshold = MasterEquation.edgeTolerance / Double(4 * edgeStates)
      let larger = space.enlarged(model, matrix, law: law, threshold: threshold)
      reference = space.renumbered(peak, in: larger)
      space = larger
    }
    throw .truncationNotFound(edgeWeight: edge)
  }

  /// The largest probability at the edge of the truncated space.
  static let edgeTolerance = 1e-12

  /// P(N, m); 0 for a state that is not kept.
  public func probability(N: Int, m: Int) -> Double { space.index(N: N, m: m).map { law[$0] } ?? 0 }

  /// Calls `body` with every kept state and its probability, by 2S = N − 2m and then m.
  public func forEachState(_ body: (_ state: State, _ probability: Double) -> Void) {
    space.forEach { i, N, m in body(State(N: N, m: m), law[i]) }
  }

  /// The size that would be needed, estimated without solving anything.
  public static func estimatedSize(
    _ parameters: Parameters, model: ModelName
  ) throws(MasterEquationError) -> MasterEquationSize {
    try requireStationaryState(parameters, model)
    let unlimited = MasterEquationLimits(bytes: 1e9, operations: 1e12)
    do {
      return try model.withModel { type throws(MasterEquationError) in
        try guessedSize(type, parameters, unlimited)
      }
    } catch {
      if case .tooLarge(let size, _) = error { return size }
      throw error
    }
  }

  /// The same, where it fits `limits`.
  /// - Throws: `tooLarge`, as soon as that is seen.
  package static func estimatedSize(
    _ parameters: Parameters, model: ModelName, limits: MasterEquationLimits
  ) throws(MasterEquationError) -> MasterEquationSize {
    try requireStationaryState(parameters, model)
    let size = try model.withModel { type throws(MasterEquationError) in try guessedSize(type, parameters, limits) }
    if !limits.allow(size) { throw .tooLarge(size, limits) }
    return size
  }

  private static func guessedSize<Model: ClusterModel>(
    _ type: Model.Type, _ parameters: Parameters, _ limits: MasterEquationLimits
  ) throws(MasterEquationError) -> MasterEquationSize {
    try StateSpace.guess(Model(RateConstants(parameters)), parameters, limits: limits).size(type)
  }

  private static func requireStationaryState(_ p: Parameters, _ model: ModelName) throws(MasterEquationError) {
    if p.injectionRate == 0 { throw .nothingInjected }
    let limitsAlone = p.gammaTriplet > 0 || p.trappingTime != nil
    // Flips limit N by way of singlet annihilation; the polarised models have that built in.
    let flipsLimit = p.spinFlipTime != nil && (p.gamma > 0 || !model.hasReversedSpins)
    if !limitsAlone && !flipsLimit { throw .unlimited }
  }

  /// A state near the mean-field point.
  private static func probableState(_ space: StateSpace, _ p: Parameters, pinned: Bool) -> Int {
    let scales = ClusterScales(p)
    let polarized = pinned ? ClusterScales(p, pinned: true).regime != .unpolarized : scales.meanFieldPolarization > 0.5
    let N = polarized ? scales.N0 : scales.unpolarizedN
    let T = polarized ? N - 2 * scales.m0 : 0
    let i = min(max(Int(T.rounded()) - space.smallestT, 0), space.layers.count - 1)
    let layer = space.layers[i]
    let m = polarized ? layer.lower + Int(scales.m0) : Int(N / 2)
    return space.offsets[i] + min(max(m, layer.lower), layer.upper) - layer.lower
  }
}

extension StateSpace {
  /// The number in `other` of the state that is number `index` here; the first of its layer when it is not there.
  func renumbered(_ index: Int, in other: StateSpace) -> Int {
    var found = 0
    forEach { i, N, m in if i == index { found = other.index(N: N, m: m) ?? 0 } }
    return found
  }
}
