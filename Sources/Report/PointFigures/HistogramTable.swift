import Foundation
import Results

/// A histogram as a figure shows it: cut to what is probable, and with neighbours taken together where they are many.
struct HistogramTable {
  /// Probability of one value, by the simulation, with its error, and by theory: NaN where there is none.
  struct Bin {
    var value: Double
    var probability: Double
    var error: Double
    var exact: Double
    var fokkerPlanck: Double
  }

  let bins: [Bin]
  /// Distance of neighbouring values.
  let step: Double
  /// How many values make a bin.
  let width: Int

  /// Above this number of values neighbours are taken together.
  private static let mostBins = 240
  /// The share of the time left out at each end.
  private static let tail = 2e-4

  /// - Parameters:
  ///   - step: distance of neighbouring values.
  ///   - tail: share of the time left out at each end.
  ///   - isSplit: whether the density of theory has two halves, with no value between them at 0.
  /// nil where there is nothing to show.
  init?(_ table: PlotTable, step: Double, tail: Double = HistogramTable.tail, isSplit: Bool = false) {
    func cell(_ column: String, _ row: Int) -> Double { table[column].isEmpty ? .nan : table[column][row] }
    let values = table["value"]
    let all = values.indices.filter { !values[$0].isNaN }.map { row in
      Bin(
        value: values[row], probability: cell("probability", row), error: cell("standardError", row),
        exact: cell("exact", row), fokkerPlanck: isSplit && values[row] == 0 ? .nan : cell("fokkerPlanck", row))
    }
    guard let first = HistogramTable.first(all, tail), let last = HistogramTable.first(all.reversed(), tail) else {
      return nil
    }
    let shown = Array(all[first...max(first, all.count - 1 - last)])
    let width = (shown.count + HistogramTable.mostBins - 1) / HistogramTable.mostBins
    self.step = step
    self.width = width
    bins =
      width == 1
      ? shown
      : Swift.stride(from: 0, to: shown.count - width + 1, by: width).map { start in
        let part = shown[start..<(start + width)]
        func mean(_ column: KeyPath<Bin, Double>) -> Double {
          part.reduce(0) { $0 + $1[keyPath: column] } / Double(width)
        }
        return Bin(
          value: mean(\.value), probability: mean(\.probability), error: mean(\.error), exact: mean(\.exact),
          fokkerPlanck: mean(\.fokkerPlanck))
      }
  }

  /// The place up to which less than `tail` is passed, by the simulation and by theory.
  private static func first(_ bins: [Bin], _ tail: Double) -> Int? {
    var sums = (0.0, 0.0, 0.0)
    return bins.firstIndex { bin in
      if !bin.probability.isNaN { sums.0 += bin.probability }
      if !bin.exact.isNaN { sums.1 += bin.exact }
      if !bin.fokkerPlanck.isNaN { sums.2 += bin.fokkerPlanck }
      return max(sums.0, sums.1, sums.2) > tail
    }
  }

  var range: ClosedRange<Double> { (bins.first?.value ?? 0)...max(bins.first?.value ?? 0, bins.last?.value ?? 0) }

  /// The largest of a column; nil where nothing in it is positive.
  func peak(_ column: KeyPath<Bin, Double>) -> Double? {
    bins.map { $0[keyPath: column] }.filter { $0 > 0 }.max()
  }

  /// The highest probability by anything that is shown.
  var peak: Double { [peak(\.probability), peak(\.exact), peak(\.fokkerPlanck)].compactMap(\.self).max() ?? 0 }

  /// The highest end of a band or bar, as far as that is near the peak.
  var highest: Double {
    let ends = bins.map { $0.probability + $0.error }.filter(\.isFinite)
    return max(peak, min(1.5 * peak, ends.max() ?? 0))
  }

  /// Whether the right part of the figure, where a key of so many rows can stand, is free at the top.
  /// - Parameter height: where a probability stands, as a share of the height of the figure.
  func leavesRoom(forRows rows: Int, height: (Double) -> Double) -> Bool {
    let from = range.lowerBound + 0.45 * (range.upperBound - range.lowerBound)
    // A row of the key, and its margins, over the height of the figure without its axis.
    let most = 1 - (0.064 * Double(rows) + 0.05)
    return bins.count > 4
      && bins.allSatisfy { bin in
        let ends = [bin.probability + (bin.error.isNaN ? 0 : bin.error), bin.exact, bin.fokkerPlanck]
        return bin.value < from || ends.allSatisfy { !($0 > 0) || height($0) < most }
      }
  }

  /// The table of bins, to stand beside the script.
  var table: Table {
    var table = Table(["value", "probability", "standardError", "exact", "fokkerPlanck"])
    for bin in bins { table.add([bin.value, bin.probability, bin.error, bin.exact, bin.fokkerPlanck]) }
    return table
  }
}
