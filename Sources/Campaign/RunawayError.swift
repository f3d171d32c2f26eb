import Kernel

/// A cluster that grows without end, told with the parameters that let it.
public struct RunawayError: Error, CustomStringConvertible {
  public let description: String

  /// nil unless `error` is a runaway trajectory.
  public init?(_ error: any Error, file: String, plan: CampaignPlan) {
    guard case TrajectoryError.runaway(let point, let trajectory, let limit, let time) = error else { return nil }
    let parameters = plan.points.first { $0.index == point }?.parameters
    var lacking = ""
    if let parameters, parameters.gammaTriplet == 0, parameters.spinFlipTime == nil, parameters.trappingTime == nil {
      lacking = ": nothing limits it (gammaTriplet is 0, spinFlipTime and trappingTime are null)"
    }
    description =
      "\(file): N passed \(limit), the most that is run, within \(time) s in trajectory \(trajectory + 1)"
      + (plan.points.count > 1 ? " of point \(point + 1)" : "") + lacking
  }
}
