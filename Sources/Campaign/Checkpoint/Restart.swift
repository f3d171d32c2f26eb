import Binary
import Foundation
import Results

/// What is left of a run that ended before its time, as far as it is whole.
struct Restart {
  /// Where the checkpoints are.
  let directory: String
  let fingerprint: UInt64
  /// Of points that are not finished, what came in.
  var progress: [Int: PointReduction.Progress] = [:]
  var finished: [Int: CheckpointKeeper.Finished] = [:]
  /// Trajectories in the middle.
  var jobs: [BlockQueue.Job] = []
  /// Names of the files that they are in, and of others of that kind that are of no use.
  var tasks: [String] = []
  var sessions = CheckpointKeeper.Sessions()

  /// - Parameters:
  ///   - directory: holds the checkpoints; need not be there.
  ///   - files: the content of a result file that is finished; nil: finished points have none.
  ///   - warn: is told of what cannot be used.
  init(
    _ plan: CampaignPlan, in directory: String, fingerprint: UInt64, files: ((String) -> [UInt8]?)?,
    warn: (String) -> Void
  ) {
    self.directory = directory
    self.fingerprint = fingerprint
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else { return }
    let ledger = CheckpointKeeper.ledgerFile(directory, fingerprint: fingerprint).read(warn: warn) {
      (reader) throws(BinaryError) in try Ledger(plan, from: &reader)
    }
    if let ledger {
      sessions = ledger.sessions
      sessions.count += 1
      if let files { finished = ledger.finished.filter { Restart.isWhole($0.value, files, warn) } }
    }
    for point in Restart.numbers(names, prefix: "point-").compactMap(\.first).map({ $0 - 1 }) {
      guard plan.points.indices.contains(point), finished[point] == nil else { continue }
      progress[point] = CheckpointKeeper.pointFile(directory, point, fingerprint: fingerprint).read(warn: warn) {
        (reader) throws(BinaryError) in try PointReduction.Progress(of: plan.points[point], from: &reader)
      }
    }
    var taken: Set<[Int]> = []
    for numbers in Restart.numbers(names, prefix: "task-").sorted(by: { $0.lexicographicallyPrecedes($1) })
    where numbers.count == 2 {
      let name = "task-\(numbers[0])-\(numbers[1])"
      tasks.append(name)
      let file = CheckpointFile("\(directory)/\(name)", kind: .task, fingerprint: fingerprint)
      let job = file.read(warn: warn) { (reader) throws(BinaryError) in
        let state = try TaskState(plan, from: &reader)
        try state.check(plan)
        return state.job
      }
      guard let job, finished[job.point] == nil else { continue }
      // Finished meanwhile, or part of another: what came in counts.
      let blocks = job.blocks.filter { progress[job.point]?.contains($0) != true }
      let places = job.blocks.map { [job.point, $0] }
      guard blocks.count == job.blocks.count, taken.isDisjoint(with: places) else { continue }
      taken.formUnion(places)
      jobs.append(job)
    }
  }

  /// The numbers in names such as `task-3-17`, each name once, with whatever follows a dot left out.
  private static func numbers(_ names: [String], prefix: String) -> Set<[Int]> {
    Set(
      names.compactMap { name in
        guard name.hasPrefix(prefix), !name.hasSuffix(".new") else { return nil }
        let numbers = name.dropFirst(prefix.count).prefix { $0 != "." }.split(separator: "-").map { Int($0) }
        return numbers.contains(nil) ? nil : numbers.compactMap { $0 }
      })
  }

  private static func isWhole(
    _ finished: CheckpointKeeper.Finished, _ files: (String) -> [UInt8]?, _ warn: (String) -> Void
  ) -> Bool {
    for file in finished.files {
      guard let bytes = files(file.name) else {
        warn("\(file.name) of the unfinished run is missing; its point is run again")
        return false
      }
      if bytes.count != file.size || Checksum.of(bytes) != file.checksum {
        warn("\(file.name) of the unfinished run is damaged; its point is run again")
        return false
      }
    }
    return true
  }

  /// Blocks that are done.
  func finishedBlocks(_ plan: CampaignPlan) -> Int {
    progress.values.reduce(0) { $0 + $1.blockCount } + finished.values.reduce(0) { $0 + $1.blocks }
  }
}
