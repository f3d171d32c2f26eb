package import Foundation

/// A finished results directory, read from its files alone.
public struct ResultsReader: Sendable {
  public let path: String
  /// One summary a point; `sweep` is set when there are several points in points/.
  public let summaries: [Summary]
  public let sweep: SweepSummary?

  /// - Throws: `FileError`: `badData` when a file is missing or is not what qpspin writes.
  public init(_ path: String) throws(FileError) {
    self.path = path
    guard FileManager.default.fileExists(atPath: path + "/summary.json") else {
      throw FileError(.badData, path: path, "is not a results directory of qpspin: there is no summary.json in it")
    }
    let data = try ResultsReader.contents(path + "/summary.json")
    try ResultsReader.checkVersion(data, path + "/summary.json")
    guard let sweep = try? JSONDecoder().decode(SweepSummary.self, from: data) else {
      summaries = [try ResultsReader.summary(data, path + "/summary.json")]
      sweep = nil
      return
    }
    var summaries: [Summary] = []
    for index in 0..<max(0, sweep.points) {
      let file = ResultsReader.directory(path, ofPoint: index, of: sweep.points) + "/summary.json"
      let data = try ResultsReader.contents(file)
      try ResultsReader.checkVersion(data, file)
      summaries.append(try ResultsReader.summary(data, file))
    }
    try ResultsReader.checkCount(sweep, path)
    self.summaries = summaries
    self.sweep = sweep
  }

  /// Where the files of a point are; `index` from 0.
  public func directory(ofPoint index: Int) -> String {
    sweep.map { ResultsReader.directory(path, ofPoint: index, of: $0.points) } ?? path
  }

  private static func directory(_ path: String, ofPoint index: Int, of count: Int) -> String {
    let number = String(index + 1)
    let digits = max(4, String(count).count)
    return "\(path)/points/" + String(repeating: "0", count: max(0, digits - number.count)) + number
  }

  /// Points that the summary does not know of: it was edited, or files of another run were copied there.
  private static func checkCount(_ sweep: SweepSummary, _ path: String) throws(FileError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/points")) ?? []
    let count = names.count { !$0.hasPrefix(".") }
    if sweep.points < 1 || sweep.points != count {
      throw FileError(
        .badData, path: path + "/summary.json",
        "says that there are \(sweep.points) points; points/ has \(count): not a whole results directory")
    }
  }

  private struct Version: Decodable {
    let schemaVersion: Int
  }

  /// Looks at the version first: a newer file need not hold what this program expects.
  private static func checkVersion(_ data: Data, _ path: String) throws(FileError) {
    guard let version = try? JSONDecoder().decode(Version.self, from: data).schemaVersion else {
      throw FileError(.badData, path: path, "is not a summary of qpspin")
    }
    if version > Summary.currentSchemaVersion {
      throw FileError(
        .badData, path: path,
        "has schemaVersion \(version), from a newer qpspin; this one reads up to \(Summary.currentSchemaVersion)")
    }
  }

  private static func summary(_ data: Data, _ path: String) throws(FileError) -> Summary {
    guard let summary = try? JSONDecoder().decode(Summary.self, from: data) else {
      throw FileError(.badData, path: path, "is not a summary of qpspin")
    }
    return summary
  }

  package static func contents(_ path: String) throws(FileError) -> Data {
    do throws(POSIXFailure) { return Data(try POSIXFile.read(path)) } catch {
      if [ENOENT, ENOTDIR].contains(error.code) {
        throw FileError(.badData, path: path, "is missing: not a whole results directory")
      }
      throw FileError(.inputOutput, path: path, "cannot be read (\(error.reason))")
    }
  }
}
