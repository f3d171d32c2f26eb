import Foundation
import Results

/// A table that gnuplot draws as an image: a cell without a number says so, where an empty one would end the row.
struct ImageTable {
  private var table: Table

  init(_ columns: [String]) { table = Table(columns) }

  mutating func add(_ cells: [Double]) { table.add(text: cells.map { $0.isFinite ? Table.text($0) : "NaN" }) }

  var data: Data { table.data }
}
