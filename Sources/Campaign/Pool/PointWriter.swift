import Binary
import Foundation
import Results
import Synchronization

/// Turns complete points into the files of a results directory, from any worker, and then into those of the whole.
final class PointWriter: Sendable {
  private let plan: CampaignPlan
  private let directory: ResultsDirectory
  private let summaries: Mutex<[Summary?]>

  init(_ plan: CampaignPlan, into directory: ResultsDirectory) {
    self.plan = plan
    self.directory = directory
    summaries = Mutex([Summary?](repeating: nil, count: plan.points.count))
  }

  /// Takes the summary of a point whose files are there already.
  /// - Returns: false if it cannot be read.
  func take(_ point: Int) -> Bool {
    let bytes = directory.contents(plan.path(ofPoint: point) + "summary.json") ?? []
    guard let summary = try? JSONDecoder().decode(Summary.self, from: Data(bytes)) else { return false }
    summaries.withLock { $0[point] = summary }
    return true
  }

  /// Writes the files of a point.
  func write(_ point: Int, _ complete: PointReduction.Complete) throws -> [CheckpointKeeper.Finished.File] {
    let result = try PointResult(
      plan: plan.points[point], name: plan.configuration.name, algorithm: plan.configuration.algorithm.rawValue,
      exact: plan.configuration.exact, reduction: complete, config: plan.configuration.forPoint(point).encoded())
    var files: [CheckpointKeeper.Finished.File] = []
    for file in result.files {
      let name = plan.path(ofPoint: point) + file.name
      try directory.write(file.data, to: name)
      files.append(.init(name: name, size: file.data.count, checksum: Checksum.of([UInt8](file.data))))
    }
    summaries.withLock { $0[point] = result.summary }
    return files
  }

  /// Writes what belongs to the run as a whole, when all points are there.
  /// - Returns: the summaries of all points, in order.
  func writeWhole(_ provenance: (_ events: Int) -> Provenance) throws -> [Summary] {
    let complete = summaries.withLock { $0.compactMap { $0 } }
    if plan.configuration.sweep != nil {
      let files = SweepFiles(plan: plan, summaries: complete)
      try directory.write(plan.configuration.encoded(), to: "config.json")
      try directory.write(files.table.data, to: "sweep.csv")
      try directory.write(try JSONText.encode(files.summary), to: "summary.json")
    }
    let events = complete.reduce(0) { $0 + $1.run.events + $1.run.burnInEvents }
    try directory.write(try JSONText.encode(provenance(events)), to: "provenance.json")
    return complete
  }
}
