import Foundation
import Results

/// Checks of what is read from a results directory before anything is computed with it: it may come from anywhere.
enum ReportDirectory {
  /// Reads the summaries.
  /// - Throws: `FileError` (`badData`) where there is no whole results directory.
  static func read(_ path: String) throws(FileError) -> ResultsReader {
    guard FileManager.default.fileExists(atPath: path + "/summary.json") else {
      throw FileError(.badData, path: path, "is not a results directory of qpspin: there is no summary.json in it")
    }
    do {
      let reader = try ResultsReader(path)
      for index in reader.summaries.indices {
        try check(reader.summaries[index], reader.directory(ofPoint: index) + "/summary.json")
      }
      return reader
    } catch {
      throw whole(error)
    }
  }

  /// The same error of reading; that a file is not there means that the directory is damaged.
  static func whole(_ error: FileError) -> FileError {
    guard error.kind == .inputOutput, !FileManager.default.fileExists(atPath: error.path) else { return error }
    return FileError(.badData, path: error.path, "is missing: not a whole results directory")
  }

  /// The bounds of a config, which theory takes for granted.
  static func check(_ summary: Summary, _ path: String) throws(FileError) {
    let p = summary.parameters
    let isFine =
      p.volume > 0 && [p.injectionRate, p.gamma, p.gammaTriplet].allSatisfy { $0 >= 0 && $0.isFinite }
      && p.volume.isFinite && [p.spinFlipTime, p.trappingTime].allSatisfy { $0.map { $0 > 0 && $0.isFinite } ?? true }
      && p.zeeman.isFinite && (p.zeeman == 0 || summary.model == .ising)
    if !isFine { throw FileError(.badData, path: path, "has parameters that no config can have") }
    let run = summary.run
    if run.trajectories < 1 || !(run.duration > 0) || !(run.burnIn >= 0) {
      throw FileError(.badData, path: path, "has trajectories, duration or burnIn that no run can have")
    }
  }
}
