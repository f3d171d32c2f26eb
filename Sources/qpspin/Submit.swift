import ArgumentParser
import Campaign
import Foundation
import Results

struct Submit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Submit a run to Slurm: an array of shards, and a job that joins them.",
    discussion: """
      Each shard is a task of its own, which is told to save before its time is up, goes back to the queue, and continues. \
      The same command again submits only what is missing. Scripts and logs go to the shards' directory, DIR-shards; \
      `qpspin status DIR` tells how far they are.

      Example: qpspin submit configs/crossover-sweep.json --shards 20 --time 2h
      """)

  @Argument(help: "The config, a JSON file.")
  var config: String

  @Option(name: .long, parsing: .unconditional, help: "Number of shards.")
  var shards: Int

  @Option(name: .long, help: ArgumentHelp("Results directory. (default: results/<name>)", valueName: "dir"))
  var output: String?

  @Option(name: .long, parsing: .unconditional, help: "Use this seed instead of the config's.")
  var seed: UInt64?

  @Option(name: .long, help: "Partition. (default: the cluster's)")
  var partition: String?

  @Option(name: .long, help: "Account. (default: the cluster's)")
  var account: String?

  @Option(
    name: .long, help: "Time limit of a task, at least 5m; it goes on after it: 45m, 12h, 2d. (default: the cluster's)")
  var time: String?

  @Option(name: .long, help: "Memory of a task, such as 4G. (default: the cluster's)")
  var memory: String?

  @Option(name: .long, parsing: .unconditional, help: "Cores of a task.")
  var threads = 1

  @Option(name: .customLong("checkpoint-interval"), help: "Time between checkpoints. (default: 5m)")
  var checkpointInterval: String?

  @Option(
    name: .customLong("sbatch"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "One more option for sbatch, such as --sbatch=--constraint=avx2. Repeatable.", valueName: "option"))
  var options: [String] = []

  @OptionGroup var reporting: Reporting

  @Flag(name: .customLong("dry-run"), help: "Print the scripts; write and submit nothing.")
  var dryRun = false

  func validate() throws {
    if let output, output.isEmpty { throw ValidationError("--output is empty; it must name a directory") }
    if !(1...Shard.most).contains(shards) {
      throw ValidationError("--shards is \(shards); it must be from 1 to \(Shard.most)")
    }
    if !(1...4096).contains(threads) { throw ValidationError("--threads is \(threads); it must be from 1 to 4096") }
    for (name, value) in [("--partition", partition), ("--account", account)] {
      if let value,
        value.isEmpty
          || value.contains(where: { !($0.isASCII && ($0.isLetter || $0.isNumber || "._-,+".contains($0))) })
      {
        throw ValidationError("\(name) is \"\(value.oneLine())\"; it must be letters, digits, and . _ - , +")
      }
    }
    if let memory, memory.wholeMatch(of: /[1-9][0-9]{0,11}[KMGT]?/) == nil {
      throw ValidationError(
        "--memory is \"\(memory.oneLine())\"; it must be a whole number, in MB, or with K, M, G or T after it")
    }
    for option in options
    where option.wholeMatch(of: /--[a-z][a-z-]*(=[^\x00-\x1F\x7F]*)?/) == nil || option.hasPrefix("--array") {
      throw ValidationError(
        "--sbatch is \"\(option.oneLine())\"; it must be a long option of sbatch other than --array, such as --constraint=avx2"
      )
    }
    _ = try settings
  }

  private var settings: ClusterJob.Settings {
    get throws {
      var settings = ClusterJob.Settings()
      settings.partition = partition
      settings.account = account
      settings.memory = memory
      settings.threads = threads
      settings.options = options
      settings.report = !reporting.isLeftOut
      settings.time = try TimeSpan.seconds(time, "--time", least: ClusterJob.leastTime)
      settings.checkpointInterval = try TimeSpan.seconds(
        checkpointInterval, "--checkpoint-interval", least: TimeSpan.leastInterval)
      return settings
    }
  }

  func run() throws {
    try reportingFailures {
      var configuration = try Configuration.load(path: config, knownGenerators: CampaignPlan.knownGenerators)
      if let seed { configuration = configuration.with(seed: seed) }
      let plan = try CampaignPlan(configuration, file: config)
      try checkCount(plan)
      let output = output ?? "results/\(configuration.name)"
      let place = try SubmissionPlace(plan, shards: shards, output: output)
      if place.isFinished {
        StandardStreams.writeError("qpspin: \(output) holds this run already\n")
        return try StandardStreams.write(ResultTable(try ResultsReader(output)).text)
      }
      let job = try self.job(plan, place, output: output)
      if dryRun { return try StandardStreams.write(Submit.listing(job)) }
      let slurm = try Slurm()
      if let queued = place.earlierJobs.first(where: Slurm.isQueued) {
        throw Failure(
          code: .cannotCreate,
          message: "\(place.directory): job \(queued) of an earlier submission is still in the queue; "
            + "wait for it, or scancel \(place.earlierJobs.joined(separator: " "))")
      }
      let jobs = try slurm.submit(job, config: plan.resolvedConfig)
      let array = jobs.array.map { "job \($0): \(job.tasks.count) of \(shards) shards of \(job.name)\n" } ?? ""
      let after = jobs.array == nil ? "" : ", when all shards are there"
      try StandardStreams.write(
        array + "job \(jobs.merge): joins them\(after), to \(output)\nqpspin status \(output) tells how far they are\n")
    }
  }

  private func checkCount(_ plan: CampaignPlan) throws {
    let most = Shard.most(of: plan, dividedInto: shards)
    guard shards > most else { return }
    let reason =
      plan.configuration.precision != nil
      ? "as many as points, which are not divided where a precision is asked for" : "so that each has something to do"
    throw Failure(code: .usage, message: "--shards is \(shards); for this config it must be at most \(most), \(reason)")
  }

  private func job(_ plan: CampaignPlan, _ place: SubmissionPlace, output: String) throws -> ClusterJob {
    let directory = URL(fileURLWithPath: place.directory).standardizedFileURL.path
    // Slurm takes a backslash in the name of a log for something else.
    if directory.unicodeScalars.contains(where: { $0 == "\\" || $0.value < 32 || $0.value == 127 }) {
      throw Failure(
        code: .usage,
        message: "\(place.directory.oneLine()): a path for Slurm must have no backslash and no control character")
    }
    guard let program = Bundle.main.executablePath else {
      throw Failure(code: .internalError, message: "internal error: the path of this program is not known")
    }
    return ClusterJob(
      name: plan.configuration.name, version: Build.version,
      program: URL(fileURLWithPath: program).resolvingSymlinksInPath().path, config: directory + "/config.json",
      shardsDirectory: directory, output: URL(fileURLWithPath: output).standardizedFileURL.path, shards: shards,
      tasks: place.tasks, settings: try settings)
  }

  private static func listing(_ job: ClusterJob) -> String {
    let array = job.tasks.isEmpty ? [] : ["==> \(job.arrayPath) <==\n\(job.arrayScript)"]
    return (array + ["==> \(job.mergePath) <==\n\(job.mergeScript)"]).joined(separator: "\n")
  }
}
