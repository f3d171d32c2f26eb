import Campaign
import Foundation

/// The runs that hostile files claim to belong to: small, and of all kinds.
enum HostilePlans {
  static let all: [CampaignPlan] = texts.map { text in
    do {
      let configuration = try Configuration.parse(
        Data(text.utf8), name: "plan", knownGenerators: CampaignPlan.knownGenerators)
      return try CampaignPlan(configuration, file: "plan")
    } catch {
      fatalError("\(error)")
    }
  }

  private static func text(_ model: String, _ rng: String, _ more: String) -> String {
    """
    {"name": "h", "model": "\(model)", "parameters": {"injectionRate": 20, "volume": 0.5}, "duration": 4, "burnIn": 1,
    "seed": 5, "initialState": {"N": 4}, "correlation": {"step": 0.25, "maximumLag": 2}, "exact": "never",
    "rng": "\(rng)", \(more)}
    """
  }

  private static let traced = #""trace": {"trajectories": 1, "points": 5, "duration": 2}"#
  private static let plain = #""trace": {"trajectories": 0}"#

  static let texts = [
    text("heisenberg", "taus113", #""trajectories": 3, "ensemble": {"times": 3}, \#(traced)"#),
    text("ising", "ranlux", #""trajectories": 2, \#(plain)"#),
    text("su2", "taus113", #""trajectories": 1, \#(traced)"#),
    text(
      "polarized", "taus2",
      #""trajectories": 40, "precision": {"meanN": 0.5}, \#(plain), "sweep": {"volume": [0.5, 1]}"#),
    text("polarized-ising", "ranlxs0", #""trajectories": 1, \#(plain)"#),
    """
    {"name": "h", "model": "heisenberg", "trajectories": 1, "duration": 0.05, "burnIn": 0.01, "seed": 1, "rng": "taus113",
    "parameters": {"injectionRate": 2e5, "volume": 1, "spinFlipTime": null}, "exact": "never", \(plain),
    "correlation": {"step": 0.005, "maximumLag": 0.02}, "initialState": "meanField", "algorithm": "tau-leaping",
    "accuracy": 0.2}
    """,
  ]
}
