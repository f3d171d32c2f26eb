import ClusterModel
import Theory

/// The theory that stands beside a point's tables.
struct PointTheory: Sendable {
  let exact: TheoreticalEstimates?
  let fokkerPlanck: TheoreticalEstimates?
  /// Columns of the ensemble means; none without an ensemble.
  let ensemble: Columns
  /// Why there is no exact solution though it was asked for.
  let refusals: [String]

  /// What is solved without being asked: a factorisation of 0.05 s, some fifty of them for everything, and vectors of a
  /// length at which those of the autocovariances take at most some seconds (docs/verification.md).
  static let automatic = MasterEquationLimits(bytes: 2e8, operations: 1e8, states: 10_000)
  /// What is solved when asked for: minutes, and as much memory as a workstation has.
  static let generous = MasterEquationLimits(bytes: 8e9, operations: 5e11)

  /// Solves what `mode` asks for. What fits is judged by size, not by time, so that files do not depend on the machine.
  init(_ plan: PointPlan, mode: ExactSolution) {
    fokkerPlanck = TheoreticalEstimates.fokkerPlanck(
      plan.parameters, model: plan.model, fluxPerSpin: plan.fluxPerSpin)
    let transient = plan.ensembleTimes.map { EnsembleTheory(plan, times: $0, mode: mode) }
    ensemble = transient?.columns ?? Columns()
    guard mode != .never else {
      exact = nil
      refusals = []
      return
    }
    do {
      exact = try TheoreticalEstimates.exact(
        plan.parameters, model: plan.model, fluxPerSpin: plan.fluxPerSpin,
        limits: mode == .always ? PointTheory.generous : PointTheory.automatic)
      refusals = [transient?.refusal].compactMap(\.self)
    } catch {
      exact = nil
      refusals = (mode == .always ? ["no exact solution: \(error)"] : []) + [transient?.refusal].compactMap(\.self)
    }
  }

  /// The columns of a table that the theory can fill, each with a value for a row.
  struct Columns {
    var names: [String] = []
    var values: [[Double?]] = []

    mutating func add(_ name: String, _ column: [Double]?) {
      guard let column else { return }
      names.append(name)
      values.append(column)
    }

    func cells(_ row: Int) -> [Double?] { values.map { row < $0.count ? $0[row] : nil } }
  }

  /// Columns `exact` and `fokkerPlanck` of a histogram over the given values; S in halves as 2S.
  func histogram(_ distribution: (TheoreticalEstimates) -> ((Int) -> Double)?, over values: [Int]) -> Columns {
    var columns = Columns()
    columns.add("exact", exact.flatMap(distribution).map { values.map($0) })
    columns.add("fokkerPlanck", fokkerPlanck.flatMap(distribution).map { values.map($0) })
    return columns
  }

  static func probabilityN(_ theory: TheoreticalEstimates) -> ((Int) -> Double)? {
    let law = theory.probabilityN()
    return law.isEmpty ? nil : { $0 < law.count ? law[$0] : 0 }
  }

  static func probabilityM(_ theory: TheoreticalEstimates) -> ((Int) -> Double)? {
    theory.probabilityM().map { law in { law[$0] } }
  }

  static func probabilityTwiceSpin(_ theory: TheoreticalEstimates) -> ((Int) -> Double)? {
    theory.probabilityTwiceSpin().map { law in { law[$0] } }
  }

  /// Columns `exactN`, `fokkerPlanckN`, `exactJ`, `fokkerPlanckJ` of a curve.
  func curves(
    N: (TheoreticalEstimates) -> [Double]?, J: (TheoreticalEstimates) -> [Double]?
  ) -> Columns {
    var columns = Columns()
    columns.add("exactN", exact.flatMap(N))
    columns.add("fokkerPlanckN", fokkerPlanck.flatMap(N))
    columns.add("exactJ", exact.flatMap(J))
    columns.add("fokkerPlanckJ", fokkerPlanck.flatMap(J))
    return columns
  }
}
