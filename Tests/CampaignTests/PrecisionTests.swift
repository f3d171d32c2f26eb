import Foundation
import Statistics
import Testing

import Campaign

/// A run that stops when its errors are small enough.
@Suite struct PrecisionTests {
  /// 600 trajectories of which a part is enough: blocks of one or two.
  private func settings(_ precision: String) -> [String: String?] {
    [
      "trajectories": "600", "duration": "40", "burnIn": "5", "precision": precision,
      "correlation": #"{"step": 0.25, "maximumLag": 8}"#, "trace": #"{"trajectories": 0}"#,
    ]
  }

  /// Delivers blocks in an order until the point is complete.
  private func complete(
    _ point: PointPlan, _ outcomes: [BlockOutcome], order: [Int]
  ) -> (complete: PointReduction.Complete, deliveries: Int)? {
    let reduction = PointReduction(plan: point)
    for (count, block) in order.enumerated() {
      if let complete = reduction.deliver(outcomes[block], block: block) { return (complete, count + 1) }
    }
    return nil
  }

  private func summary(_ point: PointPlan, _ complete: PointReduction.Complete) throws -> Data? {
    let result = try PointResult(
      plan: point, name: "x", algorithm: "direct", exact: .never, reduction: complete, config: Data())
    return result.files.first { $0.name == "summary.json" }?.data
  }

  /// It ends at a checkpoint, where the precision is reached and was not before, whatever the order of the blocks.
  @Test func endsWhereReached() throws {
    let point = try point(settings(#"{"meanN": 0.02, "varianceN": 0.04}"#))
    let outcomes = try CampaignRun.simulate(point, blocks: 0..<point.blockCount)
    let forward = try #require(complete(point, outcomes, order: Array(outcomes.indices)))
    let checkpoints = Precision.checkpoints(blocks: point.blockCount)
    let place = try #require(checkpoints.firstIndex(of: forward.complete.blockCount))
    #expect(place > 0, "the test needs a checkpoint at which it is not reached")
    #expect(forward.complete.endedBy == .precision)
    #expect(forward.deliveries == forward.complete.blockCount)
    #expect(
      forward.complete.trajectories == (0..<checkpoints[place]).reduce(0) { $0 + point.trajectories(ofBlock: $1).count }
    )

    let backward = try #require(complete(point, outcomes, order: outcomes.indices.reversed()))
    #expect(backward.deliveries == outcomes.count)
    #expect(try summary(point, backward.complete) == summary(point, forward.complete))

    // The errors, from the file itself.
    let text = try #require(try summary(point, forward.complete))
    let json = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
    let estimates = try #require(json["estimates"] as? [String: [String: Double]])
    func error(_ name: String) -> Double { (estimates[name]?["standardError"] ?? 9) / (estimates[name]?["value"] ?? 1) }
    #expect(error("meanN") <= 0.02 && error("varianceN") <= 0.04)
    #expect(error("meanN") > 0.01 || error("varianceN") > 0.02, "much smaller than asked for: it ended too late")
    let run = try #require(json["run"] as? [String: Any])
    #expect(run["endedBy"] as? String == "precision")
    #expect(run["trajectories"] as? Int == forward.complete.trajectories)
    #expect((json["warnings"] as? [String])?.contains { $0.contains("precision") } == false)
  }

  /// Out of reach: all trajectories, and a warning that says how far it came.
  @Test func outOfReach() throws {
    let point = try point(settings(#"{"tauN": 1e-6}"#))
    let outcomes = try CampaignRun.simulate(point, blocks: 0..<point.blockCount)
    let all = try #require(complete(point, outcomes, order: Array(outcomes.indices)))
    #expect(all.complete.endedBy == .trajectories && all.complete.trajectories == 600)
    let text = String(decoding: try #require(try summary(point, all.complete)), as: UTF8.self)
    #expect(text.contains("precision.tauN is 1e-06, but after all trajectories it has reached 0."))
    #expect(text.contains(#""endedBy" : "trajectories""#))
  }

  @Test func checkpoints() {
    for blocks in [33, 100, 512] {
      let places = Precision.checkpoints(blocks: blocks)
      #expect(places.first == 32 && places.allSatisfy { $0 < blocks && $0 % 8 == 0 })
      #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 8 && $1 <= $0 * 5 / 4 + 1 })
    }
    #expect(Precision.checkpoints(blocks: 32).isEmpty)
  }

  /// Blocks of a point that has enough are not given any more; those of the others are.
  @Test func rest() throws {
    let plan = try plan([
      "sweep": #"{"injectionRate": [20, 1]}"#, "trajectories": "100", "trace": #"{"trajectories": 0}"#,
    ])
    let queue = BlockQueue(plan, threads: 2)
    let first = try #require(queue.next())
    #expect(queue.skipRest(ofPoint: first.point) == 100 - first.blocks.count)
    var others = 0
    while let job = queue.next() {
      #expect(job.point != first.point)
      others += job.blocks.count
    }
    #expect(others == 100)
    #expect(queue.skipRest(ofPoint: 1 - first.point) == 0)
  }
}
