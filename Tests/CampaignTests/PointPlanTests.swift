import Foundation
import Testing

import Campaign
import ClusterModel
import Kernel

/// How a point is cut into tasks, and in which units it is.
@Suite struct PointPlanTests {
  /// Every trajectory is in exactly one block, in order, and blocks are as even as they can be.
  @Test func blocksPartitionTrajectories() throws {
    for count in Array(1...20) + [511, 512, 513, 1000, 1023, 1024, 1025, 4097, 99_999, 10_000_000] {
      let point = try point(["trajectories": "\(count)", "trace": #"{"trajectories": 0}"#])
      let blocks = (0..<point.blockCount).map { point.trajectories(ofBlock: $0) }
      #expect(point.blockCount == min(count, 512), "\(count)")
      #expect(blocks.first?.lowerBound == 0 && blocks.last?.upperBound == count, "\(count)")
      #expect(zip(blocks, blocks.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound }, "\(count)")
      let sizes = Set(blocks.map(\.count))
      #expect(sizes.min() ?? 0 >= 1 && (sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1, "\(count): \(sizes)")
    }
  }

  /// Each trajectory of each point has an identity and an ordinal of its own.
  @Test func identities() throws {
    let plan = try plan([
      "sweep": #"{"injectionRate": [1, 2, 3], "volume": [1, 2]}"#, "trajectories": "5", "seed": "9",
    ])
    var identities: Set<StreamIdentity> = []
    var ordinals: [Int] = []
    for point in plan.points {
      for trajectory in 0..<point.trajectories {
        let task = point.task(trajectory, start: .fixed(State(N: 0, m: 0)))
        identities.insert(task.identity)
        ordinals.append(task.ordinal)
        #expect(task.identity.seed == 9 && task.identity.trajectory == trajectory)
      }
    }
    #expect(identities.count == 30)
    #expect(ordinals == Array(0..<30))
    #expect(plan.points.map(\.index) == Array(0..<6))
  }

  /// A point alone has the identities and ordinals that it has in the sweep.
  @Test func loneStreams() throws {
    let sweep = try plan(["sweep": #"{"injectionRate": [1, 2, 3]}"#])
    for index in 0..<3 {
      let lone = try CampaignPlan(sweep.configuration.forPoint(index), file: "c.json")
      #expect(lone.points.count == 1)
      for trajectory in 0..<4 {
        let start = TrajectoryStart.fixed(State(N: 0, m: 0))
        let (a, b) = (sweep.points[index].task(trajectory, start: start), lone.points[0].task(trajectory, start: start))
        #expect(a.identity == b.identity, "point \(index)")
        #expect(a.ordinal == b.ordinal, "point \(index)")
      }
    }
  }

  /// Times in units of t_f become seconds at each point by its own t_f, wherever a config has a time.
  @Test func timeUnits() throws {
    let times = [
      "duration": "100", "burnIn": "7", "correlation": #"{"step": 0.5, "maximumLag": 50}"#,
      "trace": #"{"trajectories": 1, "points": 3, "duration": 40}"#, "ensemble": #"{"times": 108}"#,
      "sweep": #"{"injectionRate": [20, 2000]}"#, "parameters": #"{"volume": 1}"#,
    ]
    let seconds = try plan(times).points
    let scaled = try plan(times.merging(["timeUnit": #""tf""#]) { $1 }).points
    for point in seconds {
      #expect(point.duration == 100 && point.burnIn == 7 && point.lags.step == 0.5)
      #expect(point.trace == TimeGrid(start: 0, step: 20, count: 3))
      #expect(point.ensemble == TimeGrid(start: -7, step: 1, count: 108))
    }
    #expect(scaled[0].scales.tf != scaled[1].scales.tf)
    for point in scaled {
      let tf = point.scales.tf
      #expect(point.duration == 100 * tf && point.burnIn == 7 * tf && point.lags.step == 0.5 * tf)
      #expect(point.trace?.step == 20 * tf)
      #expect(point.ensemble?.start == -7 * tf)
      #expect(abs((point.ensemble?.step ?? 0) / tf - 1) < 1e-14)
      #expect((point.lags.times.last ?? 0) >= 50 * tf * (1 - 1e-12))
    }
    // t_f = N0²/(AV) with N0 from Eq. (4).
    for point in scaled {
      let (N0, c) = (point.scales.N0, point.constants)
      #expect(abs(c.injection / N0 - 2 * c.flip * N0 - c.triplet * N0 * N0) < 1e-9 * c.injection / N0)
      #expect(abs(point.scales.tf * c.injection / (N0 * N0) - 1) < 1e-14)
    }
  }

  /// The ensemble starts when the trajectory starts and ends when it ends.
  @Test func ensembleSpansTheTrajectory() throws {
    let point = try point(["burnIn": "20", "ensemble": #"{"times": 7}"#])
    let grid = try #require(point.ensemble)
    #expect(grid.start == -20)
    #expect(abs(grid.start + Double(grid.count - 1) * grid.step - point.duration) < 1e-12)
  }

  /// A sample path of 100 t_f where nothing else is said, but never longer than the run.
  @Test func traceSpan() throws {
    let long = try point(["duration": "1e5"])
    #expect(long.trace.map { Double($0.count - 1) * $0.step / long.scales.tf }.map { abs($0 - 100) < 1e-9 } == true)
    let short = try point(["duration": "3"])
    #expect(short.trace.map { abs(Double($0.count - 1) * $0.step - 3) < 1e-12 } == true)
    #expect(try point(["trace": #"{"trajectories": 0}"#]).trace == nil)
  }

  /// Only the first trajectories are traced.
  @Test func tracedTrajectories() throws {
    let point = try point(["trace": #"{"trajectories": 2, "points": 5}"#])
    let traced = (0..<4).map { point.task($0, start: .fixed(State(N: 0, m: 0))).trace != nil }
    #expect(traced == [true, true, false, false])
  }

  @Test func starts() throws {
    #expect(try point(["initialState": #"{"N": 7, "m": 2}"#]).start() == .fixed(State(N: 7, m: 2)))
    #expect(try point(["initialState": #""empty""#]).start() == .fixed(State(N: 0, m: 0)))
    let mean = try point(["initialState": #""meanField""#])
    guard case .fixed(let state) = mean.start() else {
      Issue.record("mean field is one state")
      return
    }
    #expect(abs(Double(state.N) - mean.scales.meanFieldN) <= 0.5)
    #expect(abs(Double(state.m) - Double(state.N) * (1 - mean.scales.meanFieldPolarization) / 2) <= 0.5)
    guard case .drawn(let cumulative) = try point().start() else {
      Issue.record("the stationary law is drawn from")
      return
    }
    #expect(zip(cumulative, cumulative.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(abs((cumulative.last ?? 0) - 1) < 1e-12)
  }

  /// Of the polarised models the mean-field state has no reversed spins; no state is outside the model's space.
  @Test(arguments: ["heisenberg", "ising", "su2", "polarized", "polarized-ising"])
  func meanFieldIsAState(_ model: String) throws {
    for parameters in [
      #"{"injectionRate": 20, "volume": 1}"#, #"{"injectionRate": 1e6, "volume": 10, "spinFlipTime": 1e-4}"#,
      #"{"injectionRate": 1e-6, "volume": 1}"#,
    ] {
      let point = try point(
        ["model": "\"\(model)\"", "parameters": parameters, "initialState": #""meanField""#])
      guard case .fixed(let state) = point.start() else {
        Issue.record("\(model): mean field is one state")
        continue
      }
      #expect(state.N >= 0 && state.m >= 0 && 2 * state.m <= state.N, "\(model) \(parameters): \(state)")
      if model.hasPrefix("polarized") { #expect(state.m == 0) }
    }
  }

  /// Points of a sweep go to directories that sort in their order.
  @Test func paths() throws {
    #expect(try plan().path(ofPoint: 0) == "")
    #expect(try plan(["sweep": #"{"volume": [1, 2]}"#]).path(ofPoint: 1) == "points/0002/")
    let many = try plan([
      "sweep": #"{"volume": {"from": 1, "to": 2, "count": 10000}}"#, "trajectories": "1",
      "correlation": #"{"step": 1, "maximumLag": 2}"#, "initialState": #""empty""#,
    ])
    #expect(many.path(ofPoint: 0) == "points/00001/")
    #expect(many.path(ofPoint: 9999) == "points/10000/")
  }
}
