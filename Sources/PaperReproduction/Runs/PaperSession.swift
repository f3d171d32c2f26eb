import Campaign
import ClusterModel
import Foundation
import Results
import Synchronization
import Theory

/// What all parts of the reproduction share: the configs, where their results go, and how much is simulated.
package struct PaperSession: Sendable {
  /// Directory of the configs.
  let configs: String
  /// Directory that gets one results directory for each config.
  let runs: String
  package let scale: PaperScale
  let threads: Int
  /// Whether a finished run of the same config is taken as it is.
  let reuses: Bool
  /// Told what is going on, a line at a time.
  let log: @Sendable (String) -> Void
  let exact = ExactSolutions()
  private let finished = FinishedRuns()

  package init(
    configs: String, runs: String, scale: PaperScale, threads: Int, reuses: Bool,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.configs = configs
    self.runs = runs
    self.scale = scale
    self.threads = threads
    self.reuses = reuses
    self.log = log
  }

  /// Runs `configs/<name>.json` as `qpspin run` does, once for all parts that ask for it.
  /// - Throws: `ConfigurationError`, `FileError`, `TrajectoryError`.
  func run(_ name: String) throws -> FinishedRun {
    if let known = finished.runs.withLock({ $0[name] }) { return known }
    let run = try start(name)
    finished.runs.withLock { $0[name] = run }
    return run
  }

  private func start(_ name: String) throws -> FinishedRun {
    let file = "\(configs)/\(name).json"
    let configuration = scale.applied(
      to: try Configuration.load(path: file, knownGenerators: CampaignPlan.knownGenerators))
    let plan = try CampaignPlan(configuration, file: file)
    let path = "\(runs)/\(name)"
    let comparison = try ExistingResults(path).compare(with: plan)
    if reuses, comparison == .same {
      log("\(name): taken from \(path)")
    } else {
      let directory = try ResultsDirectory(creating: path)
      let clock = ContinuousClock()
      let begin = clock.now
      do {
        _ = try CampaignRun(plan, threads: threads).run(into: directory)
        try directory.commit()
      } catch {
        directory.discard()
        throw error
      }
      log("\(name): run in \(Text.number((clock.now - begin) / .seconds(1), digits: 3)) s")
    }
    return try FinishedRun(name, configuration: configuration, reader: ResultsReader(path))
  }

  /// The exact solutions of all points of the runs, computed side by side.
  func solve(_ runs: [FinishedRun]) throws {
    try exact.solve(
      runs.flatMap { run in run.points.map { System(parameters: $0.parameters, model: $0.model) } }, threads: threads)
  }
}

/// Runs that are there already, by the names of their configs.
private final class FinishedRuns: Sendable {
  let runs = Mutex<[String: FinishedRun]>([:])
}
