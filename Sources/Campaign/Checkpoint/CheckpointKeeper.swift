import Binary
import Foundation
import GSLBridge
import Kernel
import Results
import Synchronization

/// Keeps the files of a run that it can be continued from: who is at work on what, what came in, which points are finished.
///
/// Files in `checkpoint/`: `point-P` with the blocks of a point that came in; `task-P-B` with trajectories in the middle,
/// from block B on; `ledger` with the finished points and the checksums of their files. Each is whole in itself and says no
/// more than what is true whatever became of the others, so that no instant is a wrong one to be killed in.
final class CheckpointKeeper: Sendable {
  /// A finished point: its files, relative to the results.
  struct Finished: Sendable {
    struct File: Sendable {
      let name: String
      let size: Int
      let checksum: UInt64
    }
    let files: [File]
    let blocks: Int
    let events: Int
  }

  /// Workers' time of earlier sessions, in s.
  struct Sessions: Sendable {
    var count = 1
    var wallTime = 0.0
    var cpuTime = 0.0
  }

  private struct Running {
    let job: BlockQueue.Job
    var state: [UInt8]?
    var isSimulating = true
  }

  private struct State {
    var running: [Int: Running] = [:]
    var lastNumber = 0
    var finished: [Int: Finished] = [:]
    /// Finished points whose files are not known to be on the disk.
    var fresh: Set<Int> = []
  }

  /// What is on the disk; touched by one save at a time.
  private struct Saved {
    var tasks: Set<String> = []
    /// Points by the version that was written.
    var points: [Int: Int] = [:]
    var hasLedger = false
    var failures = 0
  }

  let plan: CampaignPlan
  let work: WorkDirectory
  let directory: String
  let fingerprint: UInt64
  let control: RunControl
  let reductions: [PointReduction]
  /// Whether the blocks of points are kept when they are all there.
  private let isShard: Bool
  /// Of the sessions before this one.
  let earlier: Sessions
  private let begun = RunControl.now
  private let state: Mutex<State>
  private let saved: Mutex<Saved>
  private let savedTime = Mutex<Date?>(nil)
  private let synchronize: @Sendable ([String]) throws -> Void

  /// - Parameter synchronize: puts result files on the disk.
  init(
    _ plan: CampaignPlan, _ restart: Restart, in work: WorkDirectory, control: RunControl, isShard: Bool = false,
    synchronize: @escaping @Sendable ([String]) throws -> Void
  ) {
    self.plan = plan
    self.work = work
    directory = restart.directory
    fingerprint = restart.fingerprint
    self.control = control
    self.isShard = isShard
    self.synchronize = synchronize
    earlier = restart.sessions
    reductions = plan.points.indices.map {
      PointReduction(plan: plan.points[$0], progress: restart.progress[$0])
    }
    state = Mutex(State(finished: restart.finished))
    saved = Mutex(
      Saved(
        tasks: Set(restart.tasks), points: restart.progress.mapValues { _ in 0 },
        hasLedger: !restart.finished.isEmpty))
    for point in restart.finished.keys { reductions[point].release() }
  }

  static func pointFile(_ directory: String, _ point: Int, fingerprint: UInt64) -> CheckpointFile {
    CheckpointFile("\(directory)/point-\(point + 1)", kind: .point, fingerprint: fingerprint)
  }

  static func ledgerFile(_ directory: String, fingerprint: UInt64) -> CheckpointFile {
    CheckpointFile("\(directory)/ledger", kind: .ledger, fingerprint: fingerprint)
  }

  private func taskFile(_ name: String) -> CheckpointFile {
    CheckpointFile("\(directory)/\(name)", kind: .task, fingerprint: fingerprint)
  }

  private static func taskName(_ job: BlockQueue.Job) -> String {
    "task-\(job.point + 1)-\((job.blocks.first ?? 0) + 1)"
  }

  // MARK: Workers

  /// Runs the trajectories of a job, which can be saved meanwhile.
  /// - Parameter report: is told now and then which share of the job is done, and how many events that was.
  /// - Throws: `TrajectoryError`; `stopped` when the run stops.
  func simulate(
    _ job: BlockQueue.Job, report: @escaping (_ share: Double, _ events: Int) -> Void,
    deliver: ([BlockOutcome]) -> Void
  ) throws {
    let number = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    let point = plan.points[job.point]
    let all = point.simulatedTime(ofBlocks: job.blocks)
    // Before the job is known: whoever asks for its state then gets an answer.
    let pauses = Pauses(control.request, saved: job.saved, report: { report($0.time / all, $0.events) }) {
      [self] bytes in
      state.withLock { $0.running[number]?.state = bytes }
    }
    state.withLock { $0.running[number] = Running(job: job, state: job.saved) }
    do {
      let outcomes = try CampaignRun.simulate(point, blocks: job.blocks, pauses: pauses)
      deliver(outcomes)
      state.withLock { $0.running[number] = nil }
    } catch {
      // Whoever stopped is saved with the state that it showed last.
      state.withLock { $0.running[number]?.isSimulating = false }
      throw error
    }
  }

  /// Whether any worker is simulating.
  var isSimulating: Bool { state.withLock { $0.running.values.contains { $0.isSimulating } } }

