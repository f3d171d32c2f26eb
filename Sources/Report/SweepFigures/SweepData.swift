import ClusterModel
import Foundation
import Results

/// A sweep as its files have it.
struct SweepData: Sendable {
  /// A parameter that differs between points.
  struct Axis: Sendable {
    /// As in a config and in sweep.csv.
    let key: String
    let symbol: String
    let unit: String
    /// The different values, in order.
    let values: [Double]
    /// Whether they are spaced by equal ratios rather than by equal steps, or reach over a wide range.
    var isLogarithmic: Bool {
      guard let first = values.first, let last = values.last, first > 0 else { return false }
      return last / first >= 20 || (values.count > 2 && last / first >= 4 && ratiosAreEqual)
    }

    private var ratiosAreEqual: Bool {
      let ratios = zip(values, values.dropFirst()).map { $1 / $0 }
      guard let least = ratios.min(), let most = ratios.max() else { return false }
      return most < 1.05 * least
    }

    /// The place of a value in `values`, which has it.
    func place(_ value: Double) -> Int { values.firstIndex(of: value) ?? 0 }

    /// With its unit, in gnuplot's enhanced text.
    var label: String { unit.isEmpty ? symbol : "\(symbol) (\(unit))" }
  }

  let sweep: SweepSummary
  let points: [PointData]
  let axes: [Axis]
  let directory: String
  /// Whether the points are all combinations of the axes' values, each once.
  let isGrid: Bool

  private static let parameters:
    [(key: String, symbol: String, unit: String, value: @Sendable (ParameterRecord) -> Double?)] =
      [
        ("injectionRate", "injection rate A", "µm⁻³s⁻¹", { $0.injectionRate }),
        ("volume", "volume V", "µm³", { $0.volume }),
        ("gamma", "Γ̄", "µm³/s", { $0.gamma }),
        ("gammaTriplet", "Γ̄_t", "µm³/s", { $0.gammaTriplet }),
        ("spinFlipTime", "spin flip time τ_s", "s", { $0.spinFlipTime }),
        ("trappingTime", "trapping time τ_{trap}", "s", { $0.trappingTime }),
        ("zeeman", "E_Z/k_BT", "", { $0.zeeman }),
      ]

  init(_ sweep: SweepSummary, points: [PointData], directory: String) {
    self.sweep = sweep
    self.points = points
    self.directory = directory
    let all = points.map(\.summary.parameters)
    let axes = SweepData.parameters.compactMap { parameter -> Axis? in
      let values = all.compactMap(parameter.value)
      guard values.count == all.count else { return nil }
      let different = Set(values).sorted()
      return different.count > 1
        ? Axis(key: parameter.key, symbol: parameter.symbol, unit: parameter.unit, values: different) : nil
    }
    self.axes = axes
    // More than one value an axis: the product passes the number of points before it is too large.
    let cells = axes.reduce(1) { $0 > points.count ? $0 : $0 * $1.values.count }
    let different = Set(all.map { record in axes.map { SweepData.value($0, record) } })
    isGrid = cells == points.count && different.count == points.count
  }

  func value(_ axis: Axis, ofPoint index: Int) -> Double { SweepData.value(axis, points[index].summary.parameters) }

  private static func value(_ axis: Axis, _ parameters: ParameterRecord) -> Double {
    SweepData.parameters.first { $0.key == axis.key }?.value(parameters) ?? .nan
  }

  /// The parameters of the first point with another value of one of them.
  func parameters(_ axis: Axis, at value: Double) -> Parameters {
    var record = points[0].summary.parameters
    switch axis.key {
    case "injectionRate": record.injectionRate = value
    case "volume": record.volume = value
    case "gamma": record.gamma = value
    case "gammaTriplet": record.gammaTriplet = value
    case "spinFlipTime": record.spinFlipTime = value
    case "trappingTime": record.trappingTime = value
    default: record.zeeman = value
    }
    return record.parameters
  }

  /// The estimates that at least one point has, in the order of tables.
  var estimates: [String] {
    EstimateName.all.filter { name in points.contains { $0.summary.estimates[name] != nil } }
  }
}
