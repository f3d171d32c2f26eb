public import Foundation

/// A table that becomes a CSV file: named columns, one row of cells a line, `\n` at each end.
public struct Table: Sendable {
  public let columns: [String]
  public private(set) var text: String

  public init(_ columns: [String]) {
    self.columns = columns
    text = columns.joined(separator: ",") + "\n"
  }

  /// Adds a row. A nil or non-finite cell is left empty.
  public mutating func add(_ cells: [Double?]) {
    precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
    add(text: cells.map { $0.map(Table.text) ?? "" })
  }

  /// Adds a row of cells that are text already.
  public mutating func add(text cells: [String]) {
    text += cells.joined(separator: ",")
    text += "\n"
  }

  /// The shortest text that reads back as the same number, integers without a point; empty if it is not finite.
  public static func text(_ value: Double) -> String {
    if !value.isFinite { return "" }
    if value == value.rounded(), abs(value) < 0x1p54 { return String(Int64(value)) }
    return "\(value)"
  }

  public var data: Data { Data(text.utf8) }
}

/// JSON as qpspin writes it: keys sorted, indented, numbers in their shortest form, a line end at the end.
public enum JSONText {
  public static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data("\n".utf8)
  }
}
