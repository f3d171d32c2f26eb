import ArgumentParser
import Campaign

struct TheoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theory",
    abstract: "Print mean field, Fokker-Planck and the exact master equation of a config.",
    discussion: """
      Every estimate of a run without a random number, at each point of the config. The exact column is there where it \
      takes a few seconds, or minutes with "exact": "always" in the config; notes say where a column is outside its range.

      Example: qpspin theory configs/ising.json
      """)

  @Argument(help: "The config, a JSON file.")
  var config: String

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() throws {
    try reportingFailures {
      let configuration = try Configuration.load(path: config, knownGenerators: CampaignPlan.knownGenerators)
      if json {
        let reports = configuration.points.indices.map { TheoryReport(configuration, point: $0) }
        try StandardStreams.write(String(decoding: TheoryReport.json(reports), as: UTF8.self))
        return
      }
      for index in configuration.points.indices {
        try StandardStreams.write((index > 0 ? "\n" : "") + TheoryReport(configuration, point: index).text)
      }
    }
  }
}
