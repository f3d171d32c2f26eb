import ClusterModel
import Foundation
import Results

/// What the maps of a sweep over two parameters read: estimates, their errors and theory, cell by cell.
struct SweepMapTable {
  static let file = "sweep_grid.csv"
  /// Of the columns of theory, before the name of the estimate.
  static let exact = "exact"
  static let approximate = "approximate"

  enum Source: String, Hashable {
    case exact
    case fokkerPlanck = "Fokker-Planck"
    case meanField = "mean field"
  }

  /// The best that theory knows of an estimate at a point.
  struct Reference {
    let value: Double
    let source: Source
  }

  let data: SweepData
  let first: SweepData.Axis
  let second: SweepData.Axis
  private let theories: [PointComparison]

  init(_ data: SweepData, _ first: SweepData.Axis, _ second: SweepData.Axis, theories: [PointComparison]) {
    self.data = data
    self.first = first
    self.second = second
    self.theories = theories
  }

  /// nil where no theory has it, and for averages over the way to the stationary state.
  func reference(_ name: String, _ index: Int) -> Reference? {
    if !ReportWarnings.isStationary(data.points[index]) { return nil }
    let theory = theories[index]
    let known: [(Source, Double?)] = [
      (.exact, theory.exact?.values[name]), (.fokkerPlanck, theory.fokkerPlanck?.values[name]),
      (.meanField, theory.meanField?.values[name]),
    ]
    for (source, value) in known {
      if let value, value.isFinite { return Reference(value: value, source: source) }
    }
    return nil
  }

  /// In the order of cells, which is not that of sweep.csv where a list of values is not sorted.
  var csv: Data {
    let names = data.estimates
    var table = Table(
      [first.key, second.key, "column", "row"]
        + names.flatMap { name in
          [name]
            + ["standardError", SweepMapTable.exact, SweepMapTable.approximate].map { SweepCurves.column($0, name) }
        })
    let places = data.points.indices.map { index in
      (first.place(data.value(first, ofPoint: index)), second.place(data.value(second, ofPoint: index)), index)
    }
    for (column, row, index) in places.sorted(by: { ($0.1, $0.0) < ($1.1, $1.0) }) {
      let cells: [Double?] = [first.values[column], second.values[row], Double(column), Double(row)]
      let estimates = names.flatMap { name -> [Double?] in
        let estimate = data.points[index].summary.estimates[name]
        let reference = reference(name, index)
        return [
          estimate?.value, estimate?.standardError, reference?.source == .exact ? reference?.value : nil,
          reference?.source == .exact ? nil : reference?.value,
        ]
      }
      // gnuplot takes an empty cell of an image for the end of the row.
      table.add(text: (cells + estimates).map { $0.flatMap { $0.isFinite ? Table.text($0) : nil } ?? "NaN" })
    }
    return table.data
  }
}
