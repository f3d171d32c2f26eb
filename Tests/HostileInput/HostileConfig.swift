import Campaign
import Foundation

enum HostileConfig {
  static func read(_ bytes: [UInt8]) -> String? {
    do throws(ConfigurationError) {
      let configuration = try Configuration.parse(
        Data(bytes), name: "c.json", knownGenerators: CampaignPlan.knownGenerators)
      let plan = try CampaignPlan(configuration, file: "c.json")
      expect(!plan.points.isEmpty, "a plan without points")
      for point in plan.points.prefix(3) {
        _ = point.start()
        expect(point.expectedWork >= 0, "work of \(point.expectedWork)")
      }
      // What is written as resolved is a config, and the same one.
      let resolved = plan.resolvedConfig
      do throws(ConfigurationError) {
        let again = try Configuration.parse(resolved, name: "r.json", knownGenerators: CampaignPlan.knownGenerators)
        expect(try CampaignPlan(again, file: "r.json").resolvedConfig == resolved, "it resolves to another config")
      } catch {
        fatalError("the resolved config is refused: \(error)")
      }
      return nil
    } catch {
      return oneLine("\(error)")
    }
  }

  static let seeds: [(name: String, bytes: [UInt8])] = [
    (
      "minimal",
      #"{"name":"a","model":"ising","parameters":{"injectionRate":20,"volume":1},"trajectories":4,"duration":9,"seed":1}"#
    ),
    (
      "all",
      """
      {"name": "r", "model": "su2", "timeUnit": "tf", "parameters": {"injectionRate": 20, "volume": 0.5, "gamma": 18,
      "gammaTriplet": 1e-3, "spinFlipTime": null, "trappingTime": 3}, "trajectories": 9, "duration": 120, "burnIn": 20,
      "seed": 18446744073709551615, "rng": "mt19937", "initialState": {"N": 4, "m": 1}, "algorithm": "tau-leaping",
      "accuracy": 0.1, "correlation": {"step": 0.02, "maximumLag": 8}, "ensemble": {"times": 9}, "exact": "never",
      "trace": {"trajectories": 1, "points": 11, "duration": 10}, "squid": {"fluxPerSpin": 1e-7},
      "sweep": {"volume": [0.2, 0.5], "injectionRate": {"from": 1, "to": 10, "count": 3, "scale": "log"}}}
      """
    ),
    (
      "material",
      """
      {"name": "m", "model": "polarized", "parameters": {"injectionRate": 2, "volume": 1}, "trajectories": 40,
      "duration": 9, "seed": 1, "precision": {"tauN": 0.01}, "initialState": "empty",
      "material": {"gap": 1.8e-4, "meanFreePath": 100, "latticeConstant": 0.4, "soundVelocity": 5000}}
      """
    ),
    ("escapes", #"{"name":"\u00e9\ud83d\ude00\n","x":[1e400,-0,[[[]]],{"a":{"a":null}},true,1E+2,0.1e-3]}"#),
  ].map { ($0.0, Array($0.1.utf8)) }
}

/// An error as the user sees it: not empty, and on one line.
func oneLine(_ message: String) -> String {
  expect(!message.isEmpty && !message.contains { $0.isNewline }, "not one line: \(message)")
  return message
}
