public import ClusterModel
import Foundation
public import GSLBridge

/// A point of mean field: real-valued N and m.
public struct MeanFieldState: Sendable, Hashable {
  public var N: Double
  public var m: Double

  public init(N: Double, m: Double) {
    self.N = N
    self.m = m
  }

  /// S = N/2 − m.
  public var spin: Double { N / 2 - m }
  /// p = 1 − 2m/N; 1 for the empty cluster.
  public var polarization: Double { N > 0 ? 1 - 2 * m / N : 1 }
}

/// Mean field: the equations of motion of the most probable N and m.
///
/// Two sets of equations. `paper` are Eqs. (1) and (2), with loss to traps added:
///
///     dN/dt = AV − 2(Γ̄/V)(N−m)m − (Γ̄t/V)N² − N/τ_trap
///     dm/dt = (AV/2)[1 − 1/(N−m)] − (Γ̄/V)(N−m)m − (Γ̄t/V)Nm + (N−2m)/τs − m/τ_trap
///
/// `processes` are a model's own: the sum over its processes of rate × change, the rates taken at real N and m. They keep
/// what the paper drops for large N (pairs N(N−1)/2, 1/(N−m+1)), hold from the empty cluster on, and for su2 at any
/// polarisation. Source: doi:10.1103/PhysRevLett.125.097006.
public struct MeanField: Sendable {
  /// Which equations of motion.
  public enum Equations: Sendable, Hashable {
    case paper
    case processes(ModelName)
  }

  public let parameters: Parameters
  public let equations: Equations
  /// The drift as a function of (N, m), in s⁻¹.
  let field: @Sendable (Double, Double) -> (N: Double, m: Double)
  /// Whether m moves at all.
  let hasReversedSpins: Bool

  public init(_ parameters: Parameters, equations: Equations) {
    self.parameters = parameters
    self.equations = equations
    let constants = RateConstants(parameters)
    switch equations {
    case .paper:
      hasReversedSpins = true
      field = { N, m in MeanField.paperDrift(constants, N, m) }
    case .processes(let model):
      hasReversedSpins = model.hasReversedSpins
      field = model.withModel { type in MeanField.drift(of: type, constants) }
    }
  }

  /// (dN/dt, dm/dt) in s⁻¹.
  public func drift(_ state: MeanFieldState) -> MeanFieldState {
    let change = field(state.N, state.m)
    return MeanFieldState(N: change.N, m: change.m)
  }

  /// N and m at each of `times` (s, ascending, from 0 or later), starting from `start` at time 0.
  ///
  /// Eqs. (1), (2) are singular at N = m, so `paper` cannot start from the empty cluster; `processes` can.
  /// - Throws: `GSLError` where the drift is not finite or the step size vanishes.
  public func trajectory(from start: MeanFieldState, at times: [Double]) throws(GSLError) -> [MeanFieldState] {
    let field = field
    let system = StiffSystem(
      dimension: 2,
      derivative: { y in
        let change = field(y[0], y[1])
        return [change.N, change.m]
      },
      jacobian: { y in
        let J = MeanField.jacobian(field, y[0], y[1])
        return [J.NN, J.Nm, J.mN, J.mm]
      })
    let found = try system.solution(from: [start.N, start.m], at: times)
    return found.map { MeanFieldState(N: $0[0], m: $0[1]) }
  }

  private static func paperDrift(_ c: RateConstants, _ N: Double, _ m: Double) -> (N: Double, m: Double) {
    let k = N - m
    let singlet = c.singlet * k * m
    return (
      c.injection - 2 * singlet - c.triplet * N * N - c.trapping * N,
      c.injection / 2 * (1 - 1 / k) - singlet - c.triplet * N * m + c.flip * (N - 2 * m) - c.trapping * m
    )
  }

  private static func drift<Model: ClusterModel>(
    of type: Model.Type, _ constants: RateConstants
  ) -> @Sendable (Double, Double) -> (N: Double, m: Double) {
    let model = Model(constants)
    let processes = Model.processes
    return { N, m in
      let rates = model.rates(N: N, m: m)
      var change = (N: 0.0, m: 0.0)
      for (i, process) in processes.enumerated() {
        change.N += rates[i] * Double(process.deltaN)
        change.m += rates[i] * Double(process.deltaM)
      }
      return change
    }
  }

  /// ∂(drift)/∂(N, m) by central differences.
  static func jacobian(
    _ field: (Double, Double) -> (N: Double, m: Double), _ N: Double, _ m: Double
  ) -> (NN: Double, Nm: Double, mN: Double, mm: Double) {
    let (hN, hm) = (6e-6 * max(abs(N), 1e-3), 6e-6 * max(abs(m), 1e-3))
    let (right, left) = (field(N + hN, m), field(N - hN, m))
    let (up, down) = (field(N, m + hm), field(N, m - hm))
    return (
      (right.N - left.N) / (2 * hN), (up.N - down.N) / (2 * hm),
      (right.m - left.m) / (2 * hN), (up.m - down.m) / (2 * hm)
    )
  }
}
