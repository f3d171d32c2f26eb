import Testing

import Campaign

@Suite struct BlockQueueTests {
  private func jobs(_ plan: CampaignPlan, threads: Int) -> [BlockQueue.Job] {
    let queue = BlockQueue(plan, threads: threads)
    var jobs: [BlockQueue.Job] = []
    while let job = queue.next() { jobs.append(job) }
    return jobs
  }

  /// Every block of every point, once, whatever the number of threads; the blocks of a point in order.
  @Test(arguments: [1, 2, 7, 4096])
  func complete(_ threads: Int) throws {
    for trajectories in [1, 3, 8, 100, 512, 513, 5000] {
      let plan = try plan([
        "sweep": #"{"injectionRate": [1, 200, 20]}"#, "trajectories": "\(trajectories)",
        "trace": #"{"trajectories": 0}"#,
      ])
      let jobs = jobs(plan, threads: threads)
      #expect(jobs.allSatisfy { !$0.blocks.isEmpty })
      for point in plan.points.indices {
        let blocks = jobs.filter { $0.point == point }.flatMap { Array($0.blocks) }
        #expect(blocks == Array(0..<plan.points[point].blockCount), "\(trajectories) trajectories, point \(point)")
      }
    }
  }

  /// Points with the longest blocks come first; equal ones in their order.
  @Test func order() throws {
    let plan = try plan(["sweep": #"{"injectionRate": [1, 200, 20]}"#, "duration": "10", "burnIn": "1"])
    let expected = plan.points.indices.sorted {
      let (a, b) = (plan.points[$0].expectedEvents, plan.points[$1].expectedEvents)
      return a != b ? a > b : $0 < $1
    }
    #expect(jobs(plan, threads: 2).map(\.point).reduce(into: []) { if $0.last != $1 { $0.append($1) } } == expected)
  }

  /// No worker goes without while another has several.
  @Test func shares() throws {
    for (trajectories, threads) in [(4, 4), (16, 4), (16, 16), (64, 3), (1, 8)] {
      let jobs = jobs(try plan(["trajectories": "\(trajectories)"]), threads: threads)
      #expect(jobs.count >= min(trajectories, threads), "\(trajectories) trajectories on \(threads) threads")
    }
  }

  /// Eight trajectories take a worker little longer than one: no worker gets a second job while lanes stand empty.
  @Test func rounds() throws {
    for (trajectories, threads, rounds) in [(9, 8, 1), (12, 8, 1), (63, 8, 1), (64, 8, 1), (65, 8, 2), (20, 2, 2)] {
      let jobs = jobs(try plan(["trajectories": "\(trajectories)"]), threads: threads)
      #expect(jobs.count <= rounds * threads, "\(trajectories) trajectories on \(threads) threads")
      #expect(jobs.allSatisfy { $0.blocks.count <= 8 }, "\(trajectories) trajectories on \(threads) threads")
    }
  }

  /// Leaps do not go in step, so that each trajectory is a job of its own.
  @Test func leapsGoOneByOne() throws {
    let jobs = jobs(try plan(["trajectories": "64", "algorithm": #""tau-leaping""#]), threads: 2)
    #expect(jobs.count == 64)
  }
}