  /// A state that could not be gone on with is forgotten.
  func forget(_ job: BlockQueue.Job) {
    state.withLock { state in state.running = state.running.filter { $0.value.job != job } }
  }

  /// A point's files are written.
  func finish(_ point: Int, _ finished: Finished) {
    state.withLock {
      $0.finished[point] = finished
      $0.fresh.insert(point)
    }
    reductions[point].release()
  }

  var finishedPoints: [Int: Finished] { state.withLock { $0.finished } }

  // MARK: Saving

  /// Writes what came in of a point of a shard, of which nothing more will come.
  func keep(_ point: Int) throws {
    try saved.withLock { saved in
      guard let (progress, version) = reductions[point].progress else { return }
      try write(point, progress)
      saved.points[point] = version
    }
  }

  private func write(_ point: Int, _ progress: PointReduction.Progress) throws(FileError) {
    do throws(POSIXFailure) { try POSIXFile.makeDirectory(directory) } catch {
      throw FileError(.inputOutput, path: directory, "cannot be made (\(error.reason))")
    }
    var writer = BinaryWriter()
    progress.encode(to: &writer)
    try CheckpointKeeper.pointFile(directory, point, fingerprint: fingerprint).write(writer.bytes)
  }

  /// Saves everything while the workers go on.
  /// - Returns: whether it was written; a failure is warned of once.
  @discardableResult
  func save() -> Bool {
    let began = RunControl.now
    do {
      if !work.isHeld { throw work.loss }
      try saved.withLock { try write(&$0) }
      control.saveTime = RunControl.now - began
      return true
    } catch {
      let isFirst = saved.withLock { saved in
        saved.failures += 1
        return saved.failures == 1
      }
      if isFirst { control.warn("no checkpoint could be written (\(error)); the run goes on without") }
      return false
    }
  }

  /// When the last checkpoint of this session was written.
  var lastSave: Date? { savedTime.withLock { $0 } }

  /// Asks the workers for their states and waits until they have shown them, or are done.
  private func collect() -> [Running] {
    if !control.isStopping {
      let asked = state.withLock { state in
        for number in state.running.keys where state.running[number]?.isSimulating == true {
          state.running[number]?.state = nil
        }
        return Set(state.running.keys)
      }
      control.request.ask()
      let limit = RunControl.now + 10
      while RunControl.now < limit {
        let isMissing = state.withLock { state in
          asked.contains { state.running[$0].map { $0.isSimulating && $0.state == nil } ?? false }
        }
        if !isMissing || control.isStopping { break }
        usleep(1000)
      }
    }
    return state.withLock { Array($0.running.values) }
  }

  private func write(_ saved: inout Saved) throws {
    let running = collect()
    do throws(POSIXFailure) { try POSIXFile.makeDirectory(directory) } catch {
      throw FileError(.inputOutput, path: directory, "cannot be made (\(error.reason))")
    }
    var current: Set<String> = []
    for one in running {
      let name = CheckpointKeeper.taskName(one.job)
      if saved.tasks.contains(name) { current.insert(name) }
      guard let bytes = one.state else { continue }
      try taskFile(name).write(TaskState(job: one.job, plan: plan, state: bytes).bytes)
      current.insert(name)
    }
    for (point, reduction) in reductions.enumerated() {
      guard let (progress, version) = reduction.progress, saved.points[point] != version else { continue }
      try write(point, progress)
      saved.points[point] = version
    }
    try writeLedger(&saved, isHasty: control.isStopping)
    for name in saved.tasks.subtracting(current) { taskFile(name).remove() }
    saved.tasks = current
    let finished = finishedPoints
    // The points of a shard are its result.
    for point in saved.points.keys where finished[point] != nil && !isShard {
      CheckpointKeeper.pointFile(directory, point, fingerprint: fingerprint).remove()
      saved.points[point] = nil
    }
    saved.failures = 0
    savedTime.withLock { $0 = .now }
  }

  /// Notes that all points are finished, so that they stay if what is left to be done fails: figures, the name.
  func noteEnd() {
    // If there is no room for this, there is none for the rest either, which will say so.
    try? saved.withLock { saved in
      try POSIXFile.makeDirectory(directory)
      try writeLedger(&saved, isHasty: true)
    }
  }

  /// - Parameter isHasty: does not wait until thousands of files are on the disk; their checksums tell if they came to harm.
  private func writeLedger(_ saved: inout Saved, isHasty: Bool) throws {
    let (fresh, finished) = state.withLock { ($0.fresh, $0.finished) }
    for point in fresh.sorted() where !isHasty { try synchronize(finished[point]?.files.map(\.name) ?? []) }
    try CheckpointKeeper.ledgerFile(directory, fingerprint: fingerprint).write(
      Ledger(finished: finished, sessions: sessions).bytes)
    if !isHasty { state.withLock { $0.fresh.subtract(fresh) } }
    saved.hasLedger = true
  }

  /// Sessions up to now.
  var sessions: Sessions {
    Sessions(
      count: earlier.count, wallTime: earlier.wallTime + RunControl.now - begun,
      cpuTime: earlier.cpuTime + Build.resourceUsage.cpuTime)
  }
}
