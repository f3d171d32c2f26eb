import Testing

import Campaign

/// What a good config can still ask too much of.
@Suite struct PlanLimitTests {
  /// Generators with 32-bit seeds have so many streams, counted through all points.
  @Test(
    arguments: [
      (["trajectories": "10000000", "rng": #""taus2""#, "point": "25"], ""),
      (
        ["trajectories": "10000000", "rng": #""taus2""#, "point": "26"],
        "c.json: trajectories × points is 10000000 × 27; it must be at most 268435456 with rng \"taus2\""
      ),
      (
        [
          "trajectories": "10000000", "rng": #""ran0""#, "sweep": #"{"volume": {"from": 1, "to": 2, "count": 27}}"#,
          "trace": #"{"trajectories": 0}"#,
        ], "c.json: trajectories × points is 10000000 × 27; it must be at most 268435456 with rng \"ran0\""
      ),
      (["trajectories": "10000000", "rng": #""taus113""#, "point": "99999"], ""),
      (["trajectories": "10000000", "rng": #""mt19937""#, "point": "99999"], ""),
    ] as [([String: String], String)])
  func streams(_ item: (changes: [String: String], message: String)) {
    #expect(planComplaint(item.changes) == item.message)
  }

  @Test func defaultGenerator() throws {
    let plan = try plan()
    #expect(plan.generator.name == CampaignPlan.defaultGenerator)
    #expect(plan.configuration.rng == CampaignPlan.defaultGenerator)
    #expect(try point(["rng": #""mt19937""#]).generator.name == "mt19937")
  }

  @Test(
    arguments: [
      (
        ["duration": "1e30"],
        "c.json: duration is 1e+30 s; it must be at most 1e12 times correlation.step, here chosen from t_f"
      ),
      (
        ["duration": "1e5", "correlation": #"{"step": 1e-8}"#],
        "c.json: correlation.step is 1e-08 s; it must be at least 1e-12 of the duration, 100000.0 s"
      ),
      (
        ["sweep": #"{"injectionRate": [1, 2]}"#, "duration": "1e5", "correlation": #"{"step": 1e-8}"#],
        "c.json: correlation.step is 1e-08 s; it must be at least 1e-12 of the duration, 100000.0 s (point 1 of the sweep)"
      ),
      (
        ["duration": "1e308", "burnIn": "1e308", "correlation": #"{"step": 1e307}"#],
        "c.json: burnIn + duration is 1e+308 s + 1e+308 s; it must be finite"
      ),
      (
        [
          "duration": "1e30", "correlation": #"{"step": 1e27}"#, "trajectories": "1", "burnIn": "0",
          "parameters": #"{"injectionRate": 20, "volume": 1, "spinFlipTime": null}"#,
        ], "c.json: the run has about 3e+31 events; it must have at most 1e+18"
      ),
    ] as [([String: String], String)])
  func times(_ item: (changes: [String: String], message: String)) {
    #expect(planComplaint(item.changes) == item.message)
  }

  /// Whatever the size of the numbers, a plan is a table or a refusal.
  @Test func extremes() throws {
    let values = ["0", "1e-300", "1e-12", "1", "1e12", "1e100", "1e300"]
    var tables = 0
    for A in values {
      for V in values.dropFirst() {
        for gammaTriplet in ["0", "1e-300", "1", "1e300"] {
          for flips in ["null", "1e-100", "1e100"] {
            let changes = [
              "parameters":
                #"{"injectionRate": \#(A), "volume": \#(V), "gammaTriplet": \#(gammaTriplet), "spinFlipTime": \#(flips)}"#,
              "initialState": #""empty""#, "duration": "1e-6", "model": #""ising""#,
            ]
            if let plan = try? plan(changes) {
              let table = PlanTable(plan, threads: 3).text
              // A note may follow.
              #expect(table.contains(/\ MB of memory\n(  note: .*\n)?$/), "\(changes)")
              #expect(table.split(separator: "\n").allSatisfy { $0.count < 200 }, "\(changes)")
              tables += 1
            }
          }
        }
      }
    }
    #expect(tables > 50)
  }
}
