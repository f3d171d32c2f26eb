public import ClusterModel
import Foundation
import GSLBridge

/// P(N, m; t) at one time after a start in a given state.
public struct TransientState: Sendable {
  /// Time since the start, s.
  public let time: Double
  /// Probability that has left the truncated space: an upper bound of the error of every probability.
  public let lost: Double
  public let meanN: Double
  public let varianceN: Double
  public let meanM: Double
  public let meanS: Double
  public let meanAbsS: Double
  public let varianceS: Double
  let space: StateSpace
  let law: [Double]

  init(time: Double, space: StateSpace, law: [Double]) {
    self.time = time
    self.space = space
    self.law = law
    lost = 1 - law.reduce(0, +)
    var (N1, N2, m1, S1, S2, absolute) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    space.forEach { i, N, m in
      let (p, n, s) = (law[i], Double(N), Double(N) / 2 - Double(m))
      N1 += p * n
      N2 += p * n * n
      m1 += p * Double(m)
      S1 += p * s
      S2 += p * s * s
      absolute += p * abs(s)
    }
    (meanN, varianceN, meanM, meanS, meanAbsS, varianceS) = (N1, N2 - N1 * N1, m1, S1, absolute, S2 - S1 * S1)
  }

  /// P(N, m; t).
  public func probability(N: Int, m: Int) -> Double { space.index(N: N, m: m).map { law[$0] } ?? 0 }
}

/// The master equation in time, from any start and also where nothing is injected.
///
/// Probability that steps out of the truncated space is lost, so the sum tells the error; the space grows until less
/// than 1e-9 is lost. Steps in time are e^{−Aᵀt} in a Krylov space of (1 + γAᵀ)⁻¹, which does not care how stiff A is:
/// van den Eshof and Hochbruck, SIAM J. Sci. Comput. 27, 1438 (2006), doi:10.1137/040605461.
public enum TransientSolution {
  /// P(N, m; t) at each of `times` (s, ascending, from 0 or later).
  /// - Throws: `invalidStart`; `tooLarge` where the space does not fit; `inaccurate` where steps do not converge.
  /// - Complexity: a factorisation for each different step in time, and about 40 solutions for each step.
  public static func states(
    _ parameters: Parameters, model: ModelName, from start: State, at times: [Double],
    limits: MasterEquationLimits = MasterEquationLimits()
  ) throws(MasterEquationError) -> [TransientState] {
    guard model.isValid(start) else { throw .invalidStart(N: start.N, m: start.m) }
    return try model.withModel { type throws(MasterEquationError) in
      try states(type, parameters, start, times, limits)
    }
  }

  private static func states<Model: ClusterModel>(
    _ type: Model.Type, _ parameters: Parameters, _ start: State, _ times: [Double], _ limits: MasterEquationLimits
  ) throws(MasterEquationError) -> [TransientState] {
    let model = Model(RateConstants(parameters))
    var space = try firstSpace(model, parameters, start, limits)
    for _ in 0..<12 {
      if !limits.allow(space.size) { throw .tooLarge(space.size, limits) }
      let matrix = TransitionMatrix(model, on: space, boundary: .absorbing)
      var stepper = TransientStepper(matrix)
      var law = [Double](repeating: 0, count: space.count)
      guard let first = space.index(N: start.N, m: start.m) else { throw .invalidStart(N: start.N, m: start.m) }
      law[first] = 1
      var found: [TransientState] = []
      var (now, most) = (0.0, law)
      for time in times {
        if time > now { law = try stepper.advance(law, by: time - now) }
        now = max(now, time)
        found.append(TransientState(time: time, space: space, law: law))
        for i in law.indices { most[i] = max(most[i], law[i]) }
      }
      let lost = found.last.map { abs($0.lost) } ?? 0
      if lost < 1e-9 { return found }
      // Grow where probability was seen near an edge; where none was seen at the given times, everywhere.
      var larger = space.enlarged(model, matrix, law: most, threshold: 1e-13)
      if larger.count == space.count { larger = space.enlarged(model, matrix, law: most, threshold: -1) }
      space = larger
    }
    throw .truncationNotFound(edgeWeight: 1e-9)
  }

  /// The stationary guess, if there is one, joined with the states that lead from the start to it.
  private static func firstSpace<Model: ClusterModel>(
    _ model: Model, _ parameters: Parameters, _ start: State, _ limits: MasterEquationLimits
  ) throws(MasterEquationError) -> StateSpace {
    var smallest = start.N
    var layers: [StateSpace.Layer] = []
    if parameters.injectionRate > 0, ClusterScales(parameters).regime != .unlimited {
      let guess = try StateSpace.guess(model, parameters, limits: limits)
      (smallest, layers) = (guess.smallestN, guess.layers)
    }
    func single(_ N: Int) -> StateSpace.Layer {
      let bound = StateSpace.largestM(Model.self, N: N)
      return StateSpace.Layer(lower: 0, upper: min(bound, 2))
    }
    if layers.isEmpty { layers = [single(start.N)] }
    // Down to where the start annihilates to, and a few above it.
    while smallest > 0 && (parameters.injectionRate == 0 || start.N < smallest) {
      smallest -= 1
      layers.insert(single(smallest), at: 0)
    }
    while smallest + layers.count <= start.N + 4 { layers.append(single(smallest + layers.count)) }
    for i in layers.indices where smallest + i <= start.N + 4 {
      let N = smallest + i
      let bound = StateSpace.largestM(Model.self, N: N)
      // Pairs leave along m − (start.N − N)/2 and its neighbourhood.
      let path = max(0, min(start.m, bound))
      layers[i].upper = max(layers[i].upper, path)
      layers[i].normalize()
    }
    return StateSpace(smallestN: smallest, layers: layers)
  }
}
