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
  /// Share of the trajectory that every sample path covers; none: 0.
  var path = 0.0
  /// Samples of the correlations in a trajectory; nil: as many as by default.
  var samples: Int?
  /// More keys of the config, each with a comma in front.
  var more = ""

  func plan() throws -> CampaignPlan {
    func json(duration: Double) -> String {
      let paths = path > 0 ? trajectories : 0
      let correlation = samples.map {
        #", "correlation": { "step": \#(duration / Double($0)), "maximumLag": \#(duration) }"#
      }
      return """
        { "name": "benchmark", "model": "\(model.rawValue)", "trajectories": \(trajectories), "duration": \(duration),
          "parameters": { "injectionRate": \(injectionRate), "volume": 1 }, "rng": "\(rng)", "exact": "never",
          "trace": { "trajectories": \(paths), "duration": \(max(path, 0.01) * duration) }, "seed": 1
          \(correlation ?? "")\(more) }
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

/// Parameters of aluminium at V = 1 µm³ with the injection at which the mean-field number is `N0`.
func aluminium(N0: Double) -> Parameters {
  func parameters(_ injectionRate: Double) -> Parameters {
    Parameters(injectionRate: injectionRate, volume: 1, gamma: 18, gammaTriplet: 0.0018, spinFlipTime: 10)
  }
  var (low, high) = (1e-6, 1e12)
  for _ in 0..<100 {
    let middle = (low * high).squareRoot()
    if ClusterScales(parameters(middle)).N0 < N0 { low = middle } else { high = middle }
  }
  return parameters(high)
}
