/// Small configs, written as a user would.
enum Configs {
  /// A run of a fraction of a second that starts in a given state: no default that a mathematical library computes.
  static func tiny(
    name: String = "tiny", model: String = "heisenberg", parameters: String = "\"injectionRate\": 20, \"volume\": 0.2",
    trajectories: Int = 6, duration: Double = 24, seed: String = "1", more: String = ""
  ) -> String {
    """
    {
      "name": "\(name)",
      "model": "\(model)",
      "parameters": { \(parameters) },
      "trajectories": \(trajectories),
      "duration": \(duration),
      "burnIn": 2,
      "initialState": { "N": 4 },
      "correlation": { "step": 0.25, "maximumLag": 8 },
      "trace": { "trajectories": 1, "points": 11, "duration": 10 },
      "seed": \(seed)\(more)
    }
    """
  }

  /// Three points, all defaults from mean field.
  static func sweep(trajectories: Int = 4, seed: String = "7", more: String = "") -> String {
    """
    {
      "name": "sweep", "model": "heisenberg", "parameters": { "volume": 0.2 }, "timeUnit": "tf",
      "sweep": { "injectionRate": [10, 20, 40] },
      "trajectories": \(trajectories), "duration": 6, "burnIn": 1, "seed": \(seed),
      "trace": { "trajectories": 1, "points": 5 }, "ensemble": { "times": 4 }\(more)
    }
    """
  }

  /// A cluster large enough to leap, with sample paths and averages against time.
  static let leaping = """
    {"name": "leaping", "model": "su2", "timeUnit": "tf", "trajectories": 5, "duration": 4, "burnIn": 0.5, "seed": 1,
    "parameters": {"injectionRate": 48600, "volume": 1, "spinFlipTime": null}, "exact": "never", "ensemble": {"times": 9},
    "trace": {"trajectories": 2, "points": 30}, "algorithm": "tau-leaping", "accuracy": 0.2}
    """
}
