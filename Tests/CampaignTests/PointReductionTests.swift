import Foundation
import Testing

import Campaign
import ClusterModel
import Kernel

@Suite struct PointReductionTests {
  /// The files of a point whose blocks are delivered in the given order, and after how many deliveries it was complete.
  private func files(
    _ point: PointPlan, _ outcomes: [BlockOutcome], order: [Int]
  ) throws -> (files: [String: Data], deliveries: [Int]) {
    let reduction = PointReduction(plan: point)
    var files: [String: Data] = [:]
    var deliveries: [Int] = []
    for (count, block) in order.enumerated() {
      guard let complete = reduction.deliver(outcomes[block], block: block) else { continue }
      deliveries.append(count + 1)
      let result = try PointResult(
        plan: point, name: "x", algorithm: "direct", exact: .never, reduction: complete, config: Data())
      for file in result.files { files[file.name] = file.data }
    }
    return (files, deliveries)
  }

  /// The same bytes whatever the order in which blocks come in, and nothing before the last one.
  @Test(arguments: [5, 700])
  func anyOrder(_ trajectories: Int) throws {
    let point = try point([
      "trajectories": "\(trajectories)", "duration": "4", "burnIn": "1", "ensemble": #"{"times": 3}"#,
      "correlation": #"{"step": 0.25, "maximumLag": 1}"#, "trace": #"{"trajectories": 3, "points": 4}"#,
    ])
    let count = point.blockCount
    let outcomes = try CampaignRun.simulate(point, blocks: 0..<count)
    let forward = try files(point, outcomes, order: Array(0..<count))
    #expect(forward.files.count == 10)
    #expect(forward.deliveries == [count])
    let orders = [Array((0..<count).reversed()), (0..<count).map { ($0 * 3 + 1) % count }, (0..<count).map { $0 ^ 1 }]
    for order in orders {
      let complete = order.filter { $0 < count } + Set(0..<count).subtracting(order).sorted()
      #expect(Set(complete) == Set(0..<count) && complete.count == count)
      let other = try files(point, outcomes, order: complete)
      #expect(other.deliveries == [count])
      #expect(other.files == forward.files)
    }
  }

  /// Order within the sums matters for this test: exchanging two different blocks does change bytes.
  @Test func orderIsSeen() throws {
    let point = try point([
      "trajectories": "5", "duration": "4", "burnIn": "1", "trace": #"{"trajectories": 2, "points": 4}"#,
    ])
    var outcomes = try CampaignRun.simulate(point, blocks: 0..<5)
    let forward = try files(point, outcomes, order: Array(0..<5))
    outcomes.swapAt(0, 1)
    let exchanged = try files(point, outcomes, order: Array(0..<5))
    #expect(exchanged.files["trace.csv"] != forward.files["trace.csv"])
  }

  /// Blocks run together are the blocks run one by one.
  @Test func blocksTogetherOrAlone() throws {
    let point = try point([
      "trajectories": "9", "duration": "4", "burnIn": "1", "correlation": #"{"step": 0.25, "maximumLag": 1}"#,
    ])
    let together = try CampaignRun.simulate(point, blocks: 0..<9)
    var alone: [BlockOutcome] = []
    for block in 0..<9 { alone += try CampaignRun.simulate(point, blocks: block..<block + 1) }
    let order = Array(0..<9)
    #expect(try files(point, together, order: order).files == files(point, alone, order: order).files)
  }
}

@Suite struct JointProbabilityTests {
  /// All of a table as (lowest N, lowest m): probability.
  private func cells(_ joint: JointProbability) -> [State: Double] {
    var cells: [State: Double] = [:]
    for (row, columns) in joint.rows.enumerated() {
      for (column, value) in columns.enumerated() where value > 0 {
        cells[State(N: row << joint.binN, m: column << joint.binM)] = value
      }
    }
    return cells
  }

  /// Times in states that need bins of the given width.
  private func occupation(_ times: [State: Double], cellLimit: Int = OccupationTimes.cellLimit) -> OccupationTimes {
    var occupation = OccupationTimes(cellLimit: cellLimit)
    for (state, time) in times.sorted(by: { ($0.key.N, $0.key.m) < ($1.key.N, $1.key.m) }) {
      occupation.add(N: state.N, m: state.m, time: time)
    }
    return occupation
  }

  private let few: [State: Double] = [
    State(N: 0, m: 0): 1, State(N: 5, m: 2): 2, State(N: 5, m: 1): 4, State(N: 6, m: 3): 8, State(N: 7, m: 0): 1,
  ]

  @Test func narrow() {
    var joint = JointProbability()
    joint.add(occupation(few), duration: 16)
    #expect(joint.binN == 0 && joint.binM == 0)
    #expect(cells(joint) == few.mapValues { $0 / 16 })
    joint.add(occupation([State(N: 5, m: 2): 16]), duration: 16)
    #expect(cells(joint)[State(N: 5, m: 2)] == 2.0 / 16 + 1)
  }

  /// A trajectory with wide bins widens what is there, and its own small cells go where they belong, in either order;
  /// nothing is lost.
  @Test func widths() throws {
    let many: [State: Double] = [
      State(N: 5, m: 2): 2, State(N: 1000, m: 3): 6, State(N: 900, m: 200): 8, State(N: 901, m: 201): 16,
    ]
    let wide = occupation(many, cellLimit: 256)
    try #require(wide.binN > 0 && wide.binM > 0, "this test is about wide bins")
    var narrowFirst = JointProbability()
    narrowFirst.add(occupation(few), duration: 16)
    narrowFirst.add(wide, duration: 32)
    var wideFirst = JointProbability()
    wideFirst.add(wide, duration: 32)
    wideFirst.add(occupation(few), duration: 16)
    var merged = JointProbability()
    var other = JointProbability()
    merged.add(occupation(few), duration: 16)
    other.add(wide, duration: 32)
    merged.add(other)
    var mergedWideFirst = JointProbability()
    var narrow = JointProbability()
    mergedWideFirst.add(wide, duration: 32)
    narrow.add(occupation(few), duration: 16)
    mergedWideFirst.add(narrow)
    var expected: [State: Double] = [:]
    for (table, duration) in [(few, 16.0), (many, 32.0)] {
      for (state, time) in table {
        let place = State(N: (state.N >> wide.binN) << wide.binN, m: (state.m >> wide.binM) << wide.binM)
        expected[place, default: 0] += time / duration
      }
    }
    for (label, joint) in [
      ("narrow first", narrowFirst), ("wide first", wideFirst), ("merged", merged),
      ("merged, wide first", mergedWideFirst),
    ] {
      #expect(joint.binN == wide.binN && joint.binM == wide.binM, "\(label)")
      #expect(cells(joint) == expected, "\(label)")
    }
  }

  /// Widths in N and m are independent of each other.
  @Test func oneWidth() throws {
    let high = occupation([State(N: 0, m: 0): 1, State(N: 5000, m: 0): 1], cellLimit: 256)
    try #require(high.binN > 0 && high.binM == 0)
    let deep = occupation([State(N: 40, m: 0): 1, State(N: 50, m: 49): 1], cellLimit: 256)
    try #require(deep.binM > 0)
    var joint = JointProbability()
    joint.add(high, duration: 2)
    joint.add(deep, duration: 2)
    #expect(joint.binN == max(high.binN, deep.binN) && joint.binM == max(high.binM, deep.binM))
    #expect(abs(cells(joint).values.reduce(0, +) - 2) < 1e-15)
  }
}
