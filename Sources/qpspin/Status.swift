import ArgumentParser
import Campaign
import Results

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print how far a run is, and what each point has reached.",
    discussion: """
      For a run, finished or not, or a directory of shards. Reads the files only, also while the run goes on; trajectories \
      and estimates are those of the last checkpoint.

      Example: qpspin status results/quickstart
      """)

  @Argument(help: "The results directory that the run writes, or the directory of its shards.")
  var directory: String

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() throws {
    try reportingFailures {
      let status = try RunStatus.of(directory)
      try StandardStreams.write(json ? String(decoding: status.json, as: UTF8.self) : status.text)
    }
  }
}
