/// An interval of finite numbers, in which a number of the config must lie.
package struct Bounds: Sendable {
  enum Lower: Sendable {
    case none
    case above(Double)
    case from(Double)
  }

  let lower: Lower
  /// Exclusive; nil for none.
  let below: Double?

  static let finite = Bounds(lower: .none, below: nil)
  static let positive = Bounds(lower: .above(0), below: nil)
  static let notNegative = Bounds(lower: .from(0), below: nil)
  static let fraction = Bounds(lower: .above(0), below: 1)

  func contains(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    let aboveLower =
      switch lower {
      case .none: true
      case .above(let limit): value > limit
      case .from(let limit): value >= limit
      }
    return aboveLower && below.map { value < $0 } ?? true
  }

  /// What is allowed, in words: `a finite number > 0`.
  var sentence: String {
    let lowerPart =
      switch lower {
      case .none: ""
      case .above(let limit): " > \(limit.plain)"
      case .from(let limit): " >= \(limit.plain)"
      }
    return "a finite number" + lowerPart + (below.map { " and < \($0.plain)" } ?? "")
  }

  var schema: [String: JSONDocument] {
    var schema: [String: JSONDocument] = ["type": .text("number")]
    switch lower {
    case .none: break
    case .above(let limit): schema["exclusiveMinimum"] = .number(limit)
    case .from(let limit): schema["minimum"] = .number(limit)
    }
    if let below { schema["exclusiveMaximum"] = .number(below) }
    return schema
  }
}

extension Double {
  /// The shortest text that reads back as this number, without a trailing `.0`.
  package var plain: String {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
