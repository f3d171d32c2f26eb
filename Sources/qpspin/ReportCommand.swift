import ArgumentParser
import Campaign
import Report
import Results

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Draw the figures and write report.html of a results directory.",
    discussion: """
      Works from the files in the directory alone, also those of another machine: `run` has done the same at its end. \
      Figures are in figures/, each with the gnuplot script that draws it. Of a sweep with more than \
      \(Reporter.mostPages) points, the points have pages with --all-points only.

      Example: qpspin report results/quickstart --format pdf --format png
      """)

  @Argument(help: "A results directory.")
  var directory: String

  @Option(
    name: .long, help: "Draw the figures in this format, too: pdf or png. May be given twice.", transform: parseFormat)
  var format: [FigureFormat] = []

  @Flag(name: .long, help: "Make the pages of all points of a large sweep.")
  var allPoints = false

  func validate() throws {
    if directory.isEmpty { throw ValidationError("the results directory is empty; it must name a directory") }
  }

  func run() throws {
    try reportingFailures {
      let missing = try Reporter(directory).write(formats: Set(format), allPoints: allPoints)
      if let missing { StandardStreams.writeError("qpspin: \(directory.oneLine()): \(missing)\n") }
    }
  }
}

private func parseFormat(_ text: String) throws -> FigureFormat {
  guard let format = FigureFormat(rawValue: text) else {
    let allowed = FigureFormat.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("\"\(text.oneLine())\" is no format of figures; it must be one of \(allowed)")
  }
  return format
}
