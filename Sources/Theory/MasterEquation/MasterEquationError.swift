public import GSLBridge
import Foundation

/// How large a truncated master equation is.
public struct MasterEquationSize: Sendable, Hashable, CustomStringConvertible {
  /// Number of states (N, m).
  public let states: Int
  /// How far transitions reach from the diagonal when states are ordered by N and then m.
  public let lowerBandwidth: Int
  public let upperBandwidth: Int

  /// Memory of the factorised band, in bytes.
  public var bytes: Double { Double(states) * Double(lowerBandwidth + upperBandwidth + 2) * 8 }
  /// Multiplications and additions of one factorisation.
  public var operations: Double { 2 * Double(states) * Double(lowerBandwidth) * Double(upperBandwidth) }

  public var description: String {
    func short(_ value: Double) -> String { String(format: "%.3g", value) }
    return "\(states) states with bandwidth \(lowerBandwidth) + \(upperBandwidth): \(short(bytes / 1e6)) MB and "
      + "\(short(operations)) operations a factorisation"
  }
}

/// What the exact solution may cost.
public struct MasterEquationLimits: Sendable, Hashable {
  /// Memory of one factorisation, in bytes.
  public var bytes: Double
  /// Operations of one factorisation; about 3e9 a second.
  public var operations: Double
  /// States; where bands are narrow, the vectors of the autocovariances cost more than the factorisations.
  public var states: Int

  public init(bytes: Double = 1e9, operations: Double = 5e10, states: Int = .max) {
    self.bytes = bytes
    self.operations = operations
    self.states = states
  }

  package func allow(_ size: MasterEquationSize) -> Bool {
    size.bytes <= bytes && size.operations <= operations && size.states <= states
  }
}

/// Why there is no exact solution.
public enum MasterEquationError: Error, Sendable, CustomStringConvertible {
  /// Nothing is injected, so the cluster dies out and its stationary state is not unique.
  case nothingInjected
  /// Nothing limits the number of quasi-particles, so there is no stationary state.
  case unlimited
  /// The space of states does not fit the limits.
  case tooLarge(MasterEquationSize, MasterEquationLimits)
  /// The truncation still cut off `edgeWeight` of the probability after the last enlargement.
  case truncationNotFound(edgeWeight: Double)
  /// A state of the truncated space cannot be left, or a rate is not finite.
  case disconnected
  /// The model has no spin vector, or no sign of its spin.
  case noSpin
  /// A reduced model did not reach its accuracy; the residual is relative to the observable.
  case inaccurate(residual: Double)
  /// The given start is not a state of the model.
  case invalidStart(N: Int, m: Int)
  case library(GSLError)

  public var description: String {
    switch self {
    case .nothingInjected: "the injection rate is 0: the cluster dies out and has no stationary fluctuations"
    case .unlimited: "no flips, triplet annihilation or traps limit the cluster: it has no stationary state"
    case .tooLarge(let size, let limits):
      "the exact master equation needs \(size); allowed are \(limits.bytes / 1e6) MB and "
        + "\(limits.operations) operations" + (limits.states == .max ? "" : ", \(limits.states) states")
    case .truncationNotFound(let weight): "no truncation was found: the edge still holds probability \(weight)"
    case .disconnected: "a state of the truncated master equation cannot be left, or a rate is not finite"
    case .noSpin: "the model has no spin to correlate"
    case .inaccurate(let residual): "the reduced model stopped at a relative residual of \(residual)"
    case .invalidStart(let N, let m): "N = \(N), m = \(m) is not a state of the model"
    case .library(let error): error.description
    }
  }
}
