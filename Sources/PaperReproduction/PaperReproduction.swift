import Foundation
package import Report
import Results

/// The whole reproduction: runs, tables, pages and figures of the asked parts.
package struct PaperReproduction: Sendable {
  private let session: PaperSession
  private let parts: [PaperPart]

  package init(_ session: PaperSession, parts: [PaperPart] = PaperPart.allCases) {
    self.session = session
    self.parts = parts
  }

  /// Does everything and writes it to `directory`, which takes the place of an earlier reproduction.
  /// - Parameter formats: of the figures, besides SVG.
  /// - Throws: `FileError`, `ConfigurationError`, `TrajectoryError`, `GnuplotFailure`, `PaperFailure`.
  package func write(to directory: String, formats: Set<FigureFormat> = []) throws -> Verdict {
    try PaperReproduction.checkReplaceable(directory)
    // Before anything takes time.
    let gnuplot = try Gnuplot()
    var results: [PartResult] = []
    for part in parts {
      let clock = ContinuousClock()
      let begin = clock.now
      results.append(try part.make(session))
      session.log("part \(part.rawValue): done in \(Text.number((clock.now - begin) / .seconds(1), digits: 3)) s")
    }
    let verdict = Verdict(entries: results.flatMap(\.sections).flatMap(\.entries), checks: results.flatMap(\.checks))
    let page = FrontPage(results: results, verdict: verdict, scale: session.scale, isWhole: parts == PaperPart.allCases)
    let staging = "\(directory).incomplete-\(getpid())"
    let files = FileManager.default
    defer { try? files.removeItem(atPath: staging) }
    do {
      try files.createDirectory(atPath: staging, withIntermediateDirectories: true)
      try Data(page.text.utf8).write(to: URL(fileURLWithPath: "\(staging)/README.md"))
      for page in results.flatMap(\.pages) {
        try Data(page.text.utf8).write(to: URL(fileURLWithPath: "\(staging)/\(page.name)"))
      }
    } catch {
      throw FileError(.cannotCreate, path: directory, "cannot be created (\(FileError.reason(error)))")
    }
    let figures = results.flatMap(\.figures)
    let drawn = try FigureFolder(in: staging).draw(figures, with: gnuplot, formats: formats)
    for (name, failure) in drawn.failures.sorted(by: { $0.key < $1.key }) {
      throw PaperFailure(description: "figure \(name) was not drawn: \(failure)")
    }
    do {
      if files.fileExists(atPath: directory) { try files.removeItem(atPath: directory) }
      try files.moveItem(atPath: staging, toPath: directory)
    } catch {
      throw FileError(.inputOutput, path: directory, "cannot be put in place (\(FileError.reason(error)))")
    }
    return verdict
  }

  /// Only an earlier reproduction is replaced.
  private static func checkReplaceable(_ directory: String) throws(FileError) {
    let files = FileManager.default
    guard let content = try? files.contentsOfDirectory(atPath: directory), !content.isEmpty else { return }
    let page = files.contents(atPath: directory + "/README.md").map { String(decoding: $0, as: UTF8.self) }
    if page?.hasPrefix(FrontPage.title) != true {
      throw FileError(
        .cannotCreate, path: directory,
        "holds other things; the output must be new, empty, or an earlier reproduction of the paper")
    }
  }
}

/// What keeps the reproduction from being complete.
package struct PaperFailure: Error, CustomStringConvertible {
  package let description: String
}
