import Foundation

/// A CSV file of qpspin, read back: columns by name, empty cells as nil.
public struct TableReader: Sendable {
  public let path: String
  public let columns: [String]
  public let rows: [[Double?]]

  /// - Throws: `FileError` if the file cannot be read or is no table of numbers.
  public init(_ path: String) throws(FileError) {
    self.path = path
    let data = try ResultsReader.contents(path)
    guard let text = String(data: data, encoding: .utf8) else {
      throw FileError(.badData, path: path, "is not text")
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    guard let header = lines.first else { throw FileError(.badData, path: path, "is empty") }
    columns = header.split(separator: ",").map(String.init)
    var rows: [[Double?]] = []
    rows.reserveCapacity(lines.count - 1)
    for (number, line) in lines.dropFirst().enumerated() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count == columns.count else {
        throw FileError(
          .badData, path: path, "line \(number + 2) has \(cells.count) cells; the header has \(columns.count)")
      }
      var row: [Double?] = []
      for cell in cells {
        guard let value = cell.isEmpty ? .some(nil) : TableReader.number(cell).map(Optional.some) else {
          throw FileError(.badData, path: path, "line \(number + 2): \"\(String(cell).excerpt)\" is not a number")
        }
        row.append(value)
      }
      rows.append(row)
    }
    self.rows = rows
  }

  /// A decimal number; no such words and forms as Swift reads besides: nan, inf, 0x1p3.
  private static func number(_ cell: Substring) -> Double? {
    guard cell.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(cell), value.isFinite else {
      return nil
    }
    return value
  }

  /// The values of a column; nil if there is no such column.
  public func column(_ name: String) -> [Double?]? {
    columns.firstIndex(of: name).map { index in rows.map { $0[index] } }
  }
}
