public import ClusterModel

/// Spacing of a range of values.
public enum SweepScale: String, Sendable, CaseIterable {
  case linear
  case log
}

/// The values of one swept parameter.
public struct SweepAxis: Sendable, Hashable {
  /// How the config gives them.
  public enum Source: Sendable, Hashable {
    case range(from: Double, to: Double, count: Int, scale: SweepScale)
    case list
  }

  public let key: ParameterKey
  public let source: Source
  public let values: [Double]

  var document: JSONDocument {
    switch source {
    case .list: .list(values.map { .number($0) })
    case .range(let from, let to, let count, let scale):
      .object([
        RangeKey.from.rawValue: .number(from), RangeKey.to.rawValue: .number(to),
        RangeKey.count.rawValue: .integer(count), RangeKey.scale.rawValue: .text(scale.rawValue),
      ])
    }
  }
}

/// A grid of all combinations of the values of its axes.
public struct Sweep: Sendable, Hashable {
  /// In the order of `ParameterKey`, whatever the order in the file.
  public let axes: [SweepAxis]

  /// Most points of a grid.
  public static let mostPoints = 100_000

  /// Number of points of the grid.
  public var count: Int { axes.reduce(1) { $0 * $1.values.count } }

  /// The points of the grid; the last axis varies fastest.
  public func points(from base: Parameters) -> [Parameters] {
    axes.reduce([base]) { points, axis in
      points.flatMap { point in
        axis.values.map { value in
          var next = point
          axis.key.set(value, in: &next)
          return next
        }
      }
    }
  }

  var document: JSONDocument {
    .object(Dictionary(uniqueKeysWithValues: axes.map { ($0.key.rawValue, $0.document) }))
  }
}
