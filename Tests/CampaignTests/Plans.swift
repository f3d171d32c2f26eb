import Foundation

import Campaign

/// A plan of the smallest config with `changes`; every generator of the linked GSL is known.
func plan(_ changes: [String: String?] = [:]) throws(ConfigurationError) -> CampaignPlan {
  let configuration = try Configuration.parse(
    Data(text(changes).utf8), name: "c.json", knownGenerators: CampaignPlan.knownGenerators)
  return try CampaignPlan(configuration, file: "c.json")
}

/// The only point of such a plan.
func point(_ changes: [String: String?] = [:]) throws(ConfigurationError) -> PointPlan {
  let points = try plan(changes).points
  precondition(points.count == 1)
  return points[0]
}

/// The line with which a plan is refused; empty if it is not.
func planComplaint(_ changes: [String: String?]) -> String {
  do throws(ConfigurationError) {
    _ = try plan(changes)
    return ""
  } catch {
    return error.description
  }
}
