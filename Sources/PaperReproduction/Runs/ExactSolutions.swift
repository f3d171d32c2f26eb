import Campaign
import ClusterModel
import Synchronization
import Theory

/// A model with its parameters.
struct System: Sendable, Hashable {
  var parameters: Parameters
  var model: ModelName
}

/// Solutions of the master equation, each computed once.
final class ExactSolutions: Sendable {
  /// A minute or two for the largest, the point of Fig. 1 with 520 quasi-particles, which passes 2 GB. Beyond, there is none.
  private static let limits = MasterEquationLimits(bytes: 4e9, operations: 5e11)

  private let found = Mutex<[System: TheoreticalEstimates?]>([:])

  /// nil where the system is too large.
  subscript(system: System) -> TheoreticalEstimates? {
    if let known = found.withLock({ $0[system] }) { return known }
    let solution = try? TheoreticalEstimates.exact(
      system.parameters, model: system.model, fluxPerSpin: 1e-7, limits: ExactSolutions.limits, curves: false)
    found.withLock { $0[system] = .some(solution) }
    return solution
  }

  func value(_ name: String, _ system: System) -> Double? { self[system]?.values[name] }

  /// Computes many, several at a time.
  func solve(_ systems: [System], threads: Int) throws {
    let next = Mutex(0)
    try WorkerPool.run(
      threads: threads,
      next: {
        next.withLock { place -> Int? in
          guard place < systems.count else { return nil }
          place += 1
          return place - 1
        }
      },
      perform: { _ = self[systems[$0]] })
  }
}
