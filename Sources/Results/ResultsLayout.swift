import Foundation

/// Which files of a results directory are qpspin's own: those that `--overwrite` may remove.
package enum ResultsLayout {
  /// Files and directories in a results directory that qpspin does not write, relative to it, in order.
  package static func foreign(in directory: String) -> [String] {
    guard let entries = FileManager.default.enumerator(atPath: directory) else { return [] }
    var foreign: [String] = []
    for case let name as String in entries {
      let type = entries.fileAttributes?[.type] as? FileAttributeType
      if isOwn(name.split(separator: "/").map(String.init), isDirectory: type == .typeDirectory) { continue }
      foreign.append(name)
      // Once is enough for all that is in it.
      if type == .typeDirectory { entries.skipDescendants() }
    }
    return foreign.sorted()
  }

  private static func isOwn(_ path: [String], isDirectory: Bool) -> Bool {
    guard let first = path.first else { return true }
    // What desktops leave in every directory that they show is nobody's.
    if path.last == ".DS_Store", !isDirectory { return true }
    switch (first, path.count) {
    case ("points", 1), ("figures", 1): return isDirectory
    case ("points", 2):
      return isDirectory && path[1].count >= 4 && path[1].allSatisfy { $0.isASCII && $0.isNumber }
    case ("points", _): return path[2] != "points" && isOwn(Array(path[2...]), isDirectory: isDirectory)
    case ("figures", 2): return !isDirectory && isFigure(path[1])
    // Of a `report` that was killed.
    case (_, 1) where isDirectory: return first.hasPrefix(".figures.incomplete-")
    case (_, 1): return files.contains(first) || first.hasPrefix(".report.html.incomplete-")
    default: return first.hasPrefix(".figures.incomplete-")
    }
  }

  private static let files: Set<String> = [
    "summary.json", "provenance.json", "config.json", "report.html", "sweep.csv", "histogram_N.csv", "histogram_m.csv",
    "histogram_S.csv", "joint_N_m.csv", "autocorrelation.csv", "spectrum.csv", "ensemble.csv", "trace.csv",
  ]

  private static let tables: Set<String> = [
    "histogram_N_bins.csv", "histogram_m_bins.csv", "histogram_S_bins.csv", "joint_N_m_grid.csv", "sweep_exact.csv",
    "sweep_theory.csv", "sweep_grid.csv",
  ]

  private static let figures: Set<String> = Set(
    [
      "histogram_N", "histogram_m", "histogram_S", "joint_N_m", "trace", "ensemble_N", "ensemble_S", "ensemble_M",
      "ensemble_AbsS", "autocorrelation_N", "autocorrelation_J", "spectrum_N", "spectrum_J", "flux_noise",
    ] + EstimateName.all.flatMap { ["sweep_\($0)", "map_\($0)"] })

  private static func isFigure(_ name: String) -> Bool {
    if name == "style.gp" || tables.contains(name) { return true }
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 && figures.contains(String(parts[0])) && ["gp", "svg", "pdf", "png"].contains(parts[1])
  }

  /// Why a results directory must not be removed; nil if all in it is qpspin's.
  package static func obstacle(in directory: String) -> String? {
    let foreign = foreign(in: directory)
    guard let first = foreign.first else { return nil }
    let others = foreign.count > 1 ? " and \(foreign.count - 1) more that qpspin has" : ", which qpspin has"
    return "holds \(first)\(others) not written; move away what is to be kept, since --overwrite removes only its own"
  }
}
