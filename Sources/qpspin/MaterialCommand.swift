import ArgumentParser
import Campaign

struct MaterialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "material",
    abstract: "Print the estimates for a material: rates, scales, SQUID noise.",
    discussion: """
      Every value with the formula that it comes from and its place in the paper.

      Example: qpspin material aluminium
      """)

  @Argument(help: "Name of the material.")
  var name = "aluminium"

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() throws {
    try reportingFailures {
      guard let report = try MaterialReport(name: name) else {
        let names = MaterialReport.names
        throw Failure(
          code: .usage,
          message: "unknown material \"\(name.oneLine())\"; it must be one of \(names.joined(separator: ", "))"
            + Suggestion.sentence(for: name, in: names))
      }
      try StandardStreams.write(json ? String(decoding: report.json, as: UTF8.self) : report.text)
    }
  }
}
