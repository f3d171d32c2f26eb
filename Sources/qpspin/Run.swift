import ArgumentParser
import Campaign
import Foundation
import Report
import Results

/// How many threads to work on.
struct Workers: ParsableArguments {
  @Option(name: .long, parsing: .unconditional, help: "Worker threads. (default: all cores)")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...4096).contains(threads) {
      throw ValidationError("--threads is \(threads); it must be from 1 to 4096")
    }
  }

  var count: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }
}

/// Whether results have something to look at.
struct Reporting: ParsableArguments {
  @Flag(name: .customLong("no-report"), help: "No figures and no report.html; `report` makes them later.")
  var isLeftOut = false

  /// Figures and report.html. The results are complete without them, so what goes wrong is said and no more.
  /// - Returns: what is missing.
  func report(in directory: ResultsDirectory) -> String? {
    if isLeftOut { return nil }
    do { return try Reporter(directory.staging).write() } catch {
      return "figures and report.html could not be made (\(error.message))"
    }
  }
}

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a config: simulate, reduce, write the results directory.",
    discussion: """
      Prints the table of estimates. The same config and seed give the same summary.json and CSV files on any number of \
      threads. A run that is already there is not repeated; its table is printed again. A run that was stopped or killed \
      is continued by the same command, with the same numbers in the end.

      Example: qpspin run configs/aluminium-sr.json --output results/sr --threads 8
      """)

  @Argument(help: "The config, a JSON file (see `qpspin schema`).")
  var config: String

  @Option(name: .long, help: "Results directory. (default: results/<name>)")
  var output: String?

  @OptionGroup var workers: Workers

  @Option(name: .long, parsing: .unconditional, help: "Use this seed instead of the config's.")
  var seed: UInt64?

  @OptionGroup var steering: RunSteering

  @Flag(name: .long, help: "Replace results of another config, and start anew where a run was not finished.")
  var overwrite = false

  @OptionGroup var reporting: Reporting

  @Flag(name: .long, help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    if let output, output.isEmpty { throw ValidationError("--output is empty; it must name a directory") }
  }

  func run() throws {
    try reportingFailures {
      var configuration = try Configuration.load(path: config, knownGenerators: CampaignPlan.knownGenerators)
      if let seed { configuration = configuration.with(seed: seed) }
      let plan = try CampaignPlan(configuration, file: config)
      let shard = try steering.part
      // Shards are no results yet: they have a directory of their own.
      let path = output ?? "results/\(configuration.name)" + (shard == nil ? "" : "-shards")
      let place = try RunPlace(plan, at: path, shard: shard, overwrite: overwrite)
      switch place.state {
      case .finished:
        note("\(path) holds this \(shard == nil ? "run" : "shard") already; --overwrite runs it again")
        if shard == nil { try print(ResultsReader(path)) }
        return
      case .continued: note("\(path): continues the run that was begun there")
      case .new: break
      }
      guard let work = place.work else { return }
      try start(plan, shard: shard, in: work)
      if shard == nil { try print(ResultsReader(path)) }
    }
  }

  private func start(_ plan: CampaignPlan, shard: Shard?, in work: WorkDirectory) throws {
    let control = try steering.control(quiet: quiet)
    let watch = try steering.watch(control, quiet: quiet)
    let meter = ProgressMeter()
    let display = quiet ? nil : ProgressDisplay(meter, isBounded: plan.configuration.precision != nil)
    defer {
      display?.end()
      work.leave()
    }
    do {
      if let shard {
        try ShardRun(plan, shard: shard, threads: workers.count).run(in: work, meter: meter, control: control)
      } else {
        let directory = try ResultsDirectory(in: work)
        _ = try CampaignRun(plan, threads: workers.count).run(into: directory, meter: meter, control: control)
        let missing = reporting.report(in: directory)
        try directory.commit()
        display?.end()
        if let missing { note("\(work.output): \(missing)") }
      }
    } catch let stopped as RunStopped {
      throw stopped
    } catch let error as FileError {
      // What was saved can be gone on with when there is room again.
      if !work.holdsCheckpoints { work.remove() }
      throw error
    } catch {
      work.remove()
      throw RunawayError(error, file: config, plan: plan) ?? error
    }
    watch.end()
  }

  private func print(_ reader: ResultsReader) throws {
    try StandardStreams.write(ResultTable(reader).text)
  }

  private func note(_ text: String) {
    if !quiet { StandardStreams.writeError("qpspin: \(text)\n") }
  }
}

struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a config and print what would run, events and time from short trial runs. Writes nothing.",
    discussion: "Example: qpspin plan configs/crossover-sweep.json")

  @Argument(help: "The config, a JSON file.")
  var config: String

  @OptionGroup var workers: Workers

  func run() throws {
    try reportingFailures {
      let configuration = try Configuration.load(path: config, knownGenerators: CampaignPlan.knownGenerators)
      let plan = try CampaignPlan(configuration, file: config)
      let calibration = try Calibration(plan, threads: workers.count)
      try StandardStreams.write(PlanTable(plan, threads: workers.count, calibration: calibration).text)
    }
  }
}

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of the config, for editors.",
    discussion: "Example: qpspin schema > qpspin.schema.json")

  func run() throws {
    try reportingFailures { try StandardStreams.write(ConfigurationSchema.text) }
  }
}
