import Dispatch
import Foundation
import Kernel
import Results

/// One process at work on a plan: takes up what is left of the sessions before, runs the rest on all workers, and saves as it
/// goes.
struct RunSession {
  private let keeper: CheckpointKeeper
  private let queue: BlockQueue
  private let threads: Int
  private let meter: ProgressMeter
  /// The blocks of each point that are to be run; nil: all.
  private let blocks: [[Int]]?
  private let finish: @Sendable (Int, PointReduction.Complete) throws -> [CheckpointKeeper.Finished.File]

  /// - Parameter finish: writes the files of a point that is complete.
  init(
    _ keeper: CheckpointKeeper, _ restart: Restart, threads: Int, meter: ProgressMeter, blocks: [[Int]]?,
    finish: @escaping @Sendable (Int, PointReduction.Complete) throws -> [CheckpointKeeper.Finished.File]
  ) {
    self.keeper = keeper
    self.threads = threads
    self.meter = meter
    self.blocks = blocks
    self.finish = finish
    let plan = keeper.plan
    var taken: [Int: Set<Int>] = [:]
    for job in restart.jobs { taken[job.point, default: []].formUnion(job.blocks) }
    let complete = restart.progress.filter { $0.value.isComplete }.keys.sorted()
    let finished = Set(restart.finished.keys).union(complete)
    let jobs =
      restart.jobs.filter { !finished.contains($0.point) }
      + (blocks == nil ? complete.map { BlockQueue.Job(point: $0, blocks: []) } : [])
    queue = BlockQueue(plan, threads: threads, first: jobs) { [taken] point in
      if finished.contains(point) { return [] }
      let progress = restart.progress[point]
      return (blocks?[point] ?? Array(0..<plan.points[point].blockCount)).filter {
        progress?.contains($0) != true && taken[point]?.contains($0) != true
      }
    }
    expect(restart)
  }

  private func expect(_ restart: Restart) {
    let points = keeper.plan.points
    meter.expect(
      points.indices.map { index in
        let point = points[index]
        return (blocks?[index].count ?? point.blockCount, point.expectedWork / Double(max(1, point.blockCount)))
      }, threads: threads)
    for (index, finished) in restart.finished { meter.resume(finished.blocks, ofPoint: index, isWritten: true) }
    for (index, progress) in restart.progress {
      let all = blocks?[index].count ?? points[index].blockCount
      meter.resume(progress.isComplete ? all : progress.blockCount, ofPoint: index, isWritten: false)
    }
    meter.judgePrecision { [keeper] in keeper.reductions[$0].relativeErrorOfTauN() }
  }

  /// - Throws: `RunStopped` when that was asked for and everything is saved.
  func run() throws {
    let control = keeper.control
    let saving = DispatchQueue(label: "qpspin.checkpoints")
    let timer = DispatchSource.makeTimerSource(queue: saving)
    let leeway = DispatchTimeInterval.milliseconds(max(1, Int(min(control.interval, 60) * 10)))
    timer.schedule(deadline: .now() + control.interval, repeating: control.interval, leeway: leeway)
    timer.setEventHandler { [keeper] in if !control.isStopping { keeper.save() } }
    timer.resume()
    // Nothing may be written any more once this returns.
    defer {
      timer.cancel()
      saving.sync {}
    }
    let showing = DispatchQueue(label: "qpspin.status")
    let signs = DispatchSource.makeTimerSource(queue: showing)
    let interval = RunSession.signInterval
    signs.schedule(deadline: .now() + interval / 2, repeating: interval, leeway: .milliseconds(50))
    signs.setEventHandler { control.request.askProgress() }
    signs.resume()
    let display = DispatchSource.makeTimerSource(queue: showing)
    display.schedule(
      deadline: .now() + RunProgress.interval / 4, repeating: RunProgress.interval, leeway: .milliseconds(100))
    display.setEventHandler { [self] in showProgress() }
    display.resume()
    defer {
      signs.cancel()
      display.cancel()
      showing.sync { showProgress() }
    }
    do {
      try WorkerPool.run(
        threads: threads, next: { [queue] in control.isStopping ? nil : queue.next() },
        mayAbandon: { [keeper] in control.isStopping && !keeper.isSimulating }
      ) { job in try perform(job) }
    } catch {
      if error is FileError {
        if !keeper.work.isHeld { throw keeper.work.loss }
        // What is there is worth keeping if the reason can pass: a full disk.
        keeper.save()
      }
      throw error
    }
    if !keeper.work.isHeld { throw keeper.work.loss }
    // Also where only files of the whole are left to be made: figures of many points take their time.
    if control.isStopping {
      guard keeper.save() else {
        throw FileError(
          .inputOutput, path: keeper.directory,
          "the run stopped for \(control.stopReason), but could not be saved; the checkpoint before stays")
      }
      throw RunStopped(reason: control.stopReason, done: meter.reading.done)
    }
    if blocks == nil { keeper.noteEnd() }
  }

  /// Seconds between two signs of each worker.
  private static let signInterval = 0.5

  private func showProgress() {
    // There is nothing to work for any more.
    if !keeper.work.isHeld { return keeper.control.stop("the loss of its files") }
    RunProgress(meter.reading, saved: keeper.lastSave).write(in: keeper.work.path)
  }

  private func perform(_ job: BlockQueue.Job) throws {
    let reduction = keeper.reductions[job.point]
    if job.blocks.isEmpty {
      if let progress = reduction.progress?.progress, progress.isComplete {
        try complete(job.point, progress.reduced)
      }
      return
    }
    let number = meter.begin(job.blocks.count, ofPoint: job.point, goesOn: job.saved != nil)
    do {
      var complete: PointReduction.Complete?
      var isDone = false
      let report = { [meter] in meter.sign(number, share: $0, events: $1) }
      try keeper.simulate(job, report: report) { outcomes in
        meter.finished(number, events: outcomes.reduce(0) { $0 + $1.allEvents })
        complete = reduction.deliver(Array(zip(job.blocks, outcomes)).map { (block: $0, outcome: $1) })
        if let blocks, let progress = reduction.progress?.progress {
          isDone = progress.isComplete || progress.blockCount == blocks[job.point].count
        }
      }
      if blocks != nil {
        if isDone, let progress = reduction.progress?.progress { try self.complete(job.point, progress.reduced) }
      } else if let complete {
        try self.complete(job.point, complete)
      }
    } catch TrajectoryError.stopped {
      return
    } catch TrajectoryError.badState(let reason) {
      meter.drop(number)
      keeper.control.warn("trajectories in the middle could not be gone on with (\(reason)); they are run again")
      keeper.forget(job)
      try perform(BlockQueue.Job(point: job.point, blocks: job.blocks))
    }
  }

  private func complete(_ index: Int, _ complete: PointReduction.Complete) throws {
    let point = keeper.plan.points[index]
    if complete.endedBy == .precision {
      meter.skip(queue.skipRest(ofPoint: index), ofPoint: index)
    }
    let begin = meter.now
    let files = try finish(index, complete)
    meter.wrote(point: index, since: begin)
    keeper.finish(
      index,
      .init(
        files: files, blocks: blocks?[index].count ?? point.blockCount,
        events: complete.total.events.reduce(0, +) + complete.total.burnInEvents))
  }
}
