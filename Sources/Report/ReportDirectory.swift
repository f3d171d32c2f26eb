import Results
import Theory

/// Checks of what is read from a results directory before anything is computed with it: it may come from anywhere.
enum ReportDirectory {
  /// Reads the summaries.
  /// - Throws: `FileError` (`badData`) where there is no whole results directory.
  static func read(_ path: String) throws(FileError) -> ResultsReader {
    let reader = try ResultsReader(path)
    for index in reader.summaries.indices {
      try check(reader.summaries[index], reader.directory(ofPoint: index) + "/summary.json")
    }
    return reader
  }

  private static let largestN0 = 1e12

  /// The bounds of a config, which theory takes for granted.
  private static func check(_ summary: Summary, _ path: String) throws(FileError) {
    let p = summary.parameters
    var isFine =
      p.volume > 0 && [p.injectionRate, p.gamma, p.gammaTriplet].allSatisfy { $0 >= 0 && $0.isFinite }
      && p.volume.isFinite && [p.spinFlipTime, p.trappingTime].allSatisfy { $0.map { $0 > 0 && $0.isFinite } ?? true }
      && p.zeeman.isFinite && (p.zeeman == 0 || summary.model == .ising)
    // No trajectory has more: theory takes for granted that such a number can be counted to.
    if isFine {
      let N0 = ClusterScales(p.parameters, pinned: summary.model == .ising).N0
      isFine = p.injectionRate * p.volume < 1e30 && !(N0.isFinite && N0 > largestN0)
    }
    if !isFine { throw FileError(.badData, path: path, "has parameters that no config can have") }
    let run = summary.run
    if run.trajectories < 1 || !(run.duration > 0) || !(run.burnIn >= 0) {
      throw FileError(.badData, path: path, "has trajectories, duration or burnIn that no run can have")
    }
  }
}
