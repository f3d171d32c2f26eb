import Dispatch
import Foundation
public import Results
import Synchronization

/// Draws the figures of a results directory and writes its report.html, from its files alone.
public struct Reporter: Sendable {
  /// Of larger sweeps the points have no pages of their own, unless they are asked for.
  public static let mostPages = 20

  private let reader: ResultsReader
  private let gnuplot: Gnuplot?

  /// - Throws: `FileError`: `badData` where there is no whole results directory at `path`.
  public init(_ path: String) throws(FileError) { try self.init(path, gnuplot: try? Gnuplot()) }

  /// - Parameter gnuplot: nil: only the scripts are written.
  package init(_ path: String, gnuplot: Gnuplot?) throws(FileError) {
    reader = try ReportDirectory.read(path)
    self.gnuplot = gnuplot
  }

  /// Makes `figures/` and `report.html`; for a sweep also those of its points.
  /// - Parameters:
  ///   - formats: of the figures, besides SVG.
  ///   - allPoints: whether the points of sweeps with more than `mostPages` have pages, too.
  /// - Returns: what is missing in them, in a sentence; nil if nothing is.
  /// - Throws: `FileError`.
  public func write(formats: Set<FigureFormat> = [], allPoints: Bool = false) throws(FileError) -> String? {
    let points = try pointData()
    let theories = Reporter.concurrently(points.count) { PointComparison(points[$0]) }
    let hasPages = reader.sweep == nil || points.count <= Reporter.mostPages || allPoints
    var remark: String?
    for index in points.indices where hasPages {
      let missing = try write(points[index], theories[index], formats)
      remark = remark ?? missing
    }
    guard let sweep = reader.sweep, !points.isEmpty else { return remark }
    let data = SweepData(sweep, points: points, directory: reader.path)
    let figures = SweepFigures.all(data, theories)
    let drawn = try FigureFolder(in: reader.path).draw(figures, with: gnuplot, formats: formats)
    let page = SweepPage(
      data: data, theories: theories, figures: figures, drawn: drawn, pages: hasPages ? pageNames : [:])
    try PageFile.write(page.html, in: reader.path)
    return (figures.isEmpty ? nil : PageParts.missing(figures, drawn)) ?? remark
  }

  private func pointData() throws(FileError) -> [PointData] {
    var points: [PointData] = []
    for (index, summary) in reader.summaries.enumerated() {
      points.append(try PointData(summary, directory: reader.directory(ofPoint: index)))
    }
    return points
  }

  /// Directories of the points, relative to the sweep's.
  private var pageNames: [Int: String] {
    Dictionary(
      uniqueKeysWithValues: reader.summaries.indices.map { index in
        (index, String(reader.directory(ofPoint: index).dropFirst(reader.path.count + 1)))
      })
  }

  private func write(
    _ point: PointData, _ theory: PointComparison, _ formats: Set<FigureFormat>
  ) throws(FileError) -> String? {
    let figures = try PointFigures.all(point)
    let drawn = try FigureFolder(in: point.directory).draw(figures, with: gnuplot, formats: formats)
    let page = PointPage(
      point: point, theory: theory, figures: figures, drawn: drawn,
      parent: reader.sweep == nil ? nil : "../../report.html")
    try PageFile.write(page.html, in: point.directory)
    return figures.isEmpty ? nil : PageParts.missing(figures, drawn)
  }

  /// The same for many, on all cores.
  private static func concurrently<Value: Sendable>(_ count: Int, _ value: @Sendable (Int) -> Value) -> [Value] {
    let found = Mutex([Int: Value]())
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let one = value(index)
      found.withLock { $0[index] = one }
    }
    return found.withLock { found in (0..<count).compactMap { found[$0] } }
  }
}
