import ClusterModel
import Testing

/// A system that both the simulation and the dense master equation can do.
struct SystemCase: Sendable, CustomTestStringConvertible {
  let name: String
  let model: ModelName
  let parameters: Parameters
  /// Where the space of states of the exact answer ends.
  let largestN: Int
  let reversed: Int

  var testDescription: String { name }

  init(
    _ name: String, _ model: ModelName, A: Double = 20, V: Double = 1, gamma: Double = 18,
    gammaTriplet: Double = 1.8e-3,
    spinFlipTime: Double? = 10, trappingTime: Double? = nil, zeeman: Double = 0, largestN: Int, reversed: Int = .max
  ) {
    self.name = name
    self.model = model
    parameters = Parameters(
      injectionRate: A, volume: V, gamma: gamma, gammaTriplet: gammaTriplet, spinFlipTime: spinFlipTime,
      trappingTime: trappingTime, zeeman: zeeman)
    self.largestN = largestN
    self.reversed = reversed
  }

  func exact() throws -> ExactEstimates {
    try ExactEstimates(model, parameters, largestN: largestN, reversed: reversed)
  }

  func campaign(trajectories: Int, duration: Double, seed: UInt64, more: [String] = []) -> Campaign {
    Campaign(
      model: model, parameters: parameters, trajectories: trajectories, duration: duration, seed: seed, more: more)
  }

  /// The reference point of every model.
  static let reference = [
    SystemCase("heisenberg", .heisenberg, largestN: 60, reversed: 8),
    SystemCase("su2", .su2, largestN: 60, reversed: 8),
    SystemCase("ising", .ising, largestN: 52, reversed: 8),
    SystemCase("polarized", .polarized, largestN: 60),
    SystemCase("polarized-ising", .polarizedIsing, largestN: 60),
  ]

  /// Every regime, and the corners where windows, lags or waiting times could go wrong.
  static let regimes = [
    SystemCase("no Γ̄t, su2", .su2, gammaTriplet: 0, largestN: 62, reversed: 8),
    SystemCase("no Γ̄t, V ≫ Vc, su2", .su2, A: 9e-4, V: 2000, gammaTriplet: 0, largestN: 44),
    SystemCase("unpolarised, heisenberg", .heisenberg, A: 2e-3, V: 1000, largestN: 36),
    SystemCase("unpolarised, su2", .su2, A: 4e-3, V: 1000, largestN: 46),
    SystemCase("unpolarised, ising", .ising, A: 2e-3, V: 1000, largestN: 36),
    SystemCase("unpolarised, few, su2", .su2, A: 1e-4, V: 1000, largestN: 17),
    SystemCase("crossover, su2", .su2, A: 0.03, V: 180, largestN: 50),
    SystemCase("crossover, ising", .ising, A: 0.02, V: 180, largestN: 40),
    SystemCase("V = Vc/6, su2", .su2, A: 0.5, V: 30, largestN: 58, reversed: 20),
    SystemCase("V = Vc/20, su2", .su2, A: 4, V: 8, largestN: 75, reversed: 12),
    SystemCase("V = Vc/20, heisenberg", .heisenberg, A: 4, V: 8, largestN: 75, reversed: 13),
    SystemCase("triplet, su2", .su2, A: 500, gammaTriplet: 1, spinFlipTime: nil, largestN: 35, reversed: 12),
    SystemCase(
      "triplet, heisenberg", .heisenberg, A: 500, gammaTriplet: 1, spinFlipTime: nil, largestN: 35, reversed: 16),
    SystemCase("triplet, ising", .ising, A: 500, gammaTriplet: 1, spinFlipTime: nil, largestN: 34),
    SystemCase("triplet, few, su2", .su2, A: 100, gammaTriplet: 6, spinFlipTime: nil, largestN: 20),
    SystemCase("no flips, su2", .su2, A: 5, gammaTriplet: 0.01, spinFlipTime: nil, largestN: 40, reversed: 6),
    SystemCase("no flips, polarized", .polarized, A: 5, gammaTriplet: 0.01, spinFlipTime: nil, largestN: 60),
    SystemCase(
      "traps, su2", .su2, gammaTriplet: 0, spinFlipTime: nil, trappingTime: 5, largestN: 64, reversed: 8),
    SystemCase(
      "traps, heisenberg", .heisenberg, gammaTriplet: 0, spinFlipTime: nil, trappingTime: 5, largestN: 64, reversed: 8),
    SystemCase(
      "traps, ising", .ising, gammaTriplet: 0, spinFlipTime: 1000, trappingTime: 5, largestN: 52, reversed: 8),
    SystemCase("field, ising", .ising, zeeman: 0.5, largestN: 58, reversed: 8),
    SystemCase("strong field, few, ising", .ising, A: 2, zeeman: 2, largestN: 32, reversed: 8),
    SystemCase("deep, ising", .ising, A: 60, largestN: 76, reversed: 9),
    SystemCase("few, su2", .su2, A: 0.5, largestN: 20),
    SystemCase("few, heisenberg", .heisenberg, A: 0.5, largestN: 20),
    SystemCase("few, ising", .ising, A: 0.5, largestN: 20),
    SystemCase("few, polarized", .polarized, A: 0.5, largestN: 20),
  ]
}
