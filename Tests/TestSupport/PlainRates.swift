public import ClusterModel

import Foundation

/// One way out of a state, from formulas typed independently of the `ClusterModel` module's.
public struct PlainProcess: Sendable {
  public let name: String
  public let next: State
  /// In s⁻¹.
  public let rate: Double
  /// What the event multiplies the expectation of the spin vector by.
  public let factor: Double

  public init(name: String, next: State, rate: Double, factor: Double) {
    self.name = name
    self.next = next
    self.rate = rate
    self.factor = factor
  }
}

/// [S'(S'+1) + S(S+1) − q(q+1)]/[2S(S+1)]: what is left of the spin vector when a spin `q` joins or leaves; 0 at S = 0.
public func projectionFactor(from S: Double, to after: Double, by q: Double) -> Double {
  S == 0 ? 0 : (after * (after + 1) + S * (S + 1) - q * (q + 1)) / (2 * S * (S + 1))
}

/// All processes out of `state`, also those of rate zero, whose `next` may then lie outside the state space.
///
/// A second typing of the formulas: only names, parameters and states are shared with the models under test.
/// In su2 the flips that turn only the axis are events from a state to itself, `axisViaLower` and `axisViaUpper`.
public func plainProcesses(_ model: ModelName, _ p: Parameters, in state: State) -> [PlainProcess] {
  let (N, m) = (Double(state.N), Double(state.m))
  let k = N - m
  let injection = p.injectionRate * p.volume
  let g = p.gamma / p.volume
  let gt = p.gammaTriplet / p.volume
  var w = 0.0
  if let time = p.spinFlipTime { w = 1 / time }
  var trap = 0.0
  if let time = p.trappingTime { trap = 1 / time }
  func process(_ name: String, _ dN: Int, _ dm: Int, _ rate: Double, _ factor: Double = 1) -> PlainProcess {
    PlainProcess(name: name, next: State(N: state.N + dN, m: state.m + dm), rate: rate, factor: factor)
  }

  switch model {
  case .heisenberg, .ising:
    // Twice the probability that an injected spin leaves the total spin maximal, and the axis' cosine then.
    var (aligned, cosine) = (1.0, 1.0)
    // Flips against and along the field: their ratio is exp(−E_Z/k_BT), their mean 1.
    var (against, along) = (1.0, 1.0)
    if model == .heisenberg {
      aligned = (k + 2) / (k + 1)
      let sigma = k / 2
      cosine = sigma * (sigma + 1.5) / ((sigma + 1) * (sigma + 0.5))
    } else {
      against = 2 / (exp(p.zeeman) + 1)
      along = 2 / (exp(-p.zeeman) + 1)
    }
    return [
      process("injectionAligned", 1, 0, injection * aligned / 2, cosine),
      process("injectionReversed", 1, 1, injection * (2 - aligned) / 2),
      process("singletAnnihilation", -2, -1, g * (k * m)),
      process("spinFlip", 0, 1, w * against * k),
      process("spinFlipBack", 0, -1, w * along * m),
      process("tripletAnnihilationAligned", -2, 0, gt * (k * (k - 1) / 2)),
      process("tripletAnnihilationMixed", -2, -1, gt * (k * m)),
      process("tripletAnnihilationReversed", -2, -2, gt * (m * (m - 1) / 2)),
      process("trappingAligned", -1, 0, trap * k),
      process("trappingReversed", -1, -1, trap * m),
    ]

  case .polarized, .polarizedIsing:
    var down = 0.5
    if model == .polarized {
      down = N / (2 * (N + 1))
    } else if state.N == 0 {
      down = 0
    }
    return [
      process("injectionAligned", 1, 0, injection * (1 - down)),
      process("injectionReversed", -1, 0, injection * down),
      process("tripletAnnihilation", -2, 0, gt * (N * (N - 1) / 2)),
      process("spinFlip", -2, 0, state.N < 2 ? 0 : N * w),
      process("trapping", -1, 0, N * trap),
    ]

  case .su2:
    let S = N / 2 - m
    let T = 2 * S
    let (hasSpin, hasTriplet) = (S > 0, S >= 1)
    func r(_ after: Double, _ q: Double) -> Double { projectionFactor(from: S, to: after, by: q) }
    let viaLower = r(S - 0.5, 0.5) * projectionFactor(from: S - 0.5, to: S, by: 0.5)
    let viaUpper = r(S + 0.5, 0.5) * projectionFactor(from: S + 0.5, to: S, by: 0.5)
    return [
      process("injectionAligned", 1, 0, injection * (S + 1) / (T + 1), r(S + 0.5, 0.5)),
      process("injectionReversed", 1, 1, injection * S / (T + 1), r(S - 0.5, 0.5)),
      process("singletAnnihilation", -2, -1, g * m * (k + 1), r(S, 0)),
      process("spinFlip", 0, 1, hasTriplet ? w * (k + 1) * (T - 1) / (T + 1) : 0, r(S - 1, 1)),
      process("spinFlipBack", 0, -1, w * m * (T + 3) / (T + 1), r(S + 1, 1)),
      process(
        "tripletAnnihilationAligned", -2, 0, hasTriplet ? gt * (T - 1) * (k + 1) * k / (2 * (T + 1)) : 0, r(S - 1, 1)),
      process("tripletAnnihilationReversed", -2, -2, gt * (T + 3) * m * (m - 1) / (2 * (T + 1)), r(S + 1, 1)),
      process("tripletAnnihilationSinglet", -2, -1, gt * (k + 1) * m / 2, r(S, 0)),
      process("tripletAnnihilationMixed", -2, -1, hasSpin ? gt * (k + 1) * m / 2 : 0, r(S, 1)),
      // A lost particle leaves S − ½ behind with weight T(k+1), S + ½ with weight (T+2)m, of N(T+1) in all.
      process("trappingAligned", -1, 0, trap * T * (k + 1) / (T + 1), r(S - 0.5, 0.5)),
      process("trappingReversed", -1, -1, trap * (T + 2) * m / (T + 1), r(S + 0.5, 0.5)),
      process("axisViaLower", 0, 0, hasSpin ? w * (k + 1) : 0, viaLower),
      process("axisViaUpper", 0, 0, w * m, viaUpper),
    ]
  }
}
