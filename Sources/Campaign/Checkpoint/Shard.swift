import Foundation

/// One of several parts of a run, each done by a process of its own.
///
/// Where there are many points for each shard, or a precision is asked for (which only who has all of a point can judge), a
/// shard has whole points; else every Nth block of trajectories of each point.
public struct Shard: Sendable, Hashable, Codable, CustomStringConvertible {
  /// From 1.
  public let index: Int
  public let count: Int

  public static let most = 100_000

  /// nil unless 1 ≤ `index` ≤ `count` ≤ `most`.
  public init?(_ index: Int, of count: Int) {
    guard 1 <= index, index <= count, count <= Shard.most else { return nil }
    self.index = index
    self.count = count
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let index = try container.decode(Int.self, forKey: .index)
    let count = try container.decode(Int.self, forKey: .count)
    guard let shard = Shard(index, of: count) else {
      throw DecodingError.dataCorruptedError(forKey: .count, in: container, debugDescription: "shard \(index)/\(count)")
    }
    self = shard
  }

  private enum CodingKeys: CodingKey {
    case index, count
  }

  public var description: String { "\(index)/\(count)" }

  /// Points for each shard from which on points are not divided.
  private static let manyPoints = 8

  /// Which blocks of each point of a plan are the shard's.
  package func blocks(of plan: CampaignPlan) -> [[Int]] {
    if Shard.keepsPoints(plan, count: count) {
      var mine = [[Int]](repeating: [], count: plan.points.count)
      // Dealt by cost, there and back again. Costs are compared in steps of 9 %: what the C library of a machine rounds
      // otherwise in the last bit must not change who gets what.
      let cost = plan.points.map { point -> Int in
        let work = max(point.expectedWork, 1e-300)
        return Int((8 * log2(work)).rounded())
      }
      let order = plan.points.indices.sorted { (-cost[$0], $0) < (-cost[$1], $1) }
      for (place, point) in order.enumerated() {
        let turn = place % (2 * count)
        if (turn < count ? turn : 2 * count - 1 - turn) == index - 1 {
          mine[point] = Array(0..<plan.points[point].blockCount)
        }
      }
      return mine
    }
    var before = 0
    return plan.points.map { point in
      defer { before += point.blockCount }
      return (0..<point.blockCount).filter { (before + $0) % count == index - 1 }
    }
  }

  /// The most shards of a plan that all have something to do, if it is divided into `count`.
  public static func most(of plan: CampaignPlan, dividedInto count: Int) -> Int {
    min(most, keepsPoints(plan, count: count) ? plan.points.count : plan.blockCount)
  }

  static func keepsPoints(_ plan: CampaignPlan, count: Int) -> Bool {
    plan.configuration.precision != nil || plan.points.count >= manyPoints * count
  }
}
