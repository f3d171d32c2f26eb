import Dispatch
package import Foundation
package import Results
import Synchronization

/// A figure that can be drawn: its script, and tables that it reads beside the results' own.
package struct Figure: Sendable {
  package let script: FigureScript
  /// What it shows, in a sentence or two of plain text.
  package let caption: String
  /// Written beside the script.
  package let tables: [(name: String, data: Data)]

  package init(_ script: FigureScript, caption: String, tables: [(name: String, data: Data)] = []) {
    self.script = script
    self.caption = caption
    self.tables = tables
  }

  package var name: String { script.name }
}

/// What came of drawing.
package struct DrawnFigures: Sendable {
  /// The SVG of each figure that was drawn, by name.
  package var svg: [String: String] = [:]
  /// Why the others were not, by name.
  package var failures: [String: GnuplotFailure] = [:]
}

/// The directory of figures in a results directory: scripts, their style, and what gnuplot makes of them.
///
/// All is made in a hidden directory beside it and then moved, file by file: other files in it stay as they are.
package struct FigureFolder: Sendable {
  package static let name = "figures"

  /// As the user knows it, for messages.
  private let path: String
  private let staging: String

  /// - Parameter directory: of the data that scripts refer to as `../`; it exists.
  package init(in directory: String) {
    path = directory + "/" + FigureFolder.name
    staging = "\(directory)/.\(FigureFolder.name).incomplete-\(getpid())"
  }

  /// Writes the scripts and draws them, several at a time.
  /// - Parameters:
  ///   - gnuplot: nil: only the scripts are written.
  ///   - formats: besides SVG.
  /// - Throws: `FileError`. What gnuplot cannot draw is no error.
  package func draw(_ figures: [Figure], with gnuplot: Gnuplot?, formats: Set<FigureFormat>) throws(FileError)
    -> DrawnFigures
  {
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue {
      throw FileError(.cannotCreate, path: path, "is a file; figures need a directory of that name")
    }
    do throws(POSIXFailure) {
      try POSIXFile.makeDirectory(path)
      try POSIXFile.makeDirectory(staging)
    } catch {
      throw FileError(.cannotCreate, path: path, "cannot be created (\(error.reason))")
    }
    defer { try? FileManager.default.removeItem(atPath: staging) }
    try write(Data(FigureStyle.text.utf8), FigureStyle.fileName)
    for figure in figures {
      for table in figure.tables { try write(table.data, table.name) }
      try write(Data(figure.script.text.utf8), figure.name + ".gp")
    }
    let drawn =
      gnuplot.map { drawAll(figures, $0, formats.union([.svg]).sorted { $0.rawValue < $1.rawValue }) }
      ?? DrawnFigures(failures: Dictionary(uniqueKeysWithValues: figures.map { ($0.name, .missing) }))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: staging)) ?? []
    for name in names.sorted() {
      do throws(POSIXFailure) { try POSIXFile.rename(staging + "/" + name, to: path + "/" + name) } catch {
        throw FileError(.inputOutput, path: path + "/" + name, "cannot be written (\(error.reason))")
      }
    }
    // A picture of other data is worse than none.
    for name in drawn.failures.keys {
      for format in FigureFormat.allCases {
        try? FileManager.default.removeItem(atPath: "\(path)/\(name).\(format.rawValue)")
      }
    }
    return drawn
  }

  private func write(_ data: Data, _ name: String) throws(FileError) {
    do throws(POSIXFailure) { try POSIXFile.create(staging + "/" + name, data) } catch {
      throw FileError(.inputOutput, path: path + "/" + name, "cannot be written (\(error.reason))")
    }
  }

  /// Maps with their cells as they are: browsers blur the few pixels of an image that is drawn large.
  private func sharpened(_ file: String) throws(GnuplotFailure) -> String {
    guard let svg = try? String(contentsOfFile: file, encoding: .utf8), !svg.isEmpty else {
      throw GnuplotFailure(description: "gnuplot drew nothing")
    }
    let sharp = svg.replacing("<image ", with: "<image style='image-rendering:pixelated' ")
    if sharp != svg, (try? POSIXFile.create(file, Data(sharp.utf8))) == nil {
      throw GnuplotFailure(description: "the figure cannot be written")
    }
    return sharp
  }

  private func drawAll(_ figures: [Figure], _ gnuplot: Gnuplot, _ formats: [FigureFormat]) -> DrawnFigures {
    let result = Mutex(DrawnFigures())
    DispatchQueue.concurrentPerform(iterations: figures.count) { index in
      let name = figures[index].name
      do throws(GnuplotFailure) {
        for format in formats { try gnuplot.run(name + ".gp", in: staging, format: format) }
        let svg = try sharpened("\(staging)/\(name).svg")
        result.withLock { $0.svg[name] = svg }
      } catch {
        for format in formats { try? FileManager.default.removeItem(atPath: "\(staging)/\(name).\(format.rawValue)") }
        result.withLock { $0.failures[name] = error }
      }
    }
    return result.withLock { $0 }
  }
}
