import Campaign
import ClusterModel
import Foundation
import Kernel
import Theory

/// The plan of a config given as JSON.
func plan(_ json: String) throws -> CampaignPlan {
  let configuration = try Configuration.parse(
    Data(json.utf8), name: "benchmark", knownGenerators: CampaignPlan.knownGenerators)
  return try CampaignPlan(configuration, file: "benchmark")
}

/// One point with aluminium's constants and V = 1 µm³.
struct Case {
  var model = ModelName.heisenberg
  /// In µm⁻³s⁻¹.
  var injectionRate = 20.0
  var trajectories = 64
  /// Expected events of all trajectories together.
  var events = 2e6
  var rng = CampaignPlan.defaultGenerator
  /// More keys of the config, each with a comma in front; `{duration}` stands for the duration in s.
  var more = ""

  func plan() throws -> CampaignPlan {
    func json(duration: Double) -> String {
      """
      { "name": "benchmark", "model": "\(model.rawValue)", "trajectories": \(trajectories), "duration": \(duration),
        "parameters": { "injectionRate": \(injectionRate), "volume": 1 }, "rng": "\(rng)", "exact": "never",
        "trace": { "trajectories": 0 }, "seed": 1\(more.replacing("{duration}", with: "\(duration)")) }
      """
    }
    let rate = try QPSpinBenchmarks.plan(json(duration: 1000)).points[0].expectedEventRate
    return try QPSpinBenchmarks.plan(json(duration: events / (rate * Double(trajectories))))
  }

  /// All trajectories as tasks.
  func tasks() throws -> [TrajectoryTask] {
    let point = try plan().points[0]
    let start = point.start()
    return (0..<point.trajectories).map { point.task($0, start: start) }
  }
}

extension TrajectoryOutcome {
  var allEvents: Int { events.reduce(burnInEvents, +) }
}

/// Parameters of aluminium at A = 20 µm⁻³s⁻¹ in the volume at which the mean-field number is `N0`.
func aluminium(N0: Double) -> Parameters {
  func parameters(_ volume: Double) -> Parameters {
    Parameters(injectionRate: 20, volume: volume, gamma: 18, gammaTriplet: 0.0018, spinFlipTime: 10)
  }
  var (low, high) = (1e-6, 1e6)
  for _ in 0..<100 {
    let middle = (low * high).squareRoot()
    if ClusterScales(parameters(middle)).N0 < N0 { low = middle } else { high = middle }
  }
  return parameters(high)
}
