import Foundation
import Results

/// One point of a run as its files have it.
struct PointData: Sendable {
  let summary: Summary
  let settings: RunSettings
  let directory: String

  /// - Throws: `FileError`.
  init(_ summary: Summary, directory: String) throws(FileError) {
    self.summary = summary
    self.directory = directory
    settings = try RunSettings(directory)
  }

  /// A table that every run has.
  /// - Throws: `FileError`: without it the directory is damaged.
  func required(_ name: String, columns: [String]) throws(FileError) -> PlotTable {
    guard let table = try optional(name, columns: columns) else {
      throw FileError(.badData, path: directory + "/" + name, "is missing: not a whole results directory")
    }
    return table
  }

  /// A table that some runs have; nil where it is not there.
  func optional(_ name: String, columns: [String]) throws(FileError) -> PlotTable? {
    let path = directory + "/" + name
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let table = PlotTable(try TableReader(path), name: name)
    if let missing = columns.first(where: { !table.has($0) }) {
      throw FileError(.badData, path: path, "has no column \(missing)")
    }
    return table
  }

  func estimate(_ name: String) -> Double? { summary.estimates[name]?.value }
}

/// A table that scripts draw from.
struct PlotTable: Sendable {
  private let columns: [String: [Double]]
  let name: String
  let rowCount: Int

  init(_ table: TableReader, name: String) {
    self.name = name
    rowCount = table.rows.count
    columns = Dictionary(
      table.columns.enumerated().map { index, column in
        (column, table.rows.map { row in PlotTable.sane(row[index]) })
      }, uniquingKeysWith: { first, _ in first })
  }

  /// What no run writes is as good as an empty cell: such numbers overflow in what is computed from them.
  private static func sane(_ value: Double?) -> Double {
    guard let value, abs(value) < 1e100 else { return .nan }
    return abs(value) < 1e-100 ? 0 : value
  }

  /// Whether there is the column; not whether anything is in it.
  func has(_ column: String) -> Bool { columns[column] != nil }

  /// Whether there is the column, with a number in it.
  func hasValues(_ column: String) -> Bool { self[column].contains { !$0.isNaN } }

  /// Values, NaN where a cell is empty; no values for a column that is not there.
  subscript(column: String) -> [Double] { columns[column] ?? [] }

  /// The file as scripts in figures/ name it.
  var source: String { GnuplotText.quoted("../" + name) }

  /// The same with only each n-th row.
  func source(every stride: Int) -> String { stride > 1 ? source + " every \(stride)" : source }
}
