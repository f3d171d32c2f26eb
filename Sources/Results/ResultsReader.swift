import Foundation

/// A finished results directory, read from its files alone.
public struct ResultsReader: Sendable {
  public let path: String
  /// One summary a point; `sweep` is set when there are several points in points/.
  public let summaries: [Summary]
  public let sweep: SweepSummary?

  /// - Throws: `FileError` when a file is missing or is not what qpspin writes.
  public init(_ path: String) throws(FileError) {
    self.path = path
    let data = try ResultsReader.contents(path + "/summary.json")
    if let summary = try? JSONDecoder().decode(Summary.self, from: data) {
      try ResultsReader.check(summary.schemaVersion, path + "/summary.json")
      summaries = [summary]
      sweep = nil
      return
    }
    guard let sweep = try? JSONDecoder().decode(SweepSummary.self, from: data) else {
      throw FileError(.badData, path: path + "/summary.json", "is not a summary of qpspin")
    }
    try ResultsReader.check(sweep.schemaVersion, path + "/summary.json")
    var summaries: [Summary] = []
    let digits = max(4, String(sweep.points).count)
    for index in 0..<max(0, sweep.points) {
      let number = String(index + 1)
      let file =
        "\(path)/points/" + String(repeating: "0", count: max(0, digits - number.count)) + number + "/summary.json"
      guard let summary = try? JSONDecoder().decode(Summary.self, from: try ResultsReader.contents(file)) else {
        throw FileError(.badData, path: file, "is not a summary of qpspin")
      }
      summaries.append(summary)
    }
    self.summaries = summaries
    self.sweep = sweep
  }

  private static func check(_ version: Int, _ path: String) throws(FileError) {
    if version > Summary.currentSchemaVersion {
      throw FileError(
        .badData, path: path,
        "has schemaVersion \(version), from a newer qpspin; this one reads up to \(Summary.currentSchemaVersion)")
    }
  }

  static func contents(_ path: String) throws(FileError) -> Data {
    do { return try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw FileError(.inputOutput, path: path, "cannot be read (\(FileError.reason(error)))")
    }
  }
}
