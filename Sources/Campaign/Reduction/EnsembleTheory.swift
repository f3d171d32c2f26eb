import ClusterModel
import Kernel
import Theory

/// What theory says of the ensemble means at their moments: the master equation in time, and mean field.
///
/// Mean field is the drift of the model's own rates (`MeanField.Equations.processes`), which holds from the empty cluster
/// on; it starts from the mean of the states in which trajectories start.
struct EnsembleTheory: Sendable {
  let columns: PointTheory.Columns
  /// Why there is no exact solution though it was asked for.
  let refusal: String?

  /// What the whole path may cost without being asked: a few seconds.
  static let automaticWork = 2e10
  /// And when asked for: minutes.
  static let generousWork = 1e12

  /// - Parameter times: in s since the start of the trajectories.
  init(_ plan: PointPlan, times: [Double], mode: ExactSolution) {
    let start = EnsembleTheory.law(plan.start(), model: plan.model)
    let (exact, refusal) = EnsembleTheory.exact(plan, start, times, mode)
    let meanField = EnsembleTheory.meanField(plan, start, times)
    let hasSpins = plan.model.hasReversedSpins
    var columns = PointTheory.Columns()
    func add(_ name: String, _ ofExact: (TransientState) -> Double, _ ofMeanField: (MeanFieldState) -> Double) {
      columns.add("exact" + name, exact?.map(ofExact))
      columns.add("meanField" + name, meanField?.map(ofMeanField))
    }
    add("N", { $0.meanN }, { $0.N })
    if hasSpins {
      add("M", { $0.meanM }, { $0.m })
      add("S", { $0.meanS }, { $0.spin })
      add("AbsS", { $0.meanAbsS }, { abs($0.spin) })
    }
    self.columns = columns
    self.refusal = refusal
  }

  private static func exact(
    _ plan: PointPlan, _ start: [TransientSolution.Start], _ times: [Double], _ mode: ExactSolution
  ) -> ([TransientState]?, refusal: String?) {
    if mode == .never { return (nil, nil) }
    let isPatient = mode == .always
    do {
      return (
        try TransientSolution.states(
          plan.parameters, model: plan.model, from: start, at: times,
          limits: isPatient ? PointTheory.generous : PointTheory.automatic,
          work: isPatient ? generousWork : automaticWork), nil
      )
    } catch {
      return (nil, isPatient ? "no exact ensemble means: \(error)" : nil)
    }
  }

  private static func meanField(
    _ plan: PointPlan, _ start: [TransientSolution.Start], _ times: [Double]
  ) -> [MeanFieldState]? {
    let mean = start.reduce(into: MeanFieldState(N: 0, m: 0)) {
      $0.N += $1.probability * Double($1.state.N)
      $0.m += $1.probability * Double($1.state.m)
    }
    let states = try? MeanField(plan.parameters, equations: .processes(plan.model)).trajectory(from: mean, at: times)
    return states.flatMap { $0.allSatisfy { $0.N.isFinite && $0.m.isFinite } ? $0 : nil }
  }

  /// The states in which trajectories start, with their probabilities.
  static func law(_ start: TrajectoryStart, model: ModelName) -> [TransientSolution.Start] {
    switch start {
    case .fixed(let state): return [(state, 1)]
    case .drawn(let cumulative):
      var found: [TransientSolution.Start] = []
      var below = 0.0
      let total = cumulative.last ?? 1
      for (N, sum) in cumulative.enumerated() {
        let probability = (sum - below) / total
        below = sum
        if probability <= 0 { continue }
        if model.spinVector == .pinned && N > 0 {
          // Either way with equal probability.
          found.append((State(N: N, m: 0), probability / 2))
          found.append((State(N: N, m: N), probability / 2))
        } else {
          found.append((State(N: N, m: 0), probability))
        }
      }
      return found
    }
  }
}
