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
  /// A state in which the cluster is at time 0, and its probability.
  public typealias Start = (state: State, probability: Double)

  /// P(N, m; t) at each of `times` (s, ascending, from 0 or later) after a start in one state.
  /// - Throws: `invalidStart`; `tooLarge` where the space does not fit; `inaccurate` where steps do not converge.
  /// - Complexity: a factorisation for each different step in time, and about 40 solutions for each step.
  public static func states(
    _ parameters: Parameters, model: ModelName, from start: State, at times: [Double],
    limits: MasterEquationLimits = MasterEquationLimits()
  ) throws(MasterEquationError) -> [TransientState] {
    try states(parameters, model: model, from: [(start, 1)], at: times, limits: limits)
  }

  /// P(N, m; t) at each of `times` (s, ascending, from 0 or later) after a start that is drawn.
  /// - Parameters:
  ///   - start: probabilities of the states at time 0; they are made to sum to 1.
  ///   - work: multiplications and additions that the whole may cost, beside what `limits` allow for one factorisation.
  /// - Throws: as for one state.
  public static func states(
    _ parameters: Parameters, model: ModelName, from start: [Start], at times: [Double],
    limits: MasterEquationLimits = MasterEquationLimits(), work: Double = .infinity
  ) throws(MasterEquationError) -> [TransientState] {
    let probable = start.filter { $0.probability > negligible }
    guard let first = start.first, !probable.isEmpty else { throw .invalidStart(N: start.first?.state.N ?? 0, m: 0) }
    for (state, _) in [first] + probable where !model.isValid(state) { throw .invalidStart(N: state.N, m: state.m) }
    return try model.withModel { type throws(MasterEquationError) in
      try states(type, parameters, probable, times, limits, work)
    }
  }

  /// Starts that are less probable are left out.
  private static let negligible = 1e-15

  private static func states<Model: ClusterModel>(
    _ type: Model.Type, _ parameters: Parameters, _ start: [Start], _ times: [Double],
    _ limits: MasterEquationLimits, _ work: Double
  ) throws(MasterEquationError) -> [TransientState] {
    let model = Model(RateConstants(parameters))
    var space = try StateSpace.onTheWay(model, parameters, from: start.map(\.state), limits: limits)
    let total = start.reduce(0) { $0 + $1.probability }
    var spent = 0.0
    for _ in 0..<12 {
      spent += cost(of: space.size(type), times: times.count)
      if !limits.allow(space.size(type)) || spent > work { throw .tooLarge(space.size(type), limits) }
      let matrix = TransitionMatrix(model, on: space, boundary: .absorbing)
      var stepper = TransientStepper(matrix)
      var law = [Double](repeating: 0, count: space.count)
      for (state, probability) in start {
        guard let place = space.index(N: state.N, m: state.m) else { throw .invalidStart(N: state.N, m: state.m) }
        law[place] += probability / total
      }
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

  /// Multiplications and additions for steps of one length: about 40 vectors each, of which every one is solved for and
  /// made orthogonal to those before it, twice.
  private static func cost(of size: MasterEquationSize, times: Int) -> Double {
    let vectors = 40.0
    let step = vectors * Double(size.states) * (2 * Double(size.lowerBandwidth + size.upperBandwidth) + 4 * vectors)
    return size.operations + Double(times) * step
  }
}
