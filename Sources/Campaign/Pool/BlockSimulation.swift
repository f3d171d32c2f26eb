import Binary
import ClusterModel
package import Kernel

extension CampaignRun {
  /// Trajectories whose outcomes a worker holds at once: so many that lanes seldom stand idle, but no more than there are
  /// lanes where a table of states takes up to tens of megabytes. A saved state goes on with the same ones.
  private static func trajectoriesAtOnce(_ point: PointPlan) -> Int { point.referenceN > 100 ? 8 : 64 }

  /// Runs the trajectories of some blocks, several in step, and adds each to its block in order.
  /// - Parameters:
  ///   - blocks: ascending.
  ///   - start: `point.start()`, where it is known already.
  ///   - pauses: shows the state where that is asked for, and goes on from one.
  /// - Returns: the outcome of each block.
  package static func simulate(
    _ point: PointPlan, blocks: [Int], start: TrajectoryStart? = nil, pauses: Pauses? = nil
  ) throws(TrajectoryError) -> [BlockOutcome] {
    let start = start ?? point.start()
    let model = point.model.withModel { $0.init(point.constants) as any ClusterModel }
    let empty = BlockOutcome(lagCount: point.lags.count, processCount: point.model.processes.count)
    let places = blocks.enumerated().flatMap { index, block in
      point.trajectories(ofBlock: block).map { (index: index, trajectory: $0) }
    }
    let saved = try pauses?.resume { (reader) throws(BinaryError) in
      let next = try reader.integer(in: 0...places.count)
      var outcomes: [BlockOutcome] = []
      for index in blocks.indices {
        let done = places[..<next].count { $0.index == index }
        outcomes.append(try BlockOutcome(of: point, trajectories: done, from: &reader))
      }
      return (next, outcomes)
    }
    var (next, outcomes) = saved ?? (0, blocks.map { _ in empty })
    let atOnce = trajectoriesAtOnce(point)
    while next < places.count {
      let some = places[next..<min(next + atOnce, places.count)]
      let tasks = some.map { point.task($0.trajectory, start: start) }
      let finished: [TrajectoryOutcome]
      if let pauses {
        finished = try pauses.with(
          { writer in
            writer.put(next)
            for outcome in outcomes { writer.put(outcome) }
          },
          progress: {
            TrajectoryProgress(
              time: places[..<next].reduce(0) { $0 + point.simulatedTime(ofTrajectory: $1.trajectory) },
              events: outcomes.reduce(0) { $0 + $1.allEvents })
          }
        ) { () throws(TrajectoryError) in try Trajectory.run(tasks, pauses: pauses) }
      } else {
        finished = try Trajectory.run(tasks)
      }
      for (place, outcome) in zip(some, finished) {
        outcomes[place.index].add(outcome, duration: point.duration, model: model)
      }
      next = some.endIndex
    }
    return outcomes
  }

  package static func simulate(
    _ point: PointPlan, blocks: Range<Int>, start: TrajectoryStart? = nil
  ) throws(TrajectoryError) -> [BlockOutcome] { try simulate(point, blocks: Array(blocks), start: start) }
}
