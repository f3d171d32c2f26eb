import ClusterModel
import Theory

/// What the exact solutions of a run take, for its columns of theory: from their sizes, nothing is solved.
enum TheoryCost {
  /// Seconds of a core for each operation of one factorisation: some fifty of them, at 4·10⁹ operations a second.
  private static let secondsPerOperation = 1.2e-8
  /// Where bands are narrow, the vectors of the autocovariances take longer: seconds for the square of a state.
  private static let secondsPerStateSquared = 5e-8
  /// Points whose sizes are looked at; the others are like them.
  private static let mostPoints = 16

  /// Of all points of a plan, in s of a core; good to a factor of two. Beyond what is solved at all it is nothing.
  static func seconds(_ plan: CampaignPlan) -> Double {
    let mode = plan.configuration.exact
    if mode == .never { return 0 }
    let limits = mode == .always ? PointTheory.generous : PointTheory.automatic
    let count = min(plan.points.count, mostPoints)
    let chosen = (0..<count).map { plan.points[count > 1 ? $0 * (plan.points.count - 1) / (count - 1) : 0] }
    let sum = chosen.reduce(0) { $0 + seconds($1, limits: limits) }
    return sum * Double(plan.points.count) / Double(count)
  }

  private static func seconds(_ point: PointPlan, limits: MasterEquationLimits) -> Double {
    guard let size = try? MasterEquation.estimatedSize(point.parameters, model: point.model, limits: limits)
    else { return 0 }
    let states = Double(size.states)
    return secondsPerOperation * size.operations
      + (point.model.hasReversedSpins ? 0 : secondsPerStateSquared * states * states)
  }
}
