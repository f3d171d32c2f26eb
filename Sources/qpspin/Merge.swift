import ArgumentParser
import Campaign
import Results

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Join the shards of a run to its results.",
    discussion: """
      The results have the same bytes as those of the undivided run. Shards that are missing, double or of another run are \
      named, and nothing is written then.

      Example: qpspin merge results/quickstart-shards --output results/quickstart
      """)

  @Argument(help: "Directories with shards in them, or files of shards.")
  var places: [String]

  @Option(name: .long, help: "Results directory.")
  var output: String

  @OptionGroup var workers: Workers

  @Flag(name: .long, help: "Replace results of another config.")
  var overwrite = false

  @OptionGroup var reporting: Reporting

  @Flag(name: .long, help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    if output.isEmpty { throw ValidationError("--output is empty; it must name a directory") }
    if places.isEmpty { throw ValidationError("no shards are given; name their directories") }
  }

  func run() throws {
    try reportingFailures {
      let merge = try ShardMerge(places)
      let place = try RunPlace(merge.plan, at: output, overwrite: overwrite)
      guard let work = place.work else {
        if !quiet {
          StandardStreams.writeError("qpspin: \(output) holds this run already; --overwrite joins it again\n")
        }
        return try StandardStreams.write(ResultTable(try ResultsReader(output)).text)
      }
      let directory = try ResultsDirectory(in: work)
      let meter = ProgressMeter()
      let display = quiet ? nil : ProgressDisplay(meter, isBounded: false)
      defer {
        display?.end()
        work.leave()
      }
      do {
        try merge.run(into: directory, threads: workers.count, meter: meter)
        let missing = reporting.report(in: directory)
        try directory.commit()
        if let missing, !quiet { StandardStreams.writeError("qpspin: \(output): \(missing)\n") }
      } catch {
        if !work.holdsCheckpoints { work.remove() }
        throw error
      }
      display?.end()
      try StandardStreams.write(ResultTable(try ResultsReader(output)).text)
    }
  }
}
